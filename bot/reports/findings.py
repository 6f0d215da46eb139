"""What a campaign has brought, as a workbook: figures of groups, and no row of anybody."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot import naming
from bot.domain.campaign import STAGES, Reaction
from bot.domain.experiment import MEANS, Outcome, Verdict
from bot.domain.findings import ANSWERED, Contrast, Findings, Group, ItemFound, is_running
from bot.reports.printed import AS_IT_STANDS, on_paper
from bot.texts import DEFAULT, _, day, speaking

__all__ = ["findings_workbook"]

HEADER = 3
"""The row of the columns' names, below title, subject and a blank."""

WIDTH, FIRST_WIDTH = 15, 40

Cell = str | float | None
"""None for what is not told."""

HIDDEN = "–"


def findings_workbook(office: str, found: Findings) -> bytes:
    """In Indonesian, as all that an office files."""
    kept = BytesIO()
    with speaking(DEFAULT), Workbook(kept, {"in_memory": True, **AS_IT_STANDS}) as book:
        write = _Writer(book, office, found)
        write.about(_("Summary"), _summary(found))
        write.table(_("Differences"), *_differences(found))
        write.table(_("Arms"), *_arms(found))
        write.table(_("Steps"), *_steps(found))
        write.table(_("Objections"), *_objections(found))
        write.table(_("Pulse"), *_pulse(found))
    return kept.getvalue()


Table = tuple[Sequence[str], list[Sequence[Cell]]]


class _Writer:
    def __init__(self, book: Workbook, office: str, found: Findings) -> None:
        self._book, self._office, self._found = book, office, found
        edge = {"border": 1, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        self._title = book.add_format({"bold": True, "font_size": 13})
        self._header = book.add_format({**edge, "bold": True, "bg_color": "#DDE7F0"})
        self._words = book.add_format({**edge, "num_format": "@"})
        self._whole = book.add_format({**edge, "num_format": "#,##0"})
        self._broken = book.add_format({**edge, "num_format": "0.00"})

    def about(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        """What stands before any figure."""
        sheet = self._sheet(name)
        sheet.set_column(1, 1, 80)
        for row, (what, said) in enumerate(rows, HEADER):
            sheet.write_string(row, 0, what, self._header)
            sheet.write_string(row, 1, said, self._words)
        on_paper(sheet, HEADER, HEADER + len(rows), 1)

    def table(self, name: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        sheet = self._sheet(name)
        sheet.set_column(1, len(header) - 1, WIDTH)
        for place, title in enumerate(header):
            sheet.write_string(HEADER, place, title, self._header)
        for row, cells in enumerate(rows, HEADER + 1):
            for place, cell in enumerate(cells):
                self._put(sheet, row, place, cell)
        sheet.freeze_panes(HEADER + 1, 1)
        on_paper(sheet, HEADER, HEADER + max(1, len(rows)), len(header) - 1)

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.write_string(0, 0, self._office, self._title)
        text = _("Results of the campaign {campaign}: {sheet}")
        code = self._found.found.campaign.code
        sheet.write_string(1, 0, text.format(campaign=code, sheet=name), self._title)
        return sheet

    def _put(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        match cell:
            case None:
                sheet.write_string(row, place, HIDDEN, self._words)
            case str():
                sheet.write_string(row, place, cell, self._words)
            case int():
                sheet.write_number(row, place, cell, self._whole)
            case _:
                sheet.write_number(row, place, cell, self._broken)


def _summary(found: Findings) -> list[tuple[str, str]]:
    about = found.found.campaign
    days = _("{first} to {last}").format(
        first=day(about.first_day), last=day(found.found.ends_on or about.last_day)
    )
    rows = [
        (_("Campaign"), about.code),
        (_("Goal"), about.goal),
        (_("Days"), days),
        (_("Outcome"), naming.outcome(about.outcome)),
        (_("Counted until"), day(found.until)),
        (_("How it is counted"), _(
            "Everybody counts in the arm that they were dealt to, whatever reached them. The "
            "ranges of all differences together hold with 95 %."
        )),
        (_("What is not told"), _(
            "A stroke stands for fewer than 5 people, and for what would tell of them. The items "
            "of the pulse are not validated."
        )),
    ]  # fmt: skip
    if not found.over:
        rows.append((_("Too early"), _("What counts goes on; nothing is concluded.")))
    if is_running(found.found):
        rows.append((_("While it runs"), _("What people answered is told when it has ended.")))
    if found.cut_short:
        ended = _("It was ended early: who stops at a good moment finds too much.")
        rows.append((_("Ended early"), ended))
    return rows


def _differences(found: Findings) -> Table:
    header = (
        *(_("Arm"), _("Against"), _("Difference ({unit})").format(unit=_unit(found))),
        *(_("From"), _("To"), _("Can be shown from"), _("Conclusion")),
    )
    return header, [_difference(found, one) for one in found.contrasts]


def _difference(found: Findings, one: Contrast) -> Sequence[Cell]:
    scale = _scale(found)
    said = {
        Verdict.EFFECT: _("There is an effect"),
        Verdict.NO_SIGN: _("There is no sign of an effect"),
        Verdict.NOT_YET: _("Cannot be concluded yet"),
    }[one.verdict]
    if one.estimate is None:
        return one.arm, one.against, None, None, None, None, said
    shown = None if one.detectable is None else scale * one.detectable
    return one.arm, one.against, *(scale * value for value in one.estimate), shown, said


def _arms(found: Findings) -> Table:
    header = (
        *(_("Arm"), _("People"), _("Units"), _("Reached")),
        *(_("Counted"), _("Have the outcome"), _("Outcome ({unit})").format(unit=_unit(found))),
        *(_("From"), _("To"), _("Said nothing"), *map(naming.stage, STAGES)),
    )
    return header, [_arm(found, one) for one in found.groups]


def _arm(found: Findings, one: Group) -> Sequence[Cell]:
    measure = found.measures.get(one.arm.code)
    cells = found.attitudes.stages.get(one.arm.code, {})
    places = [cells.get(place) for place in (None, *STAGES)]
    figures: list[Cell] = [None] * 5
    if measure is not None:
        scale = _scale(found)
        figures = [measure.of, measure.yes, *(float(scale * value) for value in measure[2:])]
    return one.arm.code, one.people, one.units, one.reached, *figures, *places


def _steps(found: Findings) -> Table:
    reactions = {
        Reaction.AGREES: _("Makes sense"),
        Reaction.DOUBTS: _("I still have doubts"),
        Reaction.OBJECTS: _("I object"),
    }
    answers = (*reactions, ANSWERED)
    header = (
        *(_("Step"), _("Time"), _("Owed"), _("Sent")),
        *(*reactions.values(), _("Answered otherwise")),
    )
    return header, [
        (one.code, one.slot, *one.exposure, *(one.said.get(how) for how in answers))
        for one in found.attitudes.steps
    ]


def _objections(found: Findings) -> Table:
    labels = {one.code: one.labels[DEFAULT] for one in found.found.campaign.objections}
    return (_("Objection"), _("People")), [
        (labels.get(code, code) or _("in words of their own"), n)
        for code, n in found.attitudes.objections.items()
    ]


def _pulse(found: Findings) -> Table:
    header = (
        *(_("Item"), _("People"), _("Mean")),
        *(_("Answered again"), _("Mean at first"), _("Mean at last")),
    )
    rows = [_item(one) for one in found.attitudes.items]
    if found.attitudes.alpha is not None:
        n, alpha = found.attitudes.alpha
        rows.append((_("Cronbach's alpha"), n, alpha, "", "", ""))
    return header, rows


def _item(one: ItemFound) -> Sequence[Cell]:
    return naming.item(one.item), one.people, one.mean, *(one.again or (None, None, None))


def _unit(found: Findings) -> str:
    match found.found.campaign.outcome:
        case Outcome.JP:
            return _("JP")
        case Outcome.PULSE:
            return _("from 1 to 5")
        case _:
            return "%"


def _scale(found: Findings) -> int:
    return 1 if found.found.campaign.outcome in MEANS else 100
