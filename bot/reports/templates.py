"""The spreadsheets that an office fills in: what each column means and offers, in Indonesian."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot import campaigns
from bot.domain.addressing import RANKS
from bot.domain.employee import RankGroup, Status, grades
from bot.domain.layout import (
    ARMS,
    CAMPAIGN,
    CHECKS,
    CHOICES,
    JP,
    OBJECTIONS,
    PAPER,
    ROSTER,
    SESSIONS,
    STEPS,
    TRAININGS,
    UNITS,
)
from bot.domain.learning import DEFAULT_RULES, Per
from bot.domain.score import ELEMENTS
from bot.domain.sheet import Layout
from bot.reports.blank import Blank, workbook
from bot.texts import DEFAULT, _, speaking

__all__ = ["NAMES", "template"]

EXAMPLE_UNITS = (
    ("dukcapil", "Dinas Dukcapil", "", "197503102000031002", "198609262015051001"),
    ("dukcapil-ktp", "KTP elektronik", "dukcapil", "", ""),
)
EXAMPLE_ROSTER = (
    ("198609262015051001", "Ahmad Hidayat, S.STP.", "dukcapil-ktp", "PNS", "III/c", "Pelaksana"),
    ("199204172023212014", "Fatimah Marwah, A.Md.", "dukcapil-ktp", "PPPK", "VII", "Operator"),
)  # fmt: skip


EXAMPLE_TRAININGS = (
    ("waktu", "Manajemen Waktu Pelayanan", "Pelatihan", "Internal", "BKPSDM", "waktu, prosedur",
     "", "", "", "", "", "tidak", "3 hari, 1 hari, 2 jam", "tidak", ""),
    ("analis", "Menyusun Telaahan Staf", "Lokakarya", "Internal", "BKPSDM", "",
     "dukcapil", "PNS", "III", "ya", "", "tidak", "3 hari, 1 hari", "tidak", ""),
    ("mentor", "Mentoring Pegawai Baru", "Mentoring", "Internal", "BKPSDM", "",
     "", "", "", "", "198609262015051001, 199204172023212014", "ya", "1 hari", "tidak", ""),
)  # fmt: skip
EXAMPLE_SESSIONS = (
    ("waktu", "1", "1/12/2026 09.00", "15.00", "WIT", "Aula BKPSDM, Sofifi", "",
     "Speedboat dari Ternate 07.30", "Ibu Salma", "25", "30/11/2026", ""),
)  # fmt: skip

EXAMPLE_PAPER = (
    ("dukcapil-ktp", "2026-11", "1", "3", "3", "2", "4", "3", "3", "4", "3", "4",
     "26–35 tahun", "Perempuan", "SMA", "Wirausaha", "Antrean siang terlalu panjang."),
    ("dukcapil-ktp", "", "2", "4", "3", "3", "4", "4", "4", "4", "3", "3", "", "", "", "", ""),
)  # fmt: skip

EXAMPLE_CHECKS = (
    ("waktu", "Berapa lama standar pelayanan KTP elektronik?", "1 hari", "7 hari", "14 hari", "",
     "A"),
)  # fmt: skip

KINDS = {
    "training": "Pelatihan", "seminar": "Seminar", "workshop": "Lokakarya", "coaching": "Coaching",
    "mentoring": "Mentoring", "elearning": "E-learning", "selfstudy": "Belajar mandiri",
    "community": "Komunitas belajar", "internship": "Magang", "exchange": "Pertukaran",
    "benchmarking": "Benchmarking", "study": "Tugas belajar",
}  # fmt: skip
PERS = {Per.HOUR: "Jam", Per.DAY: "Hari", Per.SESSION: "Kegiatan", Per.SEMESTER: "Semester"}
PROVIDERS = ("Internal", "Universitas", "Swasta")
FLAGS = ("ya", "tidak")


def template(name: str, codes: Sequence[str] = ()) -> bytes:
    """The workbook of this kind; the codes of the units there are may be chosen in it."""
    with speaking(DEFAULT):
        return workbook(_TEMPLATES[name](codes))


def _units(_codes: Sequence[str]) -> tuple[Blank, ...]:
    notes = {
        "code": _("1 to 40 small letters, digits or dashes. It stands in links: keep it."),
        "name": _("As people know the unit, at most 80 characters."),
        "parent": _("The code of the unit above; empty for a unit at the top."),
        "head_nip": _("The NIP of the head of the unit. The column may be left out."),
        "contact_nip": _("The NIP of whom to ask there. The column may be left out."),
    }
    return (Blank(UNITS, notes, EXAMPLE_UNITS),)


def _roster(codes: Sequence[str]) -> tuple[Blank, ...]:
    notes = {
        "nip": _("NIP or NI PPPK, 18 digits. The column is formatted as text: keep it so."),
        "name": _("With titles, at most 100 characters."),
        "unit": _("The code of the unit, or its name where only one has it."),
        "status": _("PNS or PPPK; empty: as the number suggests."),
        "grade": _("I/a to IV/e for PNS, I to XVII for PPPK; may be empty."),
        "position": _("May be empty."),
    }
    ranks = [grade for group in RankGroup for grade in grades(group)]
    choices = {"status": [status.value for status in Status], "grade": ranks, "unit": codes}
    return (Blank(ROSTER, notes, EXAMPLE_ROSTER, choices),)


def _trainings(codes: Sequence[str]) -> tuple[Blank, ...]:
    return _of_trainings(codes), _of_sessions(), _of_checks(), _of_jp()


def _of_trainings(codes: Sequence[str]) -> Blank:
    notes = {
        "code": _("1 to 40 small letters, digits or dashes; it stays the same in later files."),
        "title": _("As people read it in the chat, at most 120 characters."),
        "kind": _("One of the kinds in the sheet JP."),
        "provider": _("Internal, university or private company."),
        "provider_name": _("Who gives it, at most 80 characters."),
        "elements": _(
            "What of the service it improves, with commas: persyaratan, prosedur, waktu, biaya, "
            "produk, kompetensi, perilaku, pengaduan, sarana. May be empty."
        ),
        **_whom(),
        "mandatory": _("ya: those invited must come. tidak: they may register."),
        "offsets": _("So long before the start; empty: 3 hari, 1 hari, 2 jam. A dash: none."),
        "catch_up": _(
            "ya: a reminder that is late when it is planned comes at once, unless the invitation "
            "has just come."
        ),
        "jp": _("What it is worth; empty: by the sheet JP."),
    }
    choices = {
        "kind": list(KINDS.values()), "provider": PROVIDERS, "mandatory": FLAGS,
        "catch_up": FLAGS, **_choices_of_whom(codes),
    }  # fmt: skip
    return Blank(TRAININGS, notes, EXAMPLE_TRAININGS, choices)


def _whom() -> dict[str, str]:
    return {
        "unit": _("The code or name of the unit whose employees are meant; empty: everybody."),
        "for_status": _("PNS or PPPK: only these; empty: both."),
        "for_rank": _(
            "Only these ranks: I, II, III or IV, or PPPK I-IV, PPPK V-VIII, PPPK IX-XII, PPPK "
            "XIII-XVII; empty: every rank."
        ),
        "for_short": _("ya: only who has too few JP this year, when they are found."),
        "for_nips": _("Only these, by NIP or NI PPPK with commas between them; empty: all."),
    }


def _choices_of_whom(codes: Sequence[str]) -> dict[str, Sequence[str]]:
    return {
        "unit": codes,
        "for_status": [one.value for one in Status],
        "for_rank": list(RANKS),
        "for_short": FLAGS,
    }


def _of_sessions() -> Blank:
    notes = {
        "training": _("The code of the training."),
        "code": _("Tells the sessions of a training apart, such as 1 and 2; keep it."),
        "start": _("Day and time, such as 1/12/2026 09.00. The column is formatted as text."),
        "end": _("Day and time, or only a time of the same day."),
        "zone": _("WIB, WITA or WIT; empty: the zone of the office."),
        "place": _("At most 150 characters; may be empty where there is a link."),
        "link": _("For a session online."),
        "transport": _("How one gets there, such as the boat; at most 300 characters."),
        "contact": _("Whom to ask; at most 120 characters."),
        "capacity": _("The number of seats; empty: there is one for everybody."),
        "deadline": _("The last day to register, or day and time; empty: until the start."),
        "cancelled": _("ya: it does not take place; those who registered are told."),
    }
    choices = {"zone": ("WIB", "WITA", "WIT"), "cancelled": FLAGS}
    return Blank(SESSIONS, notes, EXAMPLE_SESSIONS, choices)


def _of_checks() -> Blank:
    notes = {
        "training": _("The code of the training. Without questions nobody is asked."),
        "question": _("At most five questions of a training, each of at most 200 characters."),
        "a": _("At most 60 characters."),
        "b": _("At most 60 characters."),
        "c": _("May be empty."),
        "d": _("May be empty."),
        "right": _("The letter of the right choice. Asked before and after the training."),
    }
    letters = [key.upper() for key in CHOICES]
    return Blank(CHECKS, notes, EXAMPLE_CHECKS, {"right": letters})


def _of_jp() -> Blank:
    notes = {
        "kind": _("A kind of learning. A kind that is not listed stays as it was."),
        "jp": _("So many JP."),
        "per": _("For each: lesson of 45 minutes (Jam), day, activity or semester."),
        "most": _("At most so many JP a day, or so many activities a month; empty: no limit."),
    }
    rows = [
        (KINDS[rule.kind], str(rule.jp), PERS[rule.per], str(rule.most or ""))
        for rule in DEFAULT_RULES
    ]
    return Blank(JP, notes, choices={"per": list(PERS.values())}, rows=rows)


def _campaign(codes: Sequence[str], name: str | None = None) -> tuple[Blank, ...]:
    """Empty, or as the campaign of this name that ships."""
    found = campaigns.read(name) if name else {}

    def rows(layout: Layout, table: str) -> list[list[str]]:
        keys = [column.key for column in layout.columns]
        return [[row.get(key, "") for key in keys] for row in found.get(table, ())]

    return (
        _of_campaign(codes, rows(CAMPAIGN, "campaign")),
        _of_steps(rows(STEPS, "steps")),
        _of_objections(rows(OBJECTIONS, "objections")),
        _of_arms(rows(ARMS, "arms")),
    )


def _of_campaign(codes: Sequence[str], rows: Sequence[Sequence[str]]) -> Blank:
    notes = {
        "code": _("1 to 40 small letters, digits or dashes; it stays the same in later files."),
        "goal": _("What is to change, in one sentence of at most 200 characters."),
        **_whom(),
        "first": _("The day on which those who belong to it join."),
        "last": _("The last day on which a step is sent."),
        "outcome": _("What is to change: mendaftar, hadir, jp, menjawab, tahap or pulsa."),
        "measured": _(
            "So many days after the last one still count; empty: none. Answers count only until "
            "the last day."
        ),
        "spread": _(
            "pegawai: the arms are dealt within each unit; unit: a whole unit has one arm, where "
            "colleagues talk about it."
        ),
        "training": _("A code: the steps are how the reminders of this training begin."),
    }
    choices = {
        **_choices_of_whom(codes),
        "outcome": ("mendaftar", "hadir", "jp", "menjawab", "tahap", "pulsa"),
        "spread": ("pegawai", "unit"),
    }
    return Blank(CAMPAIGN, notes, choices=choices, rows=rows)


def _of_steps(rows: Sequence[Sequence[str]]) -> Blank:
    notes = {
        "code": _("Tells the steps apart; it stays the same in later files."),
        "after": _("So many days after joining, such as 0 hari or 7 hari; or a day in the next."),
        "day": _("A day, such as 1/12/2026; empty where days after joining are given."),
        "before": _("For the reminders of a training: so long before, such as 3 hari or 2 jam."),
        "stage": _("For whom: kesadaran, keinginan, pengetahuan, kemampuan, penguatan; empty: "
                   "for whoever has no step of their own at that time."),
        "text_id": _("At most 500 characters; {nama} and {unit} are filled in."),
        "text_en": _("The same in English; empty: all read the first."),
        "picture": _("A link to a picture; may be empty."),
        "ask": _("reaksi, keberatan or pulsa; empty: nothing is asked."),
        "item": _("For pulsa: perlu, manfaat, dukungan, mampu, mau or beban."),
        "link": _("Where a button leads; may be empty."),
        "button_id": _("What stands on that button, at most 30 characters."),
        "button_en": _("The same in English."),
        "arms": _("The arms that get it, with commas; empty: all."),
    }  # fmt: skip
    choices = {
        "stage": ("kesadaran", "keinginan", "pengetahuan", "kemampuan", "penguatan"),
        "ask": ("reaksi", "keberatan", "pulsa"),
        "item": ("perlu", "manfaat", "dukungan", "mampu", "mau", "beban"),
    }
    return Blank(STEPS, notes, choices=choices, rows=rows)


def _of_objections(rows: Sequence[Sequence[str]]) -> Blank:
    notes = {
        "code": _("Tells the objections apart; it stays the same in later files."),
        "label_id": _("What people object to: at most five buttons of 30 characters each."),
        "label_en": _("The same in English."),
        "answer_id": _("What is said to it at once, at most 500 characters."),
        "answer_en": _("The same in English."),
    }
    return Blank(OBJECTIONS, notes, rows=rows)


def _of_arms(rows: Sequence[Sequence[str]]) -> Blank:
    notes = {
        "code": _("A way of telling it. Without this sheet all are told alike."),
        "weight": _("How many get it, beside the others: 9 and 1 are nine of ten and one of ten."),
        "holdout": _("ya: these get no message of the campaign, so that its effect can be seen."),
    }
    return Blank(ARMS, notes, choices={"holdout": FLAGS}, rows=rows)


def _paper(codes: Sequence[str]) -> tuple[Blank, ...]:
    score = _("1, 2, 3 or 4, as on the paper. A questionnaire without it does not count.")
    told = _("In the words of the questionnaire; may be empty.")
    rated = [one for one in PAPER.columns if one.key in {element.key for element in ELEMENTS}]
    notes = {
        "unit": _("The code of the unit, or its name. A unit needs at least five a month."),
        "month": _("Such as 2026-11; empty: this month. Not one whose results are published."),
        "number": _("As on the paper, so that none counts twice; may be empty."),
        **{one.key: score for one in rated},
        **dict.fromkeys(("usia", "jenis_kelamin", "pendidikan", "pekerjaan"), told),
        "saran": _("What was written there, without names; may be empty."),
    }
    return (Blank(PAPER, notes, EXAMPLE_PAPER, {"unit": codes}),)


_TEMPLATES: Mapping[str, Callable[[Sequence[str]], tuple[Blank, ...]]] = {
    "units": _units,
    "roster": _roster,
    "trainings": _trainings,
    "campaign": _campaign,
    "responses": _paper,
    **{f"campaign-{name}": partial(_campaign, name=name) for name in campaigns.SHIPPED},
}
NAMES = tuple(_TEMPLATES)
