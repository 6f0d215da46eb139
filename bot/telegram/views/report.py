"""/laporan: what admins see of units; every figure as it was reckoned."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot import naming
from bot.domain.figures import Figures, Point, Ranking, Remarks, Reported, ranks
from bot.domain.health import Health
from bot.domain.mix import Mix
from bot.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, Period, month_of
from bot.domain.quality import Burst
from bot.domain.response import (
    RELEASE_SIZE,
    Result,
)
from bot.domain.rollup import MODE, STRAIGHT, YES, Asked
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Picture, Row, button, column, escape
from bot.telegram.views import figures as words
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, quote
from bot.texts import _, day, ngettext, number

__all__ = [
    "ask_published",
    "ask_served",
    "ask_word",
    "below",
    "charting",
    "every_unit",
    "files",
    "making",
    "mix",
    "not_served",
    "quality",
    "remarks",
    "unit",
]

INDENT = "\u2003"
REMARK_LENGTH, REMARK_TITLE = 300, 60
MOST_BURSTS = 5


def every_unit(results: Sequence[Result], page: int | None, unit_id: int | None = None) -> Card:
    """Every unit and subtree, a line each; without a page, the one that holds a unit."""
    if not results:
        return Card(_("There are no units yet. Import them with: torang import units FILE.csv"))
    at = next((place for place, one in enumerate(results) if one.unit_id == unit_id), 0)
    turned = paged(results, page, holding=at)
    shown = [results[place] for place in turned.places]
    parts = [
        _("<b>Report of all units</b>\nAnswers released · waiting · index"),
        "\n".join(_line(found) for found in shown),
    ]
    rows: tuple[Row, ...] = column(
        *(button(clip(one.title), _to("unit", one.unit_id)) for one in shown)
    )
    turn = turning(turned.at, turned.of, lambda to: buttons.Report(view="list", page=to))
    ranking = button(_("Ranking"), _to("below", None))
    return Card("\n\n".join(parts), (*rows, *turn, (ranking,)))


def _line(found: Result) -> str:
    index = found.index
    figure = f"<b>{number(index.ikm, 2)}</b> {index.mutu}" if index else "–"
    name = escape(found.title)
    return f"{INDENT * found.depth}{name}: {number(found.n)} · {number(found.waiting)} · {figure}"


def unit(found: Reported, picture: bytes | None = None) -> Card:
    """One unit in a period; under a picture, without what that shows."""
    figures = found.figures
    lines = _head(figures)
    if figures.index is None:
        lines.append(_nothing(figures))
    else:
        lines += [] if picture else ["", *words.of_elements(figures.index), ""]
        lines += [
            words.headline(figures.index),
            *words.interval(figures.interval),
            words.sample(figures.sample),
            *words.extremes(figures.index)[1:],
            *words.change(figures.change),
            _waiting(figures.waiting),
            *_publication(found.published_on),
            words.reference(figures.basis.reference),
        ]
    media = None if picture is None else Picture(picture)
    return Card("\n".join(lines), _rows(found), media=media)


def _head(figures: Figures) -> list[str]:
    return [f"<b>{escape(figures.title)}</b>", f"<b>{naming.period(figures.basis.period)}</b>"]


def _nothing(figures: Figures) -> str:
    text = ngettext(
        "No answers were released in this period; {n} is waiting and is counted once there are "
        "{size}.",
        "No answers were released in this period; {n} are waiting and are counted once there are "
        "{size}.",
        figures.waiting,
    )
    return text.format(n=number(figures.waiting), size=RELEASE_SIZE)


def _waiting(n: int) -> str:
    return _("Waiting: {n}; answers are voluntary").format(n=number(n))


def _publication(published_on: date | None) -> list[str]:
    if published_on is None:
        return []
    return [_("✓ Published on {day}").format(day=day(published_on))]


def _rows(found: Reported) -> tuple[Row, ...]:
    """Other periods, what else there is of this one, and the way back."""
    figures = found.figures
    here = figures.basis.period

    def go(label: str, view: str) -> Button:
        return button(label, _to(view, figures.unit_id, here))

    more: list[Row] = []
    if figures.n:
        more += [
            (go(_("Chart"), "chart"), go(_("Files"), "files")),
            (go(_("Who answered"), "mix"), go(_("Comments"), "remarks")),
        ]
    more.append((go(_("Data quality"), "quality"), go(_("Health of channels"), "health")))
    last = [go(_("People served"), "served")]
    if found.inner:
        last.append(go(_("Units below"), "below"))
    more.append(tuple(last))
    if found.closed and figures.n and found.published_on is None:
        more.append((go(_("Publish"), "publish"),))
    back = button(_("‹ All units"), _to("list", figures.unit_id))
    other = (button(_("Other months"), _to("from", figures.unit_id, here)),)
    periods = _other_periods("unit", figures.unit_id, here, found.known)
    return (*periods, *((other,) if found.known else ()), *more, (back,))


def _other_periods(
    view: str, unit_id: int | None, here: Period, known: Period | None
) -> list[Row]:
    """The same view of the periods before and after with any answer, and of the other kinds."""
    if known is None:
        return []

    def go(label: str, one: Period) -> Button:
        return button(label.format(period=naming.period(one)), _to(view, unit_id, one))

    row = []
    if known.first < here.first:
        row.append(go("‹ {period}", here.before()))
    if here.last < known.last:
        row.append(go("{period} ›", here.after()))
    kinds = {
        MONTH: _("Month"),
        QUARTER: _("Quarter"),
        HALF_YEAR: _("Half-year"),
        YEAR: _("Year"),
    }
    within = min(here.last, known.last)
    others = tuple(
        go(label, month_of(within, months))
        for months, label in kinds.items()
        if months != here.months
    )
    return [tuple(row), others] if row else [others]


def below(ranking: Ranking) -> Card:
    """The units right below one (None: the highest), the best first."""
    parent, period = ranking.parent, ranking.period
    title = escape(parent.name) if parent else _("Ranking")
    lines = [f"<b>{title}</b>", f"<b>{naming.period(period)}</b>", ""]
    places = {one.code: place for place, one in ranks(one for _id, one in ranking.found)}
    lines += [_place(places.get(one.code), one) for _id, one in ranking.found]
    lines += ["", _("Where intervals overlap, the order tells little.")]
    lines.append(_("Each unit's card names what its figures rest on."))
    others = _other_periods("below", parent.id if parent else None, period, ranking.known)
    taps = [button(clip(one.title), _to("unit", id, period)) for id, one in ranking.found]
    if parent is None:
        back = button(_("‹ All units"), buttons.Report(view="list", page=0))
    else:
        back = button(_("‹ Back"), _to("unit", parent.id, period))
    return Card("\n".join(lines), (*others, *column(*taps, back)))


def _place(place: int | None, one: Point) -> str:
    if one.index is None:
        return f"– {escape(one.title)}"
    figure = f"<b>{number(one.index.ikm, 2)}</b> {one.index.mutu}"
    between = ""
    if one.interval is not None:
        low, high = (number(Decimal(end), 1) for end in (one.interval.low, one.interval.high))
        between = f" ({low}–{high})"
    return f"{place}. {escape(one.title)}: {figure}{between} · {number(one.n)}"


def mix(figures: Figures) -> Card:
    """How the respondents are made up, as far as it may be told."""
    parts = ["\n".join([*_head(figures), words.sample(figures.sample)])]
    parts += [_asked(one, figures.mix.get(one.name, Mix())) for one in figures.asked]
    if figures.n and any(not figures.mix.get(one.name, Mix()).told for one in figures.asked):
        parts += _longer(figures.basis.period)
    text = _(
        "Told of closed months only, and of no group with fewer than {size} people, nor of one "
        "from which such a group could be reckoned."
    )
    parts.append(text.format(size=RELEASE_SIZE))
    parts.append(words.reference(figures.basis.reference))
    return Card("\n\n".join(parts), ((_back(figures),),))


def _longer(here: Period) -> list[str]:
    """Where more is told; nothing where no usual period is longer."""
    if here.months >= YEAR:
        return []
    return [_("Some of it cannot be told of this period; a half-year or a year tells more.")]


def _asked(one: Asked, found: Mix) -> str:
    lines = [f"<b>{escape(naming.chosen(one.label, one.name))}</b>"]
    lines += [
        _share(escape(naming.chosen(said, answer)), found.told[answer].n, found.n)
        for answer, said in one.answers.items()
        if answer in found.told
    ]
    if found.untold:
        lines.append(_share(_("not told"), found.untold, found.n))
    return "\n".join(lines)


def _share(what: str, n: int, of: int) -> str:
    percent = number(Decimal(100 * n) / of, 0) if of else "0"
    return f"{what}: {number(n)} ({percent}%)"


def remarks(found: Remarks) -> Card:
    """A page of what respondents wrote."""
    head = f"<b>{escape(found.title)}</b>\n<b>{naming.period(found.period)}</b>"
    if found.word:
        head += "\n" + _("Comments with “{word}”").format(word=escape(found.word))
    said = [
        f"{escape(clip(title, REMARK_TITLE))}\n{quote(text, REMARK_LENGTH)}"
        for title, text in found.found
    ]

    def to(view: str, page: int = 0, word: str = "") -> buttons.Report:
        unit, period = found.unit_id, found.period.code
        return buttons.Report(view=view, unit=unit, period=period, page=page, word=word)

    of = found.page + 1 + found.more
    rows = list(turning(found.page, of, lambda page: to("remarks", page, found.word)))
    if found.word:
        rows.append((button(_("All comments"), to("remarks")),))
    rows.append((button(_("Look for a word"), to("look")),))
    rows.append((button(_("‹ Back"), _to("unit", found.unit_id, found.period)),))
    return Card("\n\n".join([head, *(said or [_nothing_written(found)])]), tuple(rows))


def _nothing_written(found: Remarks) -> str:
    if found.word:
        return _("No comment of this period has it. Try another word, or another period.")
    return _("Nobody has written one.")


def ask_word(unit_id: int, period: Period) -> Card:
    """Which word is looked for."""
    text = _("Type a word that should stand in the comments, for example antrean.")
    back = button(_("‹ Back"), _to("remarks", unit_id, period))
    return Card(text, ((back,),))


def quality(figures: Figures, health: Health, found: Sequence[tuple[str, Burst]]) -> Card:
    """What makes one look twice; nothing of it is taken out."""
    lines = _head(figures)
    lines += ["", _("<b>How it was answered</b>")]
    by_mode = figures.mix.get(MODE, Mix())
    lines += [
        _share(escape(naming.mode(mode)), count.n, by_mode.n)
        for mode, count in by_mode.told.items()
    ]
    if by_mode.untold:
        lines.append(_share(_("not told"), by_mode.untold, by_mode.n))
    lines += ["", _("<b>Signs</b>")]
    lines.append(_sign(_("The same score for all nine"), figures.mix.get(STRAIGHT, Mix())))
    lines.append(_fast(health))
    lines += _bursts(found)
    lines += ["", _("All of these answers are counted; nothing is taken out.")]
    lines.append(words.reference(figures.basis.reference))
    return Card("\n".join(lines), ((_back(figures),),))


def _sign(what: str, found: Mix) -> str:
    told = found.told.get(YES)
    if told is not None:
        return _share(what, told.n, found.n)
    if not found.untold and found.n:
        return _share(what, 0, found.n)
    return _("{what}: not told yet").format(what=what)


def _fast(health: Health) -> str:
    """Of what was sent in the chat, when it was: who answers fast stays unknown."""
    what = _("Sent faster than one can read")
    if health.submitted < RELEASE_SIZE:
        return _("{what}: not told yet").format(what=what)
    return _share(what, health.fast, health.submitted)


def _bursts(found: Sequence[tuple[str, Burst]]) -> list[str]:
    if not found:
        return [_("No day with far more answers than usual")]
    text = _("{unit}, {day}: {n} answers on one day, usually {usual}")
    return [
        text.format(
            unit=escape(title), day=day(one.day), n=number(one.n), usual=number(Decimal(one.usual))
        )
        for title, one in found[:MOST_BURSTS]
    ]


def files(figures: Figures) -> Card:
    """Which file it shall be."""
    labels = {"pdf": _("Report (PDF)"), "xlsx": _("Workbook (XLSX)"), "csv": _("Rows (CSV)")}
    here = figures.basis.period
    taps = [button(label, _to(view, figures.unit_id, here)) for view, label in labels.items()]
    text = _("Which file? It comes as a message of its own.")
    return Card("\n".join([*_head(figures), text]), column(*taps, _back(figures)))


def making() -> Card:
    """The file is on its way."""
    return Card(_("⏳ The file is being made; it comes as a message of its own."))


def charting() -> Card:
    """The picture is on its way."""
    return Card(_("⏳ The chart is being drawn."))


def ask_published(figures: Figures, count: int) -> Card:
    """What a second tap does."""
    text = ngettext(
        "The result of this unit and period will be public: everybody sees it in /hasil, and it "
        "does not change any more. Nothing can be added to these months.",
        "The results of this unit and the units below with answers ({n} in all) will be public: "
        "everybody sees them in /hasil, and they do not change any more. Nothing can be added to "
        "these months.",
        count,
    )
    here = figures.basis.period
    sure = button(_("Publish now"), _to("sure", figures.unit_id, here))
    lines = [*_head(figures), "", text.format(n=number(count))]
    return Card("\n".join(lines), column(sure, _back(figures)))


def ask_served(title: str, unit_id: int, period: Period) -> Card:
    """The next line is a number."""
    text = _(
        "How many people did this unit serve in this period? Type the number alone, for example "
        "1250. The target of answers follows from it."
    )
    head = f"<b>{escape(title)}</b>\n<b>{naming.period(period)}</b>"
    back = button(_("‹ Back"), _to("unit", unit_id, period))
    return Card(f"{head}\n{text}", column(back))


def not_served() -> Card:
    """What was typed is no number of people."""
    return Card(_("Type the number alone, for example 1250."))


def _back(figures: Figures) -> Button:
    return button(_("‹ Back"), _to("unit", figures.unit_id, figures.basis.period))


def _to(view: str, unit_id: int | None, period: Period | None = None) -> buttons.Report:
    return buttons.Report(view=view, unit=unit_id, period=period.code if period else "")
