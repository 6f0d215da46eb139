"""Released answers by the hundred, drawn by chance from a seed."""

from datetime import date
from random import Random

from bot.db import surveys, units
from bot.db.base import Db
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.usecases import releasing
from bot.usecases.office import Office

__all__ = ["answers", "put"]

PROFILE = {
    "usia": ("17_25", "26_35", "36_45", "46_55", "56"),
    "jenis_kelamin": ("L", "P"),
    "pendidikan": ("sd", "smp", "sma", "d4_s1"),
    "pekerjaan": ("swasta", "wirausaha", "lainnya"),
}


def answers(chance: Random, n: int, level: float = 3.2, mode: str = "sendiri") -> list[Response]:
    """So many, of which each score is about as high as the level."""
    return [_answer(chance, level, mode) for _ in range(n)]


def put(db: Db, office: Office, unit: str, day: date, responses: list[Response]) -> None:
    """Released on a day."""
    survey_id = surveys.survey_id(db, "skm")
    releasing.release(db, office.forms, survey_id, units.ids(db)[unit], responses, day)


def _answer(chance: Random, level: float, mode: str) -> Response:
    scores = {element.key: min(4, max(1, round(chance.gauss(level, 0.7)))) for element in ELEMENTS}
    told = {name: chance.choice(values) for name, values in PROFILE.items()}
    rated = {key: str(score) for key, score in scores.items()}
    text = {"saran": "Antrean siang terlalu panjang."} if chance.random() < 0.3 else {}
    return Response(
        told | rated | text,
        scores,
        None,
        mode,
        straight_lined=len(set(scores.values())) == 1,
        too_fast=False,
        receipt=chance.randbytes(32),
    )
