"""Cards of what an employee is asked about a session: the offer, the thanks, what it is called."""

from dataclasses import replace

from bot.domain.audience import Topic
from bot.domain.delivery import Kind
from bot.domain.inquiry import Inquiry, Noted, Score, Subject
from bot.domain.offer import Notice
from bot.domain.situation import About, Lapsed, Place
from bot.domain.training import Course
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views.words import addressed, clip
from bot.texts import _, ngettext, number

__all__ = [
    "again",
    "check",
    "in_own_name",
    "label",
    "lapsed",
    "mute",
    "named",
    "noted",
    "offered",
    "short",
    "why_check",
]

TITLE_LENGTH = 120


def named(about: About) -> str:
    """What an interview is about, safe in HTML."""
    return escape(about.title if isinstance(about, Place) else label(about))


def label(about: Subject) -> str:
    """What is asked about which training."""
    texts = {
        Inquiry.FEEDBACK: _("Feedback · {title}"),
        Inquiry.FOLLOW_UP: _("Put to use · {title}"),
        Inquiry.BEFORE: _("Knowledge check · {title}"),
        Inquiry.AFTER: _("Knowledge check · {title}"),
    }
    return texts[about.inquiry].format(title=clip(about.title, TITLE_LENGTH))


def short(about: About, length: int) -> str:
    """The same on a button, beside a verb."""
    if isinstance(about, Place):
        return clip(about.name, length)
    texts = {
        Inquiry.FEEDBACK: _("feedback"),
        Inquiry.FOLLOW_UP: _("put to use"),
        Inquiry.BEFORE: _("knowledge check"),
        Inquiry.AFTER: _("knowledge check"),
    }
    return texts[about.inquiry]


def offered(found: Notice, letterhead: Letterhead) -> Card:
    """How it was, or what came of it: what is asked, in whose name, and how to hear no more."""
    texts = {
        Kind.FEEDBACK: _("{name}, thank you for coming. How was it?"),
        Kind.FOLLOW_UP: _("{name}, you were there some weeks ago. What came of it at work?"),
    }
    parts = [
        addressed(texts[found.kind], found.to),
        "",
        words.title(found.course),
        words.at(found.course),
        "",
        _terms(found.kind),
        f"\n<i>{escape(letterhead.name)}</i>",
    ]
    rows = column(*_taps(found), mute(_("No more such questions"), Topic.QUESTIONS))
    return Card("\n".join(parts), rows, silent=found.kind is Kind.FOLLOW_UP)


def mute(label: str, topic: Topic) -> Button:
    """No more of this, as far as it is not owed."""
    return button(label, buttons.Mute(topic=topic.value, on=True))


def check(course: Course, inquiry: Inquiry) -> Button:
    """[Cek pengetahuan]."""
    n = len(course.training.questions)
    label = ngettext("Knowledge check ({n} question)", "Knowledge check ({n} questions)", n)
    return _start(label.format(n=number(n)), course, inquiry)


def why_check() -> str:
    """Above [Cek pengetahuan] in a reminder."""
    return _(
        "A short check of what you know already helps the trainer; it is kept in your name, and "
        "after the training you see how much has been added."
    )


def again(about: Subject, label: str, *, instead: bool = False) -> Button:
    """Leads to its first question."""
    data = buttons.Inquire(session=about.session_id, inquiry=about.inquiry, instead=instead)
    return button(label, data)


def noted(found: Noted) -> Card:
    """Thanks, and how many answers were right; what could be answered next."""
    about = found.about
    lines = [named(about), ""]
    if found.already:
        lines.append(_("You have answered this already. Thank you."))
    else:
        lines.append(_("✓ Thank you. Your answers are noted."))
    if about.inquiry is Inquiry.BEFORE:
        lines.append(_("After the training we ask the same once more, and you see both."))
    lines += _scores(found.before, found.after)
    session = button(_("Details"), buttons.Course(session=about.session_id))
    desk = button(_("My trainings"), buttons.Trainings(view="desk"))
    return Card("\n".join(lines), column(*_onward(found), session, desk))


def lapsed(found: Lapsed) -> Card:
    """It came too late."""
    text = _("This is not asked any more, so your answers were not kept. Thank you all the same.")
    desk = button(_("My trainings"), buttons.Trainings(view="desk"))
    return Card(f"{named(found.about)}\n\n{text}", column(desk))


def _terms(kind: Kind) -> str:
    """What it costs and what becomes of it; both forms have one line to type, which is free."""
    what = {
        Kind.FEEDBACK: _("Five taps and, if you like, a line of your own."),
        Kind.FOLLOW_UP: _("Three taps and, if you like, a line of your own."),
    }
    return what[kind] + " " + in_own_name()


def in_own_name() -> str:
    """The privacy lines."""
    return _(
        "Your answers are kept in your name. Admins read only how many have answered and, from "
        "five people on, the means, and comments without names. /dataku shows what you have "
        "answered, /hapus deletes it."
    )


def _scores(before: Score | None, after: Score | None) -> list[str]:
    if after is None:
        return []
    said = _("Right now: {right} of {asked}.")
    if before is not None:
        said = _("Right before: {before} of {of}. Right now: {right} of {asked}.")
    found = before or after
    text = said.format(
        before=number(found.right),
        of=number(found.asked),
        right=number(after.right),
        asked=number(after.asked),
    )
    if after.right == after.asked:
        return [text, _("All of it right: well done.")]
    if before is not None and after.right > before.right:
        return [text, _("You have learned something: well done.")]
    return [text, _("What is still open is worth a question to the trainer or a colleague.")]


def _taps(found: Notice) -> list[Button]:
    course = found.course
    if found.kind is Kind.FOLLOW_UP:
        return [_start(_("Answer"), course, Inquiry.FOLLOW_UP)]
    checks = [check(course, Inquiry.AFTER)] if found.check else []
    return [_start(_("Give feedback"), course, Inquiry.FEEDBACK), *checks]


def _onward(found: Noted) -> list[Button]:
    """What else may be answered about the same session, now that one is at it."""
    labels = {
        Inquiry.FEEDBACK: _("Give feedback"),
        Inquiry.AFTER: _("What do I know now?"),
    }
    return [
        again(replace(found.about, inquiry=inquiry), label)
        for inquiry, label in labels.items()
        if inquiry in found.open
    ]


def _start(label: str, course: Course, inquiry: Inquiry) -> Button:
    return button(label, buttons.Inquire(session=course.session.id, inquiry=inquiry))
