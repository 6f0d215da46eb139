"""What buttons carry fits 64 bytes and comes back as it went."""

from typing import Any, TypeGuard

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Topic
from bot.domain.inquiry import Inquiry
from bot.domain.score import ELEMENTS
from bot.domain.situation import Choosing, Place
from bot.telegram import buttons
from bot.telegram.views.unit_list import choosing
from bot.texts import LANGUAGES

ID = st.integers(0, 2**40)
LANGUAGE = st.sampled_from(LANGUAGES)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "thanks": st.sampled_from(buttons.Under),
    "unit": ID,
    "card": st.integers(0, 2**31),
    "question": st.integers(0, 9999),
    "choice": st.integers(0, 9999),
    "group": st.none() | st.integers(0, 999),
    "key": st.integers(0, 2**63 - 1),
    "page": st.integers(0, 9999),
    "node": st.none() | ID,
    "language": LANGUAGE,
    "text": st.just(""),
    "topic": st.sampled_from(sorted(Topic)),
    "broadcast": ID,
    "campaign": ID,
    "place": st.integers(0, 99),
    "number": st.integers(1, 9999),
    "button": st.integers(0, 7),
    "step": st.just("rehearse"),
    "value": ID.map(str),
    "certificate": ID,
    "errand": ID,
    "year": st.integers(2000, 9999),
    "employee": ID,
    "person": ID,
    "code": st.just("ABCDEFGHJK"),
    "stamp": st.integers(0, 2**33),
    "name": st.just("trainings"),
    "deed": st.just("colleagues"),
    "session": ID,
    "inquiry": st.sampled_from(Inquiry),
    "view": st.sampled_from(["desk", "open", "mine", "past", "publish"]),
    "period": st.sampled_from(["", "2026-Q4", "2025-11..2026-02"]),
    "edition": st.text("0123456789abcdef", min_size=8, max_size=8),
    "at": st.sampled_from(["", "20261124", "2026112408"]),
    "thread": st.text("0123456789abcdef", min_size=16, max_size=16),
    "mode": st.sampled_from(["", "kios", "dibantu"]),
    "id": ID,
    "element": st.sampled_from([element.key for element in ELEMENTS]),
    "word": st.text("aé😀 ").map(lambda text: buttons.carried(text, buttons.WORD_BYTES)),
    "months": st.sampled_from(["2026-03", "2026-Q2", "2025-12..2026-02"]),
}


def _is_a_button(kind: object) -> TypeGuard[type[CallbackData]]:
    return isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData


NAMES = ("language", "stored", "privacy", "stop", "leave")
KINDS = sorted(
    (kind for kind in vars(buttons).values() if _is_a_button(kind)),
    key=lambda kind: kind.__name__,
)


def filled(kind: type[CallbackData]) -> st.SearchStrategy[CallbackData]:
    """Any button of this kind, with ids as wide as they come."""
    fields = {
        name: st.booleans() if field.annotation is bool else FIELDS[name]
        for name, field in kind.model_fields.items()
    }
    if kind is buttons.Menu:
        fields["card"] = st.sampled_from(NAMES)
    if kind is buttons.Findings:
        fields["page"] = st.sampled_from(["arms", "answers", "file"])
    return st.builds(kind, **fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_button_fits_and_comes_back_as_it_went(
    kind: type[CallbackData], data: st.DataObject
) -> None:
    button = data.draw(filled(kind))

    packed = button.pack()

    assert len(packed.encode()) <= 64
    assert kind.unpack(packed) == button


def test_no_two_kinds_of_buttons_begin_alike() -> None:
    assert len({kind.__prefix__ for kind in KINDS}) == len(KINDS) > 0


@given(
    text=st.text(min_size=1, max_size=200) | st.text("😀:é", min_size=1, max_size=200),
    page=st.integers(1, 9997),
    results=st.booleans(),
)
def test_a_typed_filter_of_any_length_rides_on_the_turning_of_pages(
    text: str, page: int, results: bool
) -> None:
    found = Choosing((Place(2**40, "a" * 40, "Loket"),), page, 9999, text, None)

    *_units, turning = choosing(found, results=results).rows

    for button, to in zip(turning, (page - 1, page + 1), strict=True):
        carried = buttons.Units.unpack(button.data)
        assert len(button.data.encode()) <= 64
        assert (carried.page, carried.results) == (to, results)
        assert " ".join(text.replace(":", " ").split()).startswith(carried.text)


def test_a_short_filter_rides_whole() -> None:
    found = Choosing((Place(1, "ktp", "KTP"),), 0, 2, "kartu keluarga", None)

    *_units, (more,) = choosing(found, results=False).rows

    assert buttons.Units.unpack(more.data).text == "kartu keluarga"
