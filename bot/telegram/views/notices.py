"""Messages about a session that come by themselves: plain, with date, time, place and contact."""

from collections.abc import Iterable

from bot.domain.audience import Topic
from bot.domain.delivery import AGAIN, MUST, Kind
from bot.domain.inquiry import Inquiry
from bot.domain.learning import Credit
from bot.domain.offer import Decision, Encouragement, Notice, Silent
from bot.domain.training import Course, Standing
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views import certificates, inquiries, steps
from bot.telegram.views import course as words
from bot.telegram.views.words import addressed, clip
from bot.texts import _, ngettext, number

__all__ = ["decision", "encouragement", "notice"]

NAME_LENGTH = 60

QUIET = {Kind.INVITATION, Kind.PROGRESS}

LATE = "late"
"""The slot of what tells that nobody answered a request in time."""

GONE = "gone"
"""The slot of what tells that who had said to come instead does not."""


def notice(found: Notice, letterhead: Letterhead) -> Card:
    """One message, with what it asks for; who is invited also reads how to hear no more."""
    if found.kind in {Kind.FEEDBACK, Kind.FOLLOW_UP}:
        return inquiries.offered(found, letterhead)
    about = [*words.lines(found.course), *_until(found)]
    text = "\n".join([_opening(found), "", *about, *_closing(found)])
    signature = f"<i>{escape(letterhead.name)}</i>"
    rows = column(*_taps(found))
    return Card(f"{text}\n\n{signature}", rows, silent=found.kind in QUIET)


def decision(found: Decision, letterhead: Letterhead) -> Card:
    """Whether a certificate counts, or why it does not."""
    one = found.certificate
    signature = f"\n<i>{escape(letterhead.name)}</i>"
    parts = [addressed(_decided(found), found.to), "", *certificates.told(one), ""]
    if one.record.credit is Credit.APPROVED:
        jp = one.record.jp
        text = ngettext("{n} JP is noted for you.", "{n} JP are noted for you.", jp)
        parts += [text.format(n=number(jp)), words.year(found.year), signature]
        return Card("\n".join(parts), column(_to("past", _("What I have learned"))))
    why = certificates.reason(one.reason or "")
    parts += [_("Reason: {reason}").format(reason=why), signature]
    return Card("\n".join(parts), column(_to("elsewhere", _("Send it again"))))


def encouragement(found: Encouragement, letterhead: Letterhead) -> Card:
    """How far the year has come, two things that fit, and how to hear no more."""
    greeting = addressed(_("{name}, here is your year of learning so far:"), found.to)
    parts = [greeting, words.year(found.year), ""]
    if found.courses:
        parts.append(_("What fits next:"))
        parts += ["\n".join([words.title(one), words.at(one)]) for one in found.courses]
    if found.elsewhere:
        text = _("Have you learned elsewhere this year? Send the certificate: it may count.")
        parts += ["", text] if found.courses else [text]
    parts.append(f"\n<i>{escape(letterhead.name)}</i>")
    taps = [
        *_to_each(found.courses),
        *([_to("elsewhere", _("Send a certificate"))] if found.elsewhere else []),
        button(_("Not for a month"), buttons.Hush(month=True)),
        button(_("No more such messages"), buttons.Hush(month=False)),
    ]
    return Card("\n".join(parts), column(*taps), silent=True)


def _decided(found: Decision) -> str:
    record = found.certificate.record
    if record.credit is not Credit.APPROVED:
        return _("{name}, your certificate could not be counted:")
    if record.jp == 0:
        return _(
            "{name}, your certificate is in order; no more of this kind counts for that day or "
            "month:"
        )
    return _("{name}, your certificate has been approved:")


def _to(view: str, label: str) -> Button:
    return button(label, buttons.Trainings(view=view))


def _to_each(courses: Iterable[Course]) -> list[Button]:
    return [button(words.short(one), buttons.Course(session=one.session.id)) for one in courses]


def _opening(found: Notice) -> str:
    if found.wording is not None:
        return steps.filled(found.wording, found.to)
    colleague = f"<b>{escape(found.colleague or '')}</b>"
    texts = {
        Kind.INVITATION: _inviting(found),
        Kind.REMINDER: _reminding(found),
        Kind.STARTING: _reminding(found),
        Kind.CHANGE: _("{name}, this training has changed. From now on it is:"),
        Kind.CANCELLATION: _("{name}, this training does not take place:"),
        Kind.SEAT: _("{name}, a seat has become free and it is yours:"),
        Kind.RELEASED: _(
            "{name}, for a while you were not known here as an employee, so that what you had "
            "answered does not hold any more. This training is:"
        ),
        Kind.ASKED: _("{name}, {colleague} cannot come and asks you to go instead:"),
        Kind.WITHDRAWN: _withdrawing(found),
        Kind.REPLY: _replying(found),
        Kind.UNANSWERED: _("{name}, some people of your unit have yet to say whether they come:"),
    }
    return addressed(texts[found.kind], found.to, colleague=colleague)


def _inviting(found: Notice) -> str:
    if found.slot == MUST:
        return _("{name}, from now on you must attend this training:")
    if found.course.training.mandatory:
        return _("{name}, there is a training that you must attend:")
    if found.slot == AGAIN:
        return _("{name}, this training for you has a new date:")
    return _("{name}, there is a training for you:")


def _reminding(found: Notice) -> str:
    if found.days == 0:
        return _("{name}, today:")
    if found.days == 1:
        return _("{name}, tomorrow:")
    one = found.enrolment
    if one is None or one.standing is not Standing.INVITED:
        return _("{name}, your seat is reserved:")
    if found.course.training.mandatory:
        return _("{name}, there is a training that you must attend:")
    return _("{name}, a seat can still be yours:")


def _withdrawing(found: Notice) -> str:
    if found.slot == LATE:
        return _(
            "{name}, {colleague} has asked you to go instead; "
            "the seat is not kept for you any more:"
        )
    return _("{name}, {colleague} does not need you to go instead any more:")


def _replying(found: Notice) -> str:
    if found.slot == "yes":
        return _("{name}, {colleague} comes instead of you:")
    if found.slot == LATE:
        return _(
            "{name}, {colleague} has not said whether to come instead of you; "
            "the seat is open to others now:"
        )
    if found.slot == GONE:
        return _("{name}, {colleague} does not come instead of you after all:")
    return _("{name}, {colleague} cannot come instead of you either:")


def _closing(found: Notice) -> list[str]:
    one = found.enrolment
    if found.kind is Kind.UNANSWERED:
        names = [_silent(one) for one in found.names]
        if found.more:
            names.append(ngettext("and {n} more", "and {n} more", found.more).format(n=found.more))
        return ["", *names]
    lines = _was(found)
    if found.others:
        lines += ["", _("Other dates of this training:"), *map(words.at, found.others)]
    if found.kind is Kind.REMINDER and one is not None and one.standing is Standing.INVITED:
        lines += ["", words.standing(one, 0)]
    if found.kind is Kind.WITHDRAWN and found.slot == LATE:
        lines += ["", _("As long as a seat is free you can register under Details.")]
    if found.kind in {Kind.REMINDER, Kind.STARTING} and one is not None:
        lines += ["", said] if (said := words.planned(found.course, one)) else []
    if found.check:
        lines += ["", inquiries.why_check()]
    return lines


def _until(found: Notice) -> list[str]:
    """Until when who is invited may register, where that is before the start."""
    said = words.closes(found.course) if found.kind is Kind.INVITATION else ""
    return ["", said] if said else []


def _was(found: Notice) -> list[str]:
    """What of a session that changed was otherwise before."""
    if found.was is None:
        return []
    old, new = found.was, found.course
    lines = []
    if words.at(old) != words.at(new):
        lines.append(_("Before: {what}").format(what=words.at(old)))
    if old.session.place and old.session.place != new.session.place:
        lines.append(_("Before: {what}").format(what=escape(old.session.place)))
    return ["", *lines] if lines else []


def _silent(one: Silent) -> str:
    name = escape(clip(one.name, NAME_LENGTH))
    return name if one.linked else _("{name} (not linked yet)").format(name=name)


def _taps(found: Notice) -> list[Button]:
    course = found.course
    no = words.deed(_("Cannot come"), course, "no")
    file = words.deed(_("Update the calendar"), course, "ics")
    details = button(_("Details"), buttons.Course(session=course.session.id))
    register = [words.deed(_("I take part"), course, "enrol"), no, details]
    instead = words.deed(_("I come instead"), course, "enrol")
    match found.kind:
        case Kind.UNANSWERED:
            taps = []
        case Kind.CANCELLATION:
            taps = [
                *_to_each(found.others),
                words.deed(_("Remove from the calendar"), course, "ics"),
            ]
        case Kind.REPLY:
            taps = _after(found, register)
        case Kind.INVITATION | Kind.RELEASED:
            taps = [*register, *_mute(found)]
        case Kind.ASKED:
            taps = [instead, no, details]
        case Kind.WITHDRAWN:
            taps = [details]
        case Kind.CHANGE:
            taps = [*_answers(found), no, file]
        case _:
            checks = [inquiries.check(course, Inquiry.BEFORE)] if found.check else []
            taps = [*_answers(found), no, *checks, details]
    return taps


def _after(found: Notice, anew: list[Button]) -> list[Button]:
    """The answer of a colleague; who declined another day than it is on now is asked `anew`."""
    one = found.enrolment
    if found.slot == "yes":
        return []
    if one is not None and one.standing is Standing.INVITED:
        return anew
    return [words.deed(_("Name a colleague instead"), found.course, "colleagues")]


def _answers(found: Notice) -> list[Button]:
    one = found.enrolment
    asks = one is not None and one.standing not in {Standing.CONFIRMED, Standing.WAITING}
    return [words.deed(_("I am coming"), found.course, "yes")] if asks else []


def _mute(found: Notice) -> list[Button]:
    """What one must attend is told in any case, and so is a seat that was lost."""
    if found.kind is Kind.RELEASED or found.course.training.mandatory:
        return []
    return [inquiries.mute(_("No more invitations"), Topic.LEARNING)]
