"""Every table. Statements live in the module of their concept.

The ballot box (people answer, nobody can tell who) is in the structure: `participation`, `ballot`
and `response` share no key, and where an order of rows would tell, no row has a number.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base

__all__ = [
    "BallotRow",
    "BoxRow",
    "BroadcastRow",
    "CampaignRow",
    "CampaignVersionRow",
    "CorrespondenceRow",
    "CounterRow",
    "DeliveryRow",
    "DoorRow",
    "EmployeeRow",
    "EnrolmentRow",
    "ErrandRow",
    "ExpectationRow",
    "FaqRow",
    "FeedbackRow",
    "FollowUpRow",
    "HandledUpdateRow",
    "InterviewRow",
    "InvitationRow",
    "JobRow",
    "JpRuleRow",
    "KeyMarkRow",
    "KioskRow",
    "LearningRow",
    "MembersRow",
    "MuteRow",
    "OptOutRow",
    "PaperRow",
    "ParticipantRow",
    "ParticipationRow",
    "PersonRow",
    "PopulationRow",
    "PublicationLeafRow",
    "PublicationRow",
    "QuestionRow",
    "ReactionRow",
    "ResponseRow",
    "RollupRow",
    "ServiceUnitRow",
    "StanceRow",
    "SubscriptionRow",
    "SurveyRow",
    "SurveyVersionRow",
    "TrainingRow",
    "TrainingSessionRow",
    "WatchRow",
    "WishRow",
    "WrongTryRow",
]

# On SQLite the rows of such a table lie in the order of their key, so no order of arrival is left.
UNORDERED = {"sqlite_with_rowid": False}


class PersonRow(Base):
    """Somebody who consented; the text they agreed to and the day, no hour.

    `news` says that they asked for news in general, `blocked` that they blocked the bot.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    consent_text: Mapped[str]
    consented_on: Mapped[date]
    news: Mapped[bool] = mapped_column(server_default=false())
    blocked: Mapped[bool] = mapped_column(server_default=false())


class ServiceUnitRow(Base):
    """A node of the tree of units, and the numbers of who leads it and whom to ask there."""

    __tablename__ = "service_unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("service_unit.id"))
    place: Mapped[int]
    active: Mapped[bool]
    head_nip: Mapped[str | None]
    contact_nip: Mapped[str | None]


class SurveyRow(Base):
    """What is offered to whom."""

    __tablename__ = "survey"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class SurveyVersionRow(Base):
    """A published form, immutable: the XForm that was made of the file with this digest."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    digest: Mapped[str]
    xform: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class InterviewRow(Base):
    """One person's running walk through one version; what was answered is sealed.

    It rates the unit; or, with a session, somebody of that unit is asked about that.
    """

    __tablename__ = "interview"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    card: Mapped[int]
    sealed: Mapped[bytes]
    started_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    # No constraint: SQLite adds none to a table that is there.
    session_id: Mapped[int | None]
    inquiry: Mapped[str | None]


class ExpectationRow(Base):
    """What a person's next typed line is for; `since` makes older lines count for nothing."""

    __tablename__ = "expectation"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str]
    since: Mapped[datetime | None]


class ParticipationRow(Base):
    """That somebody rated some unit in a window; only the key can tell whom and which."""

    __tablename__ = "participation"
    __table_args__ = UNORDERED
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    first_day: Mapped[date]


class BoxRow(Base):
    """One box for each survey and unit; whoever submits locks its row first."""

    __tablename__ = "box"
    __table_args__ = UNORDERED
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)


class BallotRow(Base):
    """A submitted answer, sealed, waiting until those of five different people go together."""

    __tablename__ = "ballot"
    key: Mapped[bytes] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    mark: Mapped[bytes]
    sealed: Mapped[bytes]
    __table_args__ = (Index("ix_ballot_box", "survey_id", "unit_id"), UNORDERED)


class ResponseRow(Base):
    """A released answer under a new key, without a person, a sender or an instant; on paper, with
    the day on which it was entered."""

    __tablename__ = "response"
    key: Mapped[bytes] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("survey_version.id"))
    answers: Mapped[str] = mapped_column(Text)
    scores: Mapped[str] = mapped_column(Text)
    mode: Mapped[str]
    straight_lined: Mapped[bool]
    too_fast: Mapped[bool]
    receipt: Mapped[bytes] = mapped_column(index=True)
    released_on: Mapped[date]
    entered_on: Mapped[date | None]
    __table_args__ = (
        Index("ix_response_unit", "survey_id", "unit_id", "released_on"),
        UNORDERED,
    )


class PaperRow(Base):
    """The names of questionnaires on paper that were entered together, so that they are entered
    once; of nobody's alone, as at least five people's go together."""

    __tablename__ = "paper"
    __table_args__ = UNORDERED
    digest: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), index=True)
    month: Mapped[date]
    names: Mapped[str]
    entered_on: Mapped[date]


class KioskRow(Base):
    """The device of a unit on which one after the other rates it: the mark of its link, the
    account that opened it, and how many ratings it sent on its last day.

    Once the link is revoked the row stays without a mark, so that a new one begins no new day.
    """

    __tablename__ = "kiosk"
    __table_args__ = UNORDERED
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)
    mark: Mapped[bytes | None] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    day: Mapped[date | None]
    sent: Mapped[int]


class RollupRow(Base):
    """How many of the responses that a unit's box released in a month say this, and the sum of
    their scores: what every figure is reckoned from."""

    __tablename__ = "rollup"
    __table_args__ = UNORDERED
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
    total: Mapped[int]


class PopulationRow(Base):
    """How many people a unit served in a period, as an admin said on a day."""

    __tablename__ = "population"
    __table_args__ = UNORDERED
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    said_on: Mapped[date] = mapped_column(primary_key=True)
    n: Mapped[int]


class PublicationRow(Base):
    """A unit's results of a closed period, published: they change no more."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("survey_id", "unit_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    period: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    published_on: Mapped[date]
    reference: Mapped[str]


class PublicationLeafRow(Base):
    """One of the units whose responses a publication was reckoned from; it stays so wherever they
    stand in the tree later."""

    __tablename__ = "publication_leaf"
    __table_args__ = UNORDERED
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("service_unit.id"), primary_key=True, index=True
    )


class FollowUpRow(Base):
    """What a unit promises to do about an element after a published period, who and by when;
    `who_id` is None for the whole team. Until somebody says something `action` is empty."""

    __tablename__ = "follow_up"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    period: Mapped[str]
    element: Mapped[str]
    state: Mapped[str]
    action: Mapped[str] = mapped_column(Text)
    who_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    changed: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[date | None]
    __table_args__ = (
        UniqueConstraint("unit_id", "period", "element"),
        Index("ix_follow_up_state", "state"),
    )


class WishRow(Base):
    """An employee who asked for a training that improves an element; /hapus deletes it."""

    __tablename__ = "wish"
    __table_args__ = UNORDERED
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    element: Mapped[str] = mapped_column(primary_key=True)
    wished_on: Mapped[date]


class SubscriptionRow(Base):
    """Somebody who asked to be told of improvements at a unit; no instant."""

    __tablename__ = "subscription"
    __table_args__ = UNORDERED
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)


class MuteRow(Base):
    """Somebody who wants no unasked messages of this topic, for good or until an instant."""

    __tablename__ = "mute"
    __table_args__ = UNORDERED
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime | None]


class OptOutRow(Base):
    """How often, on a day, somebody asked for fewer unasked messages, or blocked the bot."""

    __tablename__ = "opt_out"
    __table_args__ = UNORDERED
    day: Mapped[date] = mapped_column(primary_key=True)
    n: Mapped[int]


class EmployeeRow(Base):
    """A civil servant of a unit, and the person who is that, once they linked their account.

    A zone is given where it is not the office's. Who left the roster is kept, not `active`. The
    consent is that of employees, with its own text.
    """

    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), index=True)
    name: Mapped[str]
    zone: Mapped[str | None]
    nip: Mapped[str | None]
    status: Mapped[str | None]
    grade: Mapped[str | None]
    position: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default=true())
    consent_text: Mapped[str | None]
    consented_on: Mapped[date | None]
    # No constraint: SQLite adds none to a table that is there.
    __table_args__ = (Index("ix_employee_nip", "nip", unique=True),)


class BroadcastRow(Base):
    """One send-out: what is said and to whom, as JSON, and how far it has come.

    `of_id` names the one that a correction or a deletion is about.
    """

    __tablename__ = "broadcast"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    of_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"))
    author_id: Mapped[int]
    stage: Mapped[str] = mapped_column(index=True)
    content: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text)
    canary: Mapped[bool]
    starts_at: Mapped[datetime | None]
    halted: Mapped[str | None]


class WatchRow(Base):
    """The message that shows an admin how a broadcast goes, while something may change."""

    __tablename__ = "watch"
    __table_args__ = UNORDERED
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int]


class MembersRow(Base):
    """Some of a broadcast's members, frozen at its launch: the ids in order, as JSON.

    A million rows of one member each would take longer than an admin waits.
    """

    __tablename__ = "members"
    __table_args__ = UNORDERED
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    last_id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int]
    ids: Mapped[str] = mapped_column(Text)


class CampaignRow(Base):
    """A campaign by its code, whether it runs, until when, and what came of it.

    One about a training, by its code, words the reminders of that. `result` is JSON, of what was
    answered, written when it has ended.
    """

    __tablename__ = "campaign"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    standing: Mapped[str]
    ends_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    training: Mapped[str | None]
    result: Mapped[str | None] = mapped_column(Text)


class CampaignVersionRow(Base):
    """What a campaign said from some day on; it never changes, for somebody is in the middle."""

    __tablename__ = "campaign_version"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)


class ParticipantRow(Base):
    """An employee in a campaign: arm and version, noted before anything is told.

    `begins_on` is the day from which steps count, None for whom nothing is told any more.
    """

    __tablename__ = "participant"
    __table_args__ = UNORDERED
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"))
    arm: Mapped[str]
    number: Mapped[int]
    joined_on: Mapped[date]
    begins_on: Mapped[date | None]


class StanceRow(Base):
    """What somebody answered in a campaign, sealed; only the key can tell who, and what."""

    __tablename__ = "stance"
    __table_args__ = UNORDERED
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]


class ReactionRow(Base):
    """The button that somebody tapped last under a broadcast; only the key can tell who."""

    __tablename__ = "reaction"
    __table_args__ = UNORDERED
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    button: Mapped[int]


class JobRow(Base):
    """Long work promised, not before `due_at`; `cursor` is how far it has come, so it may be run
    twice.

    `for_id` is the person whom the outcome is for, 0 where it is nobody's.
    """

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "for_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    for_id: Mapped[int]
    cursor: Mapped[int]
    done: Mapped[bool] = mapped_column(index=True)
    due_at: Mapped[datetime | None]


class DeliveryRow(Base):
    """One message owed to one person; `dedupe_key` makes planning twice harmless."""

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    class_: Mapped[str] = mapped_column("class")
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    broadcast_id: Mapped[int | None]
    message_id: Mapped[int | None]
    session_id: Mapped[int | None]
    slot: Mapped[str | None]
    campaign_id: Mapped[int | None]
    # A broadcast that waits or rests must cost nobody else anything, so each has its own way in.
    __table_args__ = (
        # Not by the person alone, or SQLite, which counts no rows, would go by the next one.
        Index("ix_delivery_person", "person_id", "class", "state"),
        Index("ix_delivery_due", "class", "state", "due_at", "id"),
        Index("ix_delivery_broadcast", "broadcast_id", "state", "due_at", "id"),
        # Most messages belong to no session, and should not pay for those that do.
        Index(
            "ix_delivery_session",
            "session_id",
            "person_id",
            sqlite_where=text("session_id IS NOT NULL"),
            postgresql_where=text("session_id IS NOT NULL"),
        ),
        Index(
            "ix_delivery_campaign",
            "campaign_id",
            "person_id",
            sqlite_where=text("campaign_id IS NOT NULL"),
            postgresql_where=text("campaign_id IS NOT NULL"),
        ),
    )


class HandledUpdateRow(Base):
    """The id of an update whose effect is committed, with its UTC day and no person."""

    __tablename__ = "handled_update"
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(index=True)


class KeyMarkRow(Base):
    """The mark of the key that everything sealed here is sealed with; one row."""

    __tablename__ = "key_mark"
    mark: Mapped[bytes] = mapped_column(primary_key=True)


class WrongTryRow(Base):
    """Wrong codes of an account, under a mark, until the pause is over."""

    __tablename__ = "wrong_try"
    __table_args__ = UNORDERED
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime]


class CounterRow(Base):
    """How often something happened at a unit on a day: begun, submitted, left at a question.

    What is rare, or might tell more of one than that, is dated with the first of its month.
    """

    __tablename__ = "counter"
    __table_args__ = UNORDERED
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("service_unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


class InvitationRow(Base):
    """A code by which one account becomes one employee, under a mark; gone once it was used."""

    __tablename__ = "invitation"
    employee_id: Mapped[int] = mapped_column(
        ForeignKey("employee.id"), primary_key=True, autoincrement=False
    )
    mark: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]


class ErrandRow(Base):
    """Something long that an admin asked for, such as to read the spreadsheet they sent.

    What it is `about` is Telegram's name of a file, or the id of a unit. One that is not `todo`
    waits for its admin's tap, at most for a day; the message `card_id` shows how it goes.
    """

    __tablename__ = "errand"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    about: Mapped[str]
    content: Mapped[bytes | None]
    card_id: Mapped[int | None]
    todo: Mapped[bool] = mapped_column(index=True)
    tries: Mapped[int]
    created_at: Mapped[datetime]


class QuestionRow(Base):
    """A question of an employee: every word, and whose it is, is sealed; only the key can tell.

    Its key is drawn and no instant is kept, so that nothing joins it to a message.
    """

    __tablename__ = "question"
    __table_args__ = UNORDERED
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[bytes] = mapped_column(index=True)
    sealed: Mapped[bytes]
    asked_on: Mapped[date]
    answered: Mapped[bool]


class CorrespondenceRow(Base):
    """All that citizens and units write to each other, in one row and under one seal.

    A row for each would be changed at the moment at which a unit answers, and so lead from the
    citizen, who made it at a known moment, to the unit.
    """

    __tablename__ = "correspondence"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes]


class FaqRow(Base):
    """What an admin published of a question and its answer; nothing leads back to that."""

    __tablename__ = "faq"
    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    published_on: Mapped[date]


class JpRuleRow(Base):
    """What a kind of learning is worth."""

    __tablename__ = "jp_rule"
    kind: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str]
    jp: Mapped[int]
    most: Mapped[int | None]


class TrainingRow(Base):
    """What is taught and for whom: elements, audience, offsets (in minutes), questions as JSON."""

    __tablename__ = "training"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[str]
    provider: Mapped[str]
    provider_name: Mapped[str]
    elements: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text)
    mandatory: Mapped[bool]
    offsets: Mapped[str] = mapped_column(Text)
    jp: Mapped[int | None]
    catch_up: Mapped[bool]
    active: Mapped[bool]
    questions: Mapped[str] = mapped_column(Text, server_default="[]")


class TrainingSessionRow(Base):
    """One dated run of a training; whoever gives a seat away locks its row first.

    It `was` elsewhere or at another time as far as those concerned had read when it changed.
    `door` is the mark of the link by which others than admins show its code.
    """

    __tablename__ = "training_session"
    __table_args__ = (UniqueConstraint("training_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"))
    code: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    zone: Mapped[str]
    place: Mapped[str]
    link: Mapped[str]
    transport: Mapped[str]
    contact: Mapped[str]
    capacity: Mapped[int | None]
    deadline: Mapped[datetime]
    version: Mapped[int]
    cancelled: Mapped[bool]
    announced: Mapped[bool]
    was: Mapped[str | None] = mapped_column(Text)
    door: Mapped[bytes | None]


class DoorRow(Base):
    """A message that shows somebody the code at the door of a session, since `shown_at`.

    Who is no admin opened it by the link that has this mark.
    """

    __tablename__ = "door"
    __table_args__ = UNORDERED
    person_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    language: Mapped[str]
    mark: Mapped[bytes | None]
    shown_at: Mapped[datetime]
    closed: Mapped[bool]


class EnrolmentRow(Base):
    """How an employee stands to a session, and `stood` before; `place` is the order of arrival,
    `enrolled_on` the day of it, `edition` and `version` what was answered. The first answer was
    `prompt` where it came within a day of the invitation; no hour is kept. Of who was there,
    `unit_id` is where they worked then."""

    __tablename__ = "enrolment"
    __table_args__ = UNORDERED
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(
        ForeignKey("employee.id"), primary_key=True, index=True
    )
    state: Mapped[str]
    place: Mapped[int | None]
    reason: Mapped[str | None]
    substitute_id: Mapped[int | None]
    plan: Mapped[str | None]
    checked_in_at: Mapped[datetime | None]
    jp: Mapped[int | None]
    stood: Mapped[str | None]
    enrolled_on: Mapped[date | None]
    edition: Mapped[str | None]
    version: Mapped[int | None]
    prompt: Mapped[bool | None]
    unit_id: Mapped[int | None]


class FeedbackRow(Base):
    """What an employee answered about a session, in their own name; /hapus deletes it."""

    __tablename__ = "feedback"
    __table_args__ = UNORDERED
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    inquiry: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(
        ForeignKey("employee.id"), primary_key=True, index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    answers: Mapped[str] = mapped_column(Text)
    scores: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date]


class LearningRow(Base):
    """JP of an employee; what was learned elsewhere counts once an admin has approved it.

    Of that it is known how long it took (`minutes` of each of the `days`) and what shows it.
    Under the limit of a day or a month comes first what was credited first.
    """

    __tablename__ = "learning"
    __table_args__ = (
        UniqueConstraint("session_id", "employee_id"),
        Index("ix_learning_year", "employee_id", "year"),
        # Few wait among many.
        Index(
            "ix_learning_pending",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    year: Mapped[int]
    day: Mapped[date]
    title: Mapped[str]
    kind: Mapped[str]
    jp: Mapped[int]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"))
    state: Mapped[str]
    file_id: Mapped[str | None]
    days: Mapped[int | None]
    minutes: Mapped[int | None]
    media: Mapped[str | None]
    reason: Mapped[str | None]
    credited_at: Mapped[datetime | None]


class PassRow(Base):
    """What opens the dashboard to an admin until then: a link, or a session in a browser.

    Only a mark of either is kept: nobody gets in with what stands here.
    """

    __tablename__ = "pass"
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    until: Mapped[datetime]
