"""/hasil: what anybody may see of a unit."""

from bot import naming
from bot.domain.figures import Public
from bot.domain.response import RELEASE_SIZE, Result
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Picture, Row, button, column, escape
from bot.telegram.views import figures as words
from bot.telegram.views.follow import follow_button, followed
from bot.texts import DEFAULT, _, day, language, ngettext, number

__all__ = ["result"]


def result(
    found: Public,
    *,
    following: bool,
    web: str = "",
    charted: bool = False,
    picture: bytes | None = None,
) -> Card:
    """/hasil: what is published of one unit, of one period; under a picture, without what that
    shows. `web` is the address of the office's pages, if it has any; `charted` says that a
    picture may be asked for."""
    so_far = found.so_far
    lines = [f"<b>{escape(so_far.title)}</b>", *_published(found, shown=picture is not None)]
    other = buttons.Units(page=0, node=None, results=True, language=language(), text="")
    if following:
        lines.append(followed())
    rows = column(
        follow_button(so_far.unit_id, following=following),
        button(_("Another unit's result"), other),
    )
    more = _more(found, web, charted=charted and picture is None)
    media = None if picture is None else Picture(picture)
    return Card("\n".join(lines), (*_other_periods(found), *more, *rows), media=media)


def _more(found: Public, web: str, *, charted: bool) -> tuple[Row, ...]:
    """The chart here, and all of it on the web."""
    if found.publication is None:
        return ()
    unit_id, period = found.so_far.unit_id, found.publication.period.code
    row = []
    if charted:
        row.append(button(_("Chart"), buttons.Results(unit=unit_id, period=period, chart=True)))
    if web:
        within = "" if language() == DEFAULT else f"/{language()}"
        address = f"{web}{within}/unit/{found.so_far.code}/{period}"
        row.append(Button(_("All on the web"), "", address))
    return (tuple(row),) if row else ()


def _published(found: Public, *, shown: bool) -> list[str]:
    figures, publication = found.figures, found.publication
    if figures is None or figures.index is None or publication is None:
        return [_("No result is published yet."), _so_far(found.so_far)]
    return [
        f"<b>{naming.period(figures.basis.period)}</b>",
        *([] if shown else ["", *words.of_elements(figures.index), ""]),
        words.headline(figures.index),
        *words.interval(figures.interval),
        words.sample(figures.sample),
        *words.extremes(figures.index),
        *words.change(found.change),
        _("Published on {day}; answers are voluntary.").format(day=day(publication.published_on)),
        words.reference(publication.reference),
    ]


def _so_far(found: Result) -> str:
    """How many have answered; what few answered stays in the box."""
    if found.n:
        return ngettext("{n} answer so far", "{n} answers so far", found.n).format(
            n=number(found.n)
        )
    return ngettext(
        "{n} answer, shown from {size} on.", "{n} answers, shown from {size} on.", found.waiting
    ).format(n=found.waiting, size=RELEASE_SIZE)


def _other_periods(found: Public) -> tuple[Row, ...]:
    """The published periods before and after the one that is shown."""
    if found.publication is None:
        return ()
    at = found.periods.index(found.publication.period)
    row = []
    if at + 1 < len(found.periods):
        row.append(_period(found, at + 1, "‹ {period}"))
    if at > 0:
        row.append(_period(found, at - 1, "{period} ›"))
    return (tuple(row),) if row else ()


def _period(found: Public, at: int, label: str) -> Button:
    one = found.periods[at]
    to = buttons.Results(unit=found.so_far.unit_id, period=one.code)
    return button(label.format(period=naming.period(one)), to)
