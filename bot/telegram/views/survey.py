"""Cards of a rating: from choosing a unit to the thanks."""

from typing import assert_never

from bot.domain.inquiry import Noted, Subject
from bot.domain.situation import (
    About,
    AlreadyRated,
    Asking,
    AtKiosk,
    Cancelled,
    Changing,
    Choosing,
    Confirming,
    Discarded,
    Lapsed,
    Loss,
    NothingRunning,
    NoUnits,
    OtherRunning,
    Paused,
    Reviewing,
    Situation,
    Thanked,
    Welcome,
)
from bot.domain.survey import Position
from bot.telegram import buttons
from bot.telegram.buttons import Under
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views import kiosks as kiosk_views
from bot.telegram.views.arrival import already_rated, other_running, result_button, welcome
from bot.telegram.views.follow import follow_button, followed
from bot.telegram.views.inquiries import again, lapsed, named, noted
from bot.telegram.views.question import asking
from bot.telegram.views.review import changing, reviewing
from bot.telegram.views.unit_list import choosing
from bot.texts import _

__all__ = ["late", "nudge", "over", "situation"]


def situation(found: Situation, letterhead: Letterhead) -> Card:  # noqa: C901, PLR0911, PLR0912 - Cases.
    """Where the person stands, as a card."""
    match found:
        case Choosing() | NoUnits():
            return choosing(found, results=False)
        case Welcome():
            return welcome(found, letterhead)
        case AtKiosk():
            return kiosk_views.ready(found, letterhead)
        case AlreadyRated():
            return already_rated(found)
        case OtherRunning():
            return other_running(found)
        case Asking():
            return asking(found)
        case Reviewing():
            return reviewing(found)
        case Changing():
            return changing(found)
        case Paused():
            return _paused(found)
        case Confirming():
            return _confirming(found)
        case Thanked():
            return _thanked(found)
        case Discarded(note=note):
            return Card(escape(note), kiosk_views.next_person() if found.kiosk else ())
        case Noted():
            return noted(found)
        case Lapsed():
            return lapsed(found)
        case Cancelled(about=about):
            return _cancelled(about)
        case NothingRunning():
            return Card(over())
        case _:
            assert_never(found)


def late() -> str:
    """The toast on an old card."""
    return _("That question is already answered. Please go on with the card at the bottom.")


def over() -> str:
    """An old card of an interview that is over."""
    return _("That rating is over. /start begins a new one.")


def nudge(found: Paused) -> Card:
    """The one reminder of an unfinished interview: who speaks, why, one action, how to mute."""
    text = _("Your rating of {unit} is not finished yet.")
    if isinstance(found.about, Subject):
        text = _("Your answers to “{unit}” are not sent yet.")
    parts = [
        text.format(unit=named(found.about)),
        _place(found.position),
        "",
        _("This reminder comes only once; /stop ends all messages that you did not ask for."),
    ]
    return Card("\n".join(parts), _paused_buttons(found), silent=True)


def _paused(found: Paused) -> Card:
    if found.live.kiosk:
        return kiosk_views.paused(found)
    text = _("{place}\nYour answers are kept for seven days after the last one.")
    parts = [
        *([_("Your line was not taken: continue first, then type it.")] if found.typed else []),
        f"<b>{named(found.about)}</b>\n{text.format(place=_place(found.position))}",
    ]
    return Card("\n\n".join(parts), _paused_buttons(found))


def _place(position: Position | None) -> str:
    if position is None:
        return _("You stopped just before sending.")
    text = _("You stopped at question {at} of {of} ({group}).")
    return text.format(at=position.at, of=position.of, group=escape(position.group))


def _paused_buttons(found: Paused) -> tuple[Row, ...]:
    card = found.live.card
    return column(
        button(_("Continue"), buttons.Resume()),
        button(_("Start over"), buttons.Restart(card=card, sure=False)),
        button(_("Cancel"), buttons.Cancel(card=card, sure=False)),
    )


def _confirming(found: Confirming) -> Card:
    card = found.live.card
    text = _("Your answers for {unit} so far will be deleted.").format(unit=named(found.about))
    sure: Button
    match found.loss:
        case Loss.RESTART:
            sure = button(_("Delete and start over"), buttons.Restart(card=card, sure=True))
        case Loss.CANCEL:
            sure = button(_("Delete and stop"), buttons.Cancel(card=card, sure=True))
        case _:
            assert_never(found.loss)
    return Card(text, column(button(_("Continue"), buttons.Resume()), sure))


def _cancelled(about: About) -> Card:
    if isinstance(about, Subject):
        text = _("Your answers to “{unit}” are deleted.").format(unit=named(about))
        session = button(_("Details"), buttons.Course(session=about.session_id))
        return Card(text, column(again(about, _("Start over")), session))
    text = _("Your answers for {unit} are deleted. /start begins again at any time.")
    return Card(text.format(unit=named(about)))


def _thanked(found: Thanked) -> Card:
    text = _(
        "Thank you. Your answer is in the ballot box of this unit. "
        "It counts together with those of at least four other people."
    )
    if found.kiosk:
        return Card(text, kiosk_views.next_person())
    if found.following:
        text += "\n" + followed()
    under = Under.THANKS
    if found.suggested:
        under = Under.THANKS_FOR_SUGGESTION
        text += "\n\n" + _(
            "A complaint that somebody must settle goes to SP4N-LAPOR!: lapor.go.id"
        )
    follow = follow_button(found.unit.id, following=found.following, under=under)
    return Card(text, column(result_button(found.unit.id), follow))
