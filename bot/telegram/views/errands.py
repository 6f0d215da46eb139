"""Cards of what an admin asked for that takes long: spreadsheets that were sent, and templates."""

from collections.abc import Sequence

from bot.domain.errand import Errand
from bot.domain.sheet import CellProblem, Changes
from bot.telegram import buttons
from bot.telegram.card import Card, button, column, escape
from bot.telegram.views.spreadsheets import problem, sheets_left, sweeping
from bot.telegram.views.words import clip
from bot.texts import _, ngettext, number

__all__ = [
    "applied",
    "applying",
    "choosing_template",
    "dropped",
    "failed",
    "in_full",
    "not_fetched",
    "preview",
    "reading",
    "refused",
    "too_large",
]

MOST, MOST_WARNINGS = 8, 3
"""So many stand on a card."""

MOST_NAMES, NAME_LENGTH, LINE_LENGTH = 5, 50, 300


def reading() -> Card:
    """The spreadsheet arrived."""
    return Card(_("⏳ The spreadsheet is being read. This card then shows what it would change."))


def too_large() -> Card:
    """More than Telegram hands over to a bot."""
    return Card(_("This file is larger than 20 MB. Please send only the list, as XLSX or CSV."))


def preview(errand: Errand, kind: str, found: Changes, *, anew: bool = False) -> Card:
    """What applying it would change; nothing has been changed yet.

    It is shown `anew` where that was something else when it was tapped.
    """
    lines = [f"<b>{_title(kind)}</b>", *_changes(kind, found), *_warnings(found.warnings)]
    if anew:
        text = _("Something else was changed meanwhile. This is what the spreadsheet says now:")
        lines.insert(0, text + "\n")
    if found.none:
        lines.append(_("Everything is so already; there is nothing to apply."))
        return Card("\n".join(lines))
    if found.sweeping:
        lines.append("\n" + sweeping())
    lines.append("\n" + _("Nothing was changed yet."))
    if kind == "trainings":
        lines.append(
            _(
                "As soon as you apply it, those a new session is for are invited, and those "
                "registered for one that has moved or does not take place are told."
            )
        )

    def deed(name: str) -> buttons.Errand:
        return buttons.Errand(
            errand=errand.id, stamp=errand.stamp, edition=found.edition, deed=name
        )

    rows = column(button(_("Apply"), deed("apply")), button(_("Cancel"), deed("drop")))
    return Card("\n".join(lines), rows)


def refused(problems: Sequence[CellProblem]) -> Card:
    """Every problem, or the first of them where there is no room for all."""
    count = len(problems)
    text = ngettext(
        "<b>{n} problem; nothing was changed.</b>",
        "<b>{n} problems; nothing was changed.</b>",
        count,
    )
    lines = [text.format(n=number(count)), *(_line(one) for one in problems[:MOST])]
    if count > MOST:
        lines.append(_("All of them are in the file below."))
    lines.append("\n" + _("Please mend the spreadsheet and send it once more."))
    return Card("\n".join(lines))


def in_full(problems: Sequence[CellProblem]) -> bytes | None:
    """All of them as a text file; None where the card has room for all."""
    if len(problems) <= MOST:
        return None
    return "\r\n".join(problem(one) for one in problems).encode("utf-8-sig")


def applying() -> Card:
    """After [Terapkan]."""
    return Card(_("⏳ The changes are being applied."))


def applied(kind: str, found: Changes) -> Card:
    """What was changed."""
    lines = [f"<b>{_title(kind)}</b>", *_changes(kind, found), "\n" + _("✓ Applied.")]
    return Card("\n".join(lines))


def dropped() -> Card:
    """After [Batal]."""
    return Card(_("The spreadsheet is thrown away; nothing was changed."))


def not_fetched() -> Card:
    """Telegram did not hand the file over."""
    return Card(_("The file could not be fetched from Telegram. Please send it once more."))


def failed() -> Card:
    """An error of ours; the code is in the log."""
    return Card(_("Something went wrong on our side, and nothing was changed. Please try again."))


def choosing_template() -> Card:
    """/templat."""
    return Card(
        _(
            "<b>Spreadsheets to fill in</b>\nFill one in and send it here: it is checked, you see "
            "what it would change, and one tap applies it. First the units, then the employees, "
            "then the trainings."
        ),
        column(
            button(_("Units"), buttons.Template(name="units")),
            button(_("Employees"), buttons.Template(name="roster")),
            button(_("Trainings"), buttons.Template(name="trainings")),
            button(_("Campaign"), buttons.Template(name="campaign")),
            button(_("Questionnaires on paper"), buttons.Template(name="responses")),
        ),
    )


def _title(kind: str) -> str:
    return {
        "units": _("Units"),
        "roster": _("Employees"),
        "trainings": _("Trainings"),
        "campaign": _("Campaign"),
        "responses": _("Questionnaires on paper"),
    }[kind]


def _changes(kind: str, found: Changes) -> list[str]:
    if kind == "responses":
        left = [escape(sheets_left(found.left))] * bool(found.left)
        return [_("To be counted: {n}").format(n=_some(found.new, found.n)), *left]
    moved, gone = _("In another unit: {n}"), _("Not in the list any more: {n}")
    if kind == "trainings":
        moved = _("Another time or place: {n}")
        gone = _("Cancelled, or not offered any more: {n}")
    lines = [
        _("New: {n}").format(n=_some(found.new)),
        _("Changed: {n}").format(n=_some(found.changed)),
        moved.format(n=_some(found.moved)),
        gone.format(n=_some(found.gone)),
    ]
    told = (found.new, found.changed, found.moved, found.gone)
    return [
        *(line for line, names in zip(lines, told, strict=True) if names),
        _("Unchanged: {n}").format(n=number(found.same)),
        *([escape(sheets_left(found.left))] * bool(found.left)),
    ]


def _some(names: Sequence[str], n: int | None = None) -> str:
    """How many, and the first of them."""
    shown = ", ".join(escape(clip(name, NAME_LENGTH)) for name in names[:MOST_NAMES])
    dots = ", …" if len(names) > MOST_NAMES else ""
    return f"{number(len(names) if n is None else n)} ({shown}{dots})"


def _warnings(found: Sequence[CellProblem]) -> list[str]:
    if not found:
        return []
    text = ngettext(
        "\nPlease look at {n} cell; it does not stand in the way:",
        "\nPlease look at {n} cells; they do not stand in the way:",
        len(found),
    )
    dots = ["…"] if len(found) > MOST_WARNINGS else []
    shown = [_line(one) for one in found[:MOST_WARNINGS]]
    return [text.format(n=number(len(found))), *shown, *dots]


def _line(one: CellProblem) -> str:
    return f"• {escape(clip(problem(one), LINE_LENGTH))}"
