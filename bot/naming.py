"""What things are called: names that cards, workbooks and pages share."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import isinf

from babel.dates import format_date

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Outcome
from bot.domain.figures import Basis
from bot.domain.health import DURATIONS, OTHERS
from bot.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, Period
from bot.domain.response import MODE_HELPED, MODE_KIOSK, MODE_PAPER, MODE_SELF
from bot.domain.score import Mutu
from bot.texts import _, language, locale, number
from bot.texts import day as full_day

__all__ = [
    "chosen",
    "element",
    "item",
    "mode",
    "mutu",
    "official",
    "outcome",
    "performance",
    "period",
    "provisional",
    "question",
    "seconds",
    "short_month",
    "stage",
]

ROMAN = ("I", "II", "III", "IV")


def stage(one: Stage | None) -> str:
    """The name of a stage, or of whom a step is for that names none."""
    if one is None:
        return _("whoever has no step of their own")
    return {
        Stage.AWARENESS: _("awareness"),
        Stage.DESIRE: _("desire"),
        Stage.KNOWLEDGE: _("knowledge"),
        Stage.ABILITY: _("ability"),
        Stage.REINFORCEMENT: _("reinforcement"),
    }[one]


def outcome(one: Outcome) -> str:
    """What is measured."""
    return {
        Outcome.REGISTERED: _("registered for a training"),
        Outcome.ATTENDED: _("attended a training"),
        Outcome.JP: _("JP earned"),
        Outcome.ANSWERED: _("answered a step"),
        Outcome.STAGE: _("stage moved"),
        Outcome.PULSE: _("pulse score"),
    }[one]


def item(one: Item) -> str:
    """What an item of the pulse is about."""
    return {
        Item.NEEDED: _("needed"),
        Item.USEFUL: _("useful"),
        Item.SUPPORTED: _("supported by superiors"),
        Item.ABLE: _("able"),
        Item.WILLING: _("willing"),
        Item.BURDEN: _("only a burden (turned round)"),
    }[one]


def element(key: str) -> str:
    """The short name of what an answer rates; an unknown key stands for itself."""
    names = {
        "persyaratan": _("Requirements"),
        "prosedur": _("Procedure"),
        "waktu": _("Time taken"),
        "biaya": _("Cost"),
        "produk": _("Product"),
        "kompetensi": _("Competence of staff"),
        "perilaku": _("Conduct of staff"),
        "pengaduan": _("Handling of complaints"),
        "sarana": _("Facilities"),
        "kebutuhan": _("Fits the work"),
        "pengajar": _("Trainer"),
        "materi": _("Material"),
        "terapan": _("Usable at work"),
        "keseluruhan": _("All in all"),
        "dipakai": _("Used at work"),
        "perubahan": _("Changed the work"),
        "dukungan": _("Support in the unit"),
    }
    return names.get(key, key)


def question(key: str) -> str:
    """The short name of a question that everybody is asked, from where it stands in the form."""
    name = key.rpartition("/")[2]
    names = {
        OTHERS: _("other questions"),
        "usia": _("Age"),
        "jenis_kelamin": _("Sex"),
        "pendidikan": _("Education"),
        "pekerjaan": _("Occupation"),
        "saran": _("Suggestion"),
        "review": _("The review before sending"),
    }
    return names.get(name) or element(name)


def seconds(end: float) -> str:
    """A step of how long something took, by its upper end."""
    if isinf(end):
        return _("over {n} seconds").format(n=number(DURATIONS[-1]))
    return _("up to {n} seconds").format(n=number(Decimal(end)))


def official(key: str) -> str:
    """The name of one of the nine elements, as the regulation has it."""
    return {
        "persyaratan": _("Requirements"),
        "prosedur": _("System, mechanism and procedure"),
        "waktu": _("Time of completion"),
        "biaya": _("Cost or fee"),
        "produk": _("Product specification of the kind of service"),
        "kompetensi": _("Competence of those who serve"),
        "perilaku": _("Conduct of those who serve"),
        "pengaduan": _("Handling of complaints, suggestions and input"),
        "sarana": _("Facilities and infrastructure"),
    }[key]


def mutu(grade: Mutu) -> str:
    """A grade with its meaning, as in "B (Baik)"."""
    meanings = {
        Mutu.A: _("A (very good)"),
        Mutu.B: _("B (good)"),
        Mutu.C: _("C (less good)"),
        Mutu.D: _("D (not good)"),
    }
    return meanings[grade]


def performance(grade: Mutu) -> str:
    """What a grade says of the unit's performance."""
    return {
        Mutu.A: _("Very good"),
        Mutu.B: _("Good"),
        Mutu.C: _("Less good"),
        Mutu.D: _("Not good"),
    }[grade]


def mode(one: str) -> str:
    """How it was answered; a way that is not known stands for itself."""
    names = {
        MODE_SELF: _("on one's own device"),
        MODE_KIOSK: _("on a device in the unit"),
        MODE_HELPED: _("with the help of an officer"),
        MODE_PAPER: _("on paper"),
    }
    return names.get(one, one)


def chosen(texts: Mapping[str, str], otherwise: str) -> str:
    """What a form says in the language in force, else in any of its own."""
    return texts.get(language()) or next(filter(None, texts.values()), otherwise)


def period(one: Period) -> str:
    """As in "November 2026", "Triwulan IV 2026", "Februari–Mei 2026"."""
    year, part = one.first.year, (one.first.month - 1) // one.months
    if one.months == MONTH:
        return _month(one.first)
    if one.is_usual:
        text = {
            QUARTER: _("Quarter {part} of {year}"),
            HALF_YEAR: _("Half-year {part} of {year}"),
            YEAR: _("Year {year}"),
        }[one.months]
        return text.format(part=ROMAN[part], year=year)
    first = _month(one.first, "MMMM" if one.last.year == year else "MMMM y")
    return f"{first}–{_month(one.last)}"


def provisional(basis: Basis) -> str:
    """Until when figures of a period tell that is not over; nothing of one that is."""
    if basis.period.closed(basis.day):
        return ""
    text = _("Provisional, until {day}: this period is not over.")
    return text.format(day=full_day(basis.day))


def short_month(day: date) -> str:
    """As in "Nov 2026"."""
    return _month(day, "MMM y")


def _month(day: date, pattern: str = "MMMM y") -> str:
    return format_date(day, pattern, locale=locale())
