"""What is said when something cannot be done, and when something went wrong."""

from bot.domain.errors import (
    AlreadyLinked,
    AlreadyPublished,
    CodePaused,
    DomainError,
    FewerServed,
    Full,
    Gone,
    IsKiosk,
    NobodyReachable,
    NobodyReached,
    NobodyThere,
    NoPeriod,
    NoReference,
    NoSecondAdmin,
    NotAllowed,
    NotAnswering,
    NotClosed,
    NotEmployed,
    NothingReleased,
    NotLeading,
    NotMeant,
    NotNow,
    Outdated,
    OwnCertificate,
    Passed,
    TooLate,
    TooMany,
    TooMuch,
    Why,
)
from bot.telegram.card import Letterhead
from bot.texts import _, moment

__all__ = ["in_private", "no_such_command", "old_button", "only_text", "refusal", "unexpected"]


def refusal(error: DomainError, letterhead: Letterhead) -> str:
    """A refused wish in one plain sentence that says what to do."""
    if isinstance(error, CodePaused):
        text = _("Too many wrong codes. Please try again after {moment}.")
        return text.format(moment=moment(error.until, letterhead.zone))
    if isinstance(error, TooLate):
        return _too_late(error.why)
    said = {
        NotAllowed: _("Only admins can do that. /help shows what you can do here."),
        NotAnswering: _(
            "Citizens are answered by who leads a unit or is its contact, and by admins. /help "
            "shows what you can do here."
        ),
        NotLeading: _(
            "That is for who leads a unit, and for admins. /help shows what you can do here."
        ),
        Gone: _("That is no longer in the list. /start shows what is."),
        Outdated: old_button(),
        IsKiosk: _(
            "This device is the kiosk of a unit: only an admin can end that or change anything "
            "here, with /poster."
        ),
        NobodyThere: _("Nobody belongs to this audience. Please choose another one."),
        NobodyReachable: _(
            "Nobody would get it: all of them blocked the bot or had enough broadcasts. "
            "Please choose another audience or time."
        ),
        NobodyReached: _("Nobody has a message that could still be changed."),
        Passed: _("That time is over. Please choose another one."),
        NoSecondAdmin: _("So many people need a second admin, and the settings name only one."),
        AlreadyLinked: _("This account is linked to an employee already. /profil shows to whom."),
        FewerServed: _(
            "More people answered than that. Type how many were served in all, in this period."
        ),
        AlreadyPublished: _(
            "The results of this period are published, so the number of people served stays as it "
            "is."
        ),
        TooMany: _("That is too many people for one go. Please choose fewer."),
        TooMuch: _(
            "So many answers have no room in a workbook. Please choose a shorter period, or the "
            "rows (CSV)."
        ),
        Full: _("The seat has gone to somebody on the waiting list."),
        NotEmployed: _(
            "This is for employees (ASN). Ask the staff office for your invitation code."
        ),
        NotMeant: _(
            "This training is for others. If you take part, ask those who hold it to note you as "
            "present."
        ),
        OwnCertificate: _("This certificate is your own: another admin decides about it."),
        NotClosed: _("This period is not over yet. Results are published when it is."),
        NothingReleased: _("No answers were released in this period, so there is no result."),
        NoPeriod: _(
            "There is no such period. Write a month as 2026-11, a quarter as 2026-Q4, a half-year "
            "as 2026-S2, a year as 2026."
        ),
        NoReference: _("No figures have this reference. Copy it whole from the report."),
        NotNow: _("It is too late for that, or too early: it has moved on meanwhile."),
    }
    return said.get(type(error)) or unexpected()


def _too_late(why: Why) -> str:
    said = {
        Why.CLOSED: _("Registration is closed. /pelatihan shows what else is open."),
        Why.BEGUN: _("It has begun already, so this cannot be changed any more."),
        Why.CANCELLED: _("This training does not take place. /pelatihan shows what is open."),
        Why.NOT_ITS_TIME: _("One can check in from an hour before the start until the end."),
    }
    return said[why]


def unexpected() -> str:
    """An error of ours; the code is in the log."""
    return _("Something went wrong on our side, and nothing was changed. Please try again.")


def only_text() -> str:
    """A picture, a sticker, a voice: nothing that we read."""
    return _("This bot reads only taps and text. /help shows what you can do here.")


def no_such_command() -> str:
    """A word with a stroke before it that we do not know."""
    return _("There is no such command. /help shows what you can do here.")


def old_button() -> str:
    """A button that this version of the bot does not know."""
    return _("This button is no longer used. /start shows what there is.")


def in_private() -> str:
    """To a group."""
    return _(
        "This bot works in private chats only and leaves this group. Please write to it there."
    )
