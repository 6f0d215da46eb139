"""What is said of spreadsheets: every problem with its place, every change."""

from collections.abc import Sequence

from bot.domain.errors import PassedOver, ScoreFault, ScoreProblem
from bot.domain.privacy import mask
from bot.domain.sheet import CellFault, CellProblem, Changes
from bot.texts import _, ngettext

__all__ = [
    "changes",
    "one_line",
    "passed_over",
    "problem",
    "score_problem",
    "sheets_left",
    "sweeping",
    "warning",
]

LONGEST = 60
MOST_LISTED, MOST_NAMED = 12, 30


def problem(found: CellProblem) -> str:
    """What is wrong with a cell and what would be right, as one line."""
    texts = {
        **_of_files(),
        **_of_cells(),
        **_of_people(),
        **_of_words(),
        **_of_trainings(),
        **_of_campaigns(),
        **_of_questionnaires(),
    }
    text = texts[found.fault]
    if found.fault is CellFault.TWICE:
        text = text.format(row=found.earlier)
    return _at(found, text)


def warning(found: CellProblem) -> str:
    """What looks odd in a cell, as one line; nothing has to be done."""
    return problem(found)


def _of_files() -> dict[CellFault, str]:
    return {
        CellFault.NOT_A_TABLE: _(
            "this is neither an XLSX workbook nor a CSV file in UTF-8; save it as one of these"
        ),
        CellFault.TOO_LARGE: _("this is larger than any list of an office; send only the list"),
        CellFault.EMPTY: _("there are no rows"),
        CellFault.UNKNOWN_KIND: _(
            "no sheet has the columns of a known spreadsheet; begin with a template: /templat"
        ),
        CellFault.NO_COLUMN: _("this column is missing in the header row"),
        CellFault.COLUMN_TWICE: _("this column stands twice; keep one"),
        CellFault.TOO_WIDE: _(
            "this row is longer than the header row; a cell that holds a comma or semicolon "
            "needs quotes"
        ),
    }


def _of_cells() -> dict[CellFault, str]:
    return {
        CellFault.MISSING: _("this cell may not be empty"),
        CellFault.TWICE: _("this stands in row {row} already; it may stand once"),
        CellFault.TOO_LONG: _("this is too long; shorten it"),
        CellFault.FAILED: _("a formula failed here; type what belongs into this cell"),
        CellFault.UNCOMPUTED: _(
            "this formula has no value yet; open the file in a spreadsheet program and save it, "
            "or type the value"
        ),
        CellFault.BAD_CODE: _("a code has 1 to 40 small letters, digits or dashes"),
        CellFault.BAD_NAME: _("a name has 1 to 80 characters"),
        CellFault.BAD_START: _(
            "a name may not begin with =, +, - or @: a spreadsheet program would reckon with it"
        ),
        CellFault.NO_PARENT: _("no row has this code; add the parent, or leave the cell empty"),
        CellFault.CIRCLE: _("this unit would be above itself; name another parent"),
        CellFault.RATED_PARENT: _("this unit has answers already, so nothing can be below it"),
    }


def _of_people() -> dict[CellFault, str]:
    return {
        CellFault.BAD_NIP: _("a NIP or NI PPPK has 18 digits"),
        CellFault.LOST_DIGITS: _(
            "the spreadsheet program has cut digits off this number; format the column as text "
            "and type the number again"
        ),
        CellFault.NO_UNIT: _(
            "no unit has this code or name; import the units first, or correct it"
        ),
        CellFault.MANY_UNITS: _("several units have this name; write the code of one"),
        CellFault.BAD_STATUS: _("a status is PNS or PPPK"),
        CellFault.BAD_GRADE: _("a rank is I/a to IV/e for PNS, I to XVII for PPPK"),
        CellFault.BAD_RANK: _(
            "write I, II, III or IV for PNS, or PPPK I-IV, PPPK V-VIII, PPPK IX-XII or PPPK "
            "XIII-XVII, as it fits the status"
        ),
        CellFault.NO_EMPLOYEE: _(
            "nobody on the list of employees has this number; import the list first, or correct it"
        ),
        CellFault.ODD_DATE: _("the dates in this number cannot be; please check it"),
        CellFault.ODD_STATUS: _("the number looks like one of the other status; please check it"),
    }


def _of_words() -> dict[CellFault, str]:
    return {
        CellFault.BAD_SIGNS: _("there are signs in this that cannot be shown; type it anew"),
        CellFault.BAD_FLAG: _("write ya or tidak"),
        CellFault.BAD_NUMBER: _(
            "a whole number of at most four digits belongs here; a capacity is at least 1"
        ),
        CellFault.BAD_KIND: _("the table of JP has no such kind; add it there, or correct it"),
        CellFault.BAD_PER: _("write Jam, Hari, Kegiatan or Semester"),
        CellFault.BAD_PROVIDER: _("write Internal, Universitas or Swasta"),
        CellFault.BAD_ELEMENT: _(
            "elements are persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, "
            "pengaduan and sarana; write their names with commas between them"
        ),
        CellFault.BAD_SPAN: _(
            "write at most five, up to 60 days before, such as 3 hari, 1 hari, 2 jam"
        ),
        CellFault.BAD_MOMENT: _("write day and time, such as 1/12/2026 09.00"),
        CellFault.FAR_DAY: _("this day is many years away; check the year"),
        CellFault.BAD_ZONE: _("write WIB, WITA or WIT, or a name such as Asia/Jayapura"),
    }


def _of_trainings() -> dict[CellFault, str]:
    return {
        CellFault.NO_SHEET: _("there is no sheet of this kind; begin with a template: /templat"),
        CellFault.NO_TRAINING: _("no training has this code; add it to the trainings"),
        CellFault.NO_PLACE: _("write a place, or a link"),
        CellFault.ENDS_FIRST: _("the end is not after the start"),
        CellFault.NO_HOURS: _(
            "how many hours each day has is not clear from this; write the JP in the sheet "
            "Pelatihan"
        ),
        CellFault.LATE_DEADLINE: _("registration may not close after the start"),
        CellFault.IS_OVER: _("this is in the past; a session begins later"),
        CellFault.HAS_BEGUN: _(
            "this session has begun and cannot be changed any more; leave the row as it was"
        ),
        CellFault.WAS_CANCELLED: _(
            "this session was cancelled and people were told; write ya here, and give a new "
            "session another code"
        ),
        CellFault.FEW_SEATS: _("more seats than these are taken already; write at least as many"),
        CellFault.BAD_RIGHT: _("write the letter of a choice that this row has, such as B"),
        CellFault.SAME_CHOICE: _("two choices of this row are the same; change one"),
        CellFault.MANY_QUESTIONS: _("a training has at most five questions; leave this one out"),
    }


def _of_campaigns() -> dict[CellFault, str]:
    return {
        CellFault.MANY_CAMPAIGNS: _("a file holds one campaign; put this one into its own file"),
        CellFault.BAD_OUTCOME: _("write mendaftar, hadir, jp, menjawab, tahap or pulsa"),
        CellFault.BAD_SPREAD: _("write pegawai or unit"),
        CellFault.BAD_STAGE: _(
            "write kesadaran, keinginan, pengetahuan, kemampuan or penguatan, or leave it empty"
        ),
        CellFault.BAD_ASK: _("write reaksi, keberatan or pulsa, or leave it empty"),
        CellFault.BAD_ITEM: _(
            "where pulsa is asked write perlu, manfaat, dukungan, mampu, mau or beban; "
            "elsewhere leave it empty"
        ),
        CellFault.BAD_WHEN: _("say either so many days after joining, or a day"),
        CellFault.BAD_DAY: _("write a day without a time, such as 1/12/2026"),
        CellFault.BAD_AFTER: _("write whole days, such as 0 hari or 7 hari, at most 365"),
        CellFault.BAD_LINK: _("a link begins with https:// and has no blanks"),
        CellFault.NO_LINK: _("a button needs a link; add it, or leave the button empty"),
        CellFault.BAD_PLACEHOLDER: _("only {nama} and {unit} may stand in braces"),
        CellFault.NO_ARM: _("no arm that gets messages has this code; add it to the arms"),
        CellFault.ALL_HELD_OUT: _("one arm at least has to get messages"),
        CellFault.SAME_STEP: _(
            "another step is for the same people at the same time; change stage, time or arm"
        ),
        CellFault.OUTSIDE: _("this is not between the first and the last day of the campaign"),
        CellFault.MANY_OBJECTIONS: _("a campaign has at most five objections; leave this one out"),
        CellFault.NO_OBJECTIONS: _("a step asks what people object to; list the objections"),
        CellFault.BAD_BEFORE: _("write how long before a session, such as 3 hari or 2 jam"),
        CellFault.NO_REMINDER: _(
            "this training does not remind at that time; take one of its reminders"
        ),
        CellFault.ONLY_WORDS: _(
            "the words of a reminder have no stage, question, picture or button; leave it empty"
        ),
        CellFault.LEAVES_OUT: _(
            "at this time some stages get nothing, which would show where people stand; add a "
            "step without a stage"
        ),
        CellFault.NOT_OF_HOLDOUT: _(
            "an arm without messages answers nothing; measure something else, or send to all arms"
        ),
        CellFault.NOT_AFTERWARDS: _(
            "nobody answers anything after the last day; leave this empty, or measure something "
            "else"
        ),
        CellFault.DECLARED: _(
            "this was declared at the launch and stays; write what stood here, or plan a new "
            "campaign under another code"
        ),
        CellFault.HAS_ENDED: _("this campaign is over; plan a new one under another code"),
    }


def _of_questionnaires() -> dict[CellFault, str]:
    return {
        CellFault.NO_FORM: _(
            "there is no questionnaire yet to count by; start the bot once, then import them"
        ),
        CellFault.NO_ORDER: _(
            "U8 and U9 are swapped between the list of elements and the questionnaire; call these "
            "columns Pengaduan and Sarana"
        ),
        CellFault.NOT_A_LEAF: _(
            "citizens rate only units without others below; name one of these"
        ),
        CellFault.BAD_MONTH: _("write a month, such as 2026-11, or leave it empty for this month"),
        CellFault.NOT_BEGUN: _("this month has not begun; correct it, or import them when it has"),
        CellFault.OLD_MONTH: _("this month is more than two years ago; check the year"),
        CellFault.PUBLISHED: _(
            "results of this month are published, so nothing can be added to it; leave these rows "
            "out"
        ),
        CellFault.NO_SCORE: _(
            "a score is missing, so the questionnaire does not count; leave it out"
        ),
        CellFault.BAD_SCORE: _("a score is 1, 2, 3 or 4"),
        CellFault.NO_CHOICE: _(
            "the questionnaire has no such answer; write one of its answers, or leave it empty"
        ),
        CellFault.NOT_TAKEN: _(
            "the questionnaire does not take this answer; correct it, or leave it empty"
        ),
        CellFault.ENDS_ITSELF: _(
            "the questionnaire is not for this person, such as somebody under 17; leave the row "
            "out"
        ),
        CellFault.TOO_FEW: _(
            "there are fewer than five questionnaires of this unit and month, in which people "
            "could be found; import them with more"
        ),
        CellFault.ENTERED: _(
            "this questionnaire was imported already; leave it out, or number them all if it is "
            "another one with the same answers"
        ),
        CellFault.NOT_USED: _("this column answers no question and is not used"),
    }


def score_problem(found: ScoreProblem) -> str:
    """What is wrong with a cell of a file of scores, as one line."""
    faults = {
        ScoreFault.NO_SCORE: _("a score is missing; write 1, 2, 3 or 4"),
        ScoreFault.NOT_A_SCORE: _("a score is 1, 2, 3 or 4"),
        ScoreFault.NO_COLUMN: _("this column is missing in the header row"),
        ScoreFault.TWICE: _("this column stands twice; keep one"),
        ScoreFault.TOO_WIDE: _(
            "this row is longer than the header row; a cell that holds a comma or semicolon "
            "needs quotes"
        ),
        ScoreFault.NOT_A_TABLE: _(
            "this is neither an XLSX workbook nor a CSV file in UTF-8; save it as one of these"
        ),
        ScoreFault.EMPTY: _("there are no rows"),
    }
    return _at(found, faults[found.fault])


def passed_over(found: PassedOver) -> list[str]:
    """What of a file of scores is not used, a line for each kind."""
    texts = (
        (_("Columns that are not used: {names}"), found.columns),
        (_("Columns without a header, not used: {names}"), found.unnamed),
        (_("Sheets that are not used: {names}"), found.sheets),
        (_("Empty rows, not counted: {names}"), tuple(map(str, found.rows))),
    )
    return [text.format(names=_some(names)) for text, names in texts if names]


def sheets_left(names: Sequence[str]) -> str:
    """The sheets of a workbook that were not read."""
    return _("Sheets that are not used: {names}").format(names=_some(names))


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(map(one_line, names[:MOST_NAMED]))
    return f"{shown}, …" if len(names) > MOST_NAMED else shown


def _at(found: CellProblem | ScoreProblem, text: str) -> str:
    sheet = found.sheet if isinstance(found, CellProblem) else ""
    place = _("row {row}, column {column}") if found.column else _("row {row}")
    if sheet:
        place = _("sheet {sheet}, row {row}, column {column}")
        place = place if found.column else _("sheet {sheet}, row {row}")
    shown = place.format(row=found.row, column=one_line(found.column), sheet=one_line(sheet))
    value = f" “{mask(one_line(found.value))}”" if found.value else ""
    return f"{shown}{value}: {text}"


def one_line(cell: str) -> str:
    """What a cell holds, short, and with a mark for every sign that would not be seen."""
    words = " ".join(cell.split())
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def changes(kind: str, found: Changes, *, dry_run: bool) -> str:
    """What an import did, or would do."""
    if kind == "responses":
        lines = [_("Questionnaires: {names}").format(names=_listed(found.new))]
        return "\n".join([*lines, *_rest(found, dry_run=dry_run)])
    moved = _("In another unit: {codes}")
    if kind == "trainings":
        moved = _("Another time or place: {codes}")
    lines = [
        _("New: {codes}").format(codes=_listed(found.new)),
        _("Changed: {codes}").format(codes=_listed(found.changed)),
        *([moved.format(codes=_listed(found.moved))] * bool(found.moved)),
        _("Taken out of the list: {codes}").format(codes=_listed(found.gone)),
        _("Unchanged: {n}").format(n=found.same),
    ]
    return "\n".join([*lines, *_rest(found, dry_run=dry_run)])


def _rest(found: Changes, *, dry_run: bool) -> list[str]:
    lines = [sheets_left(found.left)] if found.left else []
    if dry_run and found.sweeping:
        lines.append(sweeping())
    if dry_run:
        lines.append(_("Nothing was changed: this was a rehearsal."))
    return lines


def sweeping() -> str:
    """A list without most of those who are there may be only a part of it."""
    return _(
        "Attention: this lets more than half of the employees go. Apply it only if the file "
        "lists all who are to stay."
    )


def _listed(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    if not names:
        return "-"
    shown = ", ".join(names[:MOST_LISTED])
    more = len(names) - MOST_LISTED
    if more <= 0:
        return shown
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=more)
