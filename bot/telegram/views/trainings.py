"""Cards of /pelatihan: what is open, one's own part in a session, what was learned."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.certificate import Certificate
from bot.domain.learning import Learner
from bot.domain.offer import Desk, History, Offer, Part
from bot.domain.presence import doors_open
from bot.domain.training import (
    TAKING_PART,
    Course,
    Preparation,
    Provider,
    Reason,
    Standing,
    is_ahead,
    may_ask,
    may_register,
)
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views import certificates, inquiries
from bot.telegram.views import course as words
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, elements
from bot.texts import _

__all__ = [
    "asked",
    "colleagues",
    "desk",
    "detail",
    "history",
    "moved",
    "open_list",
    "own_list",
    "part",
    "planned",
    "taken",
    "wished",
]

TOAST_LENGTH = 120

MOST_ELEMENTS = 3
"""Of elements that citizens rated equally low; a page of offers has no room for nine of each."""


def desk(found: Desk, waiting: int | None) -> Card:
    """The year so far, and where to go from here; admins read how many certificates wait."""
    parts = [_("<b>Trainings</b>"), words.year(found.year)]
    if found.ahead:
        first = found.ahead[0].course
        parts.append("\n" + "\n".join([_("Next:"), words.title(first), words.at(first)]))
    rows = [
        _to("open", _("Open for you ({n})").format(n=found.open)),
        _to("mine", _("My schedule ({n})").format(n=len(found.ahead))),
        _to("past", _("What I have learned")),
        _to("elsewhere", _("Send a certificate")),
    ]
    if waiting is not None:
        rows += [_to("all", _("All sessions (admin)")), words.certificates(waiting)]
    return Card("\n".join(parts), column(*rows))


def open_list(found: Sequence[Offer], at: int) -> Card:
    """A page of what one may register for, and why some of it is recommended."""
    if not found:
        text = _("Nothing is open for you at the moment. We write when there is.")
        return Card(text, column(_to("desk", _("‹ Back"))))
    page = paged(found, at)
    parts = [_("<b>Open for you</b>")]
    shown = [found[place] for place in page.places]
    parts += ["\n".join(_offer(one)) for one in shown]
    taps = [button(words.short(one.course), _course(one.course)) for one in shown]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view="open", page=to))
    rows = (*column(*taps), *turn, (_to("desk", _("‹ Back")),))
    return Card("\n\n".join(parts), rows)


def detail(found: Offer, part: Part, now: datetime) -> Card:
    """All there is to know of a session, how one stands to it, and what one may do."""
    course = found.course
    training = course.training
    parts = words.lines(course)
    parts.append(
        _("{kind} by {provider}").format(
            kind=escape(words.kind(training.kind)), provider=_provider(training.provider, course)
        )
    )
    if why := _why(found):
        parts.append(why)
    if part.enrolment.standing is Standing.INVITED:
        parts += ["", *_registration(part, now)]
    parts += ["", words.standing(part.enrolment, part.ahead, part.asked)]
    if said := words.planned(course, part.enrolment):
        parts.append(said)
    return Card("\n".join(parts), (*_deeds(part, now), (_to("open", _("‹ Back")),)))


def part(found: Part, now: datetime) -> Card:
    """After a tap: how one stands now, and what follows."""
    course, one = found.course, found.enrolment
    goes = one.standing in TAKING_PART
    what = words.lines(course) if goes else [words.title(course), words.at(course)]
    head = [*what, "", words.standing(one, found.ahead, found.asked)]
    match one.standing:
        case Standing.DECLINED:
            return _declined(found, head, now)
        case Standing.ENROLLED | Standing.CONFIRMED if when := words.reminders(course, one, now):
            head.append(when)
        case Standing.WAITING:
            head.append(_("We write as soon as a seat is yours."))
        case _:
            pass
    said = words.planned(course, one)
    if one.standing is Standing.CONFIRMED and not said:
        head += ["", _("What do you plan for that day? It helps to have decided. (optional)")]
        plans = [words.deed(words.plan(plan), course, "plan", plan) for plan in Preparation]
        return Card("\n".join(head), (*column(*plans), *_deeds(found, now)))
    if said:
        head.append(said)
    return Card("\n".join(head), _deeds(found, now))


def planned() -> str:
    """The toast after the plan."""
    return _("Noted; we remind you of it.")


def moved() -> str:
    """The toast after a tap on a card about another time."""
    return _("The time has changed. This is how it is now.")


def wished() -> str:
    """The toast after a wish under a message."""
    return _("Noted. The staff office sees how many want this, without names.")


def taken(part: Part) -> str:
    """The toast in place of a wish."""
    title = clip(part.course.training.title, TOAST_LENGTH)
    return _("You have registered for one that helps: {training}").format(training=title)


def colleagues(course: Course, found: Sequence[Learner], at: int) -> Card:
    """A page of those whom to ask to come instead."""
    back = button(_("‹ Back"), _course(course))
    if not found:
        return Card(_("There is no colleague of your unit who could be asked here."), ((back,),))
    page = paged(found, at)
    taps = [
        words.deed(clip(found[place].name), course, "ask", str(found[place].id))
        for place in page.places
    ]
    turn = turning(page.at, page.of, lambda to: _other_colleagues(course, to))
    text = _("Who could come instead of you? A seat is kept until your colleague answers.")
    return Card(f"{words.title(course)}\n{text}", (*column(*taps), *turn, (back,)))


def asked(found: Part) -> Card:
    """The colleague has been written to."""
    text = _("{name} has been asked to come instead. We write to you when the answer is there.")
    said = text.format(name=escape(found.colleague or ""))
    return Card(f"{words.title(found.course)}\n{said}", column(_to("desk", _("My trainings"))))


def own_list(found: Sequence[Part], at: int) -> Card:
    """A page of what one takes part in."""
    back = _to("desk", _("‹ Back"))
    if not found:
        return Card(_("You are not registered for anything at the moment."), column(back))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    parts = [_("<b>My schedule</b>")]
    parts += [
        "\n".join(
            [words.title(one.course), words.at(one.course), words.standing(one.enrolment, 0)]
        )
        for one in shown
    ]
    taps = [button(words.short(one.course), _course(one.course)) for one in shown]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view="mine", page=to))
    return Card("\n\n".join(parts), (*column(*taps), *turn, (back,)))


def history(found: History, at: int) -> Card:
    """How far the year has come, and a page of what one has learned, with its certificates."""
    page = paged(found.learned, at)
    shown = [found.learned[place] for place in page.places]
    papers = [one for one in shown if isinstance(one, Certificate)]
    records = [one.record if isinstance(one, Certificate) else one for one in shown]
    parts = [_("<b>What I have learned</b>"), words.year(found.year), ""]
    parts += [words.record(one) for one in records] or [_("Nothing is noted yet.")]
    asked = [inquiries.again(one, clip(inquiries.label(one), 40)) for one in found.asked]
    taps = [certificates.tap(clip(one.record.title), one, "show") for one in papers]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view="past", page=to))
    back = _to("desk", _("‹ Back"))
    return Card("\n".join(parts), (*column(*asked, *taps), *turn, (back,)))


def _declined(found: Part, head: list[str], now: datetime) -> Card:
    course, one = found.course, found.enrolment
    again = _after_all(found, now)
    if one.reason is None:
        head += ["", _("May we know why? One tap; it helps to plan better.")]
        taps = [words.deed(words.reason(why), course, "why", why) for why in Reason]
        return Card("\n".join(head), column(*taps, *again))
    head.append(_("Thank you: {reason}.").format(reason=words.reason(one.reason)))
    instead = words.deed(_("Name a colleague instead"), course, "colleagues")
    return Card(
        "\n".join(head),
        column(
            *([instead] if may_ask(one, course, now) else []),
            _to("open", _("Other dates and trainings")),
            *again,
        ),
    )


def _after_all(found: Part, now: datetime) -> list[Button]:
    """Only where it works."""
    course = found.course
    may = may_register(found.enrolment, course, found.seats, now)
    return [words.deed(_("I come after all"), course, "enrol")] if may else []


def _another(found: Part, now: datetime) -> list[Button]:
    """Instead of the colleague who was asked; who waits for a seat would get this one."""
    open_ = may_ask(found.enrolment, found.course, now)
    may = found.asked is not None and not found.seats.waiting and open_
    return [words.deed(_("Name a colleague instead"), found.course, "colleagues")] if may else []


def _deeds(found: Part, now: datetime) -> tuple[Row, ...]:
    """What one may do with a session as one stands to it."""
    course, standing = found.course, found.enrolment.standing
    if course.session.cancelled or now >= course.session.ends_at:
        return ()
    no = words.deed(_("Cannot come"), course, "no")
    coming = words.deed(_("I am coming"), course, "yes")
    file = words.deed(_("Add to the calendar"), course, "ics")
    rows: dict[Standing, tuple[Button, ...]] = {
        Standing.INVITED: (*_register(found, now), no),
        Standing.ASKED: (words.deed(_("I come instead"), course, "enrol"), no),
        Standing.WAITING: (no,),
        Standing.ENROLLED: (coming, no, file),
        Standing.CONFIRMED: (no, file),
        Standing.DECLINED: (*_another(found, now), *_after_all(found, now)),
        Standing.ATTENDED: (),
    }
    taps = list(rows[standing])
    if not is_ahead(course.session, now):
        taps = [file] if file in taps else []
    if standing is not Standing.ATTENDED and doors_open(course.session, now):
        taps = [words.deed(_("I am here: enter the code"), course, "code"), *taps]
    return column(*taps)


def _registration(found: Part, now: datetime) -> list[str]:
    """Until when one may register, and how many seats are left; or that it is too late."""
    course = found.course
    if not may_register(found.enrolment, course, found.seats, now):
        return [_("Registration is closed.")]
    until = words.closes(course) if now < course.closes_at else ""
    return [*([until] if until else []), words.room(found.seats)]


def _register(found: Part, now: datetime) -> list[Button]:
    """Only while registration is open."""
    may = may_register(found.enrolment, found.course, found.seats, now)
    return [words.deed(_("Register"), found.course, "enrol")] if may else []


def _offer(one: Offer) -> list[str]:
    why = _why(one)
    return [words.title(one.course), words.at(one.course), *([why] if why else [])]


def _why(one: Offer) -> str:
    """Why this first; empty where there is no reason."""
    if one.course.training.mandatory:
        return _("Mandatory: everybody it is meant for must attend.")
    if one.elements:
        text = _("Recommended: citizens would like most to see “{elements}” improve at your unit.")
        return text.format(elements=elements(one.elements[:MOST_ELEMENTS]))
    return ""


def _provider(provider: Provider, course: Course) -> str:
    name = escape(course.training.provider_name)
    texts = {
        Provider.INTERNAL: "{name}",
        Provider.UNIVERSITY: _("{name} (university)"),
        Provider.PRIVATE: _("{name} (private company)"),
    }
    return texts[provider].format(name=name)


def _other_colleagues(course: Course, page: int) -> buttons.Attend:
    return buttons.Attend(session=course.session.id, deed="colleagues", value=str(page))


def _course(course: Course) -> buttons.Course:
    return buttons.Course(session=course.session.id)


def _to(view: str, label: str) -> Button:
    return button(label, buttons.Trainings(view=view))
