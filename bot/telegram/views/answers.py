"""What employees answered about a session, as an admin reads it: figures of at least five."""

from collections.abc import Mapping, Sequence

from bot.domain.inquiry import CHECKS, Figures, Inquiry, share
from bot.domain.response import RELEASE_SIZE
from bot.domain.score import rounded
from bot.telegram import buttons
from bot.telegram.card import Card, button
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import element, quote
from bot.texts import _, number

__all__ = ["are_shown", "comments", "lines"]

COMMENT_LENGTH = 300
PERCENT = 100

BEST = 5
"""The best answer of the forms that ship."""


def are_shown(found: Mapping[Inquiry, Figures]) -> bool:
    """Whether enough people have answered for what they typed to be read."""
    return any(one.n >= RELEASE_SIZE for kind, one in found.items() if kind not in CHECKS)


def lines(found: Mapping[Inquiry, Figures]) -> list[str]:
    """What was answered, in the order in which it is asked."""
    said = [_figures(kind, found[kind]) for kind in Inquiry if kind in found]
    return [line for some in said for line in some]


def comments(session: int, found: Sequence[str], at: int) -> Card:
    """A page of what was typed, without names."""
    back = button(_("‹ Back"), buttons.Session(session=session, deed="show"))
    page = paged(found, at)
    shown = [quote(found[place], COMMENT_LENGTH) for place in page.places]
    turn = turning(
        page.at,
        page.of,
        lambda to: buttons.Session(session=session, deed="comments", value=str(to)),
    )
    text = [_("<b>Comments, without names</b>"), *(shown or [_("Nobody has written one.")])]
    return Card("\n\n".join(text), (*turn, (back,)))


def _figures(kind: Inquiry, found: Figures) -> list[str]:
    texts = {
        Inquiry.BEFORE: _("Answered the check before: {n}"),
        Inquiry.FEEDBACK: _("Gave feedback: {n}"),
        Inquiry.AFTER: _("Answered the check after: {n}"),
        Inquiry.FOLLOW_UP: _("Told 45 days later what came of it: {n}"),
    }
    head = texts[kind].format(n=number(found.n))
    if found.n < RELEASE_SIZE:
        text = _("{answers}, shown from {least} on")
        return [text.format(answers=head, least=number(RELEASE_SIZE))]
    right = share(found)
    if right is not None:
        percent = number(rounded(right * PERCENT, 0))
        return [_("{answers}, {percent} % right").format(answers=head, percent=percent)]
    text = _("   {question}: {mean} of {most}")
    rows = [
        text.format(question=element(name), mean=number(rounded(mean, 1), 1), most=number(BEST))
        for name, mean in found.means.items()
    ]
    return [head, *rows]
