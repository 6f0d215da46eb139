"""The result of a unit as a picture: its elements with their intervals, and where it goes.

Black on white, so that a printer without colours shows all of it, and for the width of a phone.
"""

from io import BytesIO
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot import naming
from bot.domain.figures import Figures, Point
from bot.domain.score import ELEMENTS, Index, Mutu
from bot.texts import _, number

__all__ = ["chart"]

INCHES = (7.2, 9.6)
DOTS = 150
"""1080 by 1440 dots: a phone shows it whole, held upright."""

LEAST, MOST = 25, 100

BOUNDS = {65.0: Mutu.C, 76.61: Mutu.B, 88.31: Mutu.A}
"""Where these grades begin."""

ROOM = 4
"""So many points are left below and above what is drawn over time."""

TITLE_LENGTH = 44
"""So many signs of a title have room in a line."""

INK, BAR, LOWEST, RULE = "black", "#bdbdbd", "#6e6e6e", "#9a9a9a"

Ends = tuple[float, float]


def chart(office: str, found: Figures) -> bytes:
    """A PNG; of figures with an index."""
    index = found.index
    if index is None:
        raise ValueError("no index, no chart")
    figure = Figure(figsize=INCHES, dpi=DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    # What people called a unit is no formula.
    title = figure.suptitle(_title(found, index), fontsize=15, fontweight="bold")
    title.set_parse_math(False)
    elements, trend = figure.subplots(2, 1, height_ratios=(5, 3))
    _draw_elements(elements, found, index)
    _draw_trend(trend, found.trend)
    foot = figure.supxlabel(f"{office}\n{found.basis.reference}", fontsize=9)
    foot.set_parse_math(False)
    kept = BytesIO()
    figure.savefig(kept, format="png")
    return kept.getvalue()


def _title(found: Figures, index: Index) -> str:
    text = _("IKM {ikm} · {mutu} · n = {n}")
    said = text.format(ikm=number(index.ikm, 2), mutu=naming.mutu(index.mutu), n=number(index.n))
    return "\n".join([*wrap(found.title, TITLE_LENGTH), naming.period(found.basis.period), said])


def _draw_elements(axes: Axes, found: Figures, index: Index) -> None:
    """A bar for each, the first on top; the lowest are darker."""
    keys = [element.key for element in reversed(ELEMENTS)]
    values = [float(index.elements[key].ikm) for key in keys]
    lowest = index.lowest if index.lowest != index.highest else ()
    colours = [LOWEST if key in lowest else BAR for key in keys]
    places = range(len(keys))
    axes.barh(places, values, color=colours, edgecolor=INK, linewidth=0.8, height=0.7)
    ends = [_ends(found, key, value) for key, value in zip(keys, values, strict=True)]
    arms = _arms(values, ends)
    axes.errorbar(values, places, xerr=arms, fmt="none", ecolor=INK, elinewidth=1.4, capsize=4)
    for place, key in enumerate(keys):
        figure = index.elements[key]
        said = f"{number(figure.ikm, 2)} {figure.mutu.value}"
        axes.text(MOST + 3, place, said, va="center", fontsize=12)
    axes.set_yticks(places, [naming.element(key) for key in keys], fontsize=12)
    axes.set_xlim(LEAST, MOST + 24)
    axes.set_xticks([LEAST, 50, 75, MOST])
    for bound, grade in BOUNDS.items():
        axes.axvline(bound, color=RULE, linewidth=0.8, linestyle=":")
        axes.text(bound + 1, len(keys) - 0.45, grade.value, fontsize=10)
    axes.set_title(_("Elements, with 95% intervals"), fontsize=13, loc="left")
    _plain(axes)


def _draw_trend(axes: Axes, trend: tuple[Point, ...]) -> None:
    """The index of each period that has one, and its interval."""
    told = [(place, one, one.index) for place, one in enumerate(trend) if one.index is not None]
    places = [place for place, _one, _index in told]
    values = [float(index.ikm) for _place, _one, index in told]
    axes.plot(places, values, color=INK, marker="o", linewidth=1.4)
    ends = [
        (one.interval.low, one.interval.high) if one.interval else (float(index.ikm),) * 2
        for _place, one, index in told
    ]
    arms = _arms(values, ends)
    axes.errorbar(places, values, yerr=arms, fmt="none", ecolor=INK, elinewidth=1.4, capsize=4)
    for (place, _one, index), (_low, high) in zip(told, ends, strict=True):
        said = number(index.ikm, 1)
        axes.annotate(said, (place, high), (0, 5), textcoords="offset points", ha="center")
    names = [naming.period(one.period).replace(" ", "\n") for one in trend]
    axes.set_xticks(range(len(trend)), names, fontsize=8)
    axes.set_xlim(-0.5, max(len(trend) - 0.5, 0.5))
    lowest, highest = min(low for low, _high in ends), max(high for _low, high in ends)
    axes.set_ylim(lowest - ROOM, highest + ROOM)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_title(_("Index over time, with 95% intervals"), fontsize=13, loc="left")
    _plain(axes)


def _ends(found: Figures, key: str, value: float) -> Ends:
    interval = found.intervals.get(key)
    return (interval.low, interval.high) if interval else (value, value)


def _arms(values: list[float], ends: list[Ends]) -> tuple[list[float], list[float]]:
    """How far each interval reaches below its value, and above it."""
    pairs = list(zip(values, ends, strict=True))
    # What is reckoned twice may differ by what a computer cannot write.
    below = [max(0.0, value - low) for value, (low, _high) in pairs]
    above = [max(0.0, high - value) for value, (_low, high) in pairs]
    return below, above


def _plain(axes: Axes) -> None:
    """Without a frame where nothing is read."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=3)
