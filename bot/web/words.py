"""What the dashboard calls messages and how they stand."""

from bot.domain.delivery import Kind, State
from bot.domain.standing import Standing
from bot.texts import _

__all__ = ["kind", "standing", "state"]


def kind(one: Kind) -> str:
    """What a message is."""
    return {
        Kind.UNFINISHED: _("Reminder of an unfinished survey"),
        Kind.MESSAGE: _("Broadcast"),
        Kind.CORRECTION: _("Correction of a broadcast"),
        Kind.DELETION: _("Deletion of a broadcast"),
        Kind.INVITATION: _("Invitation to a training"),
        Kind.REMINDER: _("Reminder of a training"),
        Kind.STARTING: _("Training about to begin"),
        Kind.CHANGE: _("Change of a training"),
        Kind.CANCELLATION: _("Cancelled training"),
        Kind.SEAT: _("Seat that became free"),
        Kind.RELEASED: _("Seat that was given away"),
        Kind.ASKED: _("Request to a colleague"),
        Kind.WITHDRAWN: _("Request withdrawn"),
        Kind.REPLY: _("Reply of a colleague"),
        Kind.ANSWER: _("Answer to a question"),
        Kind.UNANSWERED: _("Who has not answered"),
        Kind.PROGRESS: _("Monthly learning progress"),
        Kind.DECISION: _("Decision on a certificate"),
        Kind.FEEDBACK: _("Question after a training"),
        Kind.FOLLOW_UP: _("Question some months after a training"),
        Kind.STEP: _("Message of a campaign"),
        Kind.PLAN: _("Request for a follow-up plan"),
        Kind.PLAN_DUE: _("Reminder of a follow-up plan"),
        Kind.PLAN_WHO: _("Who does a follow-up plan"),
        Kind.PLAN_NEWS: _("What waits for admins of follow-up plans"),
        Kind.DIGEST: _("What citizens said, for employees"),
        Kind.IMPROVED: _("What was changed, for followers"),
        Kind.CITIZENS: _("Citizens who wait for an answer"),
    }[one]


def state(one: State) -> str:
    """How a message stands."""
    return {
        State.PENDING: _("waiting"),
        State.SENDING: _("being sent"),
        State.SENT: _("sent"),
        State.BLOCKED: _("blocked by the reader"),
        State.EXPIRED: _("expired"),
        State.OVER_BUDGET: _("held back"),
        State.REJECTED: _("refused"),
        State.CANCELLED: _("cancelled"),
        State.UNCERTAIN: _("uncertain"),
    }[one]


def standing(one: Standing) -> str:
    """How employees stand to a session."""
    return {
        Standing.INVITED: _("Invited"),
        Standing.ASKED: _("Asked by a colleague"),
        Standing.WAITING: _("On the waiting list"),
        Standing.ENROLLED: _("Registered"),
        Standing.CONFIRMED: _("Confirmed"),
        Standing.DECLINED: _("Declined"),
        Standing.ATTENDED: _("Attended"),
    }[one]
