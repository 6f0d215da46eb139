"""Seals open only under their key and tell nothing; marks lead back to nobody."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from bot.keys import SEAL_BLOCK, Keys

KEYS = Keys(b"k" * 32)
OTHER = Keys(b"x" * 32)

# Half a surrogate pair is no text; the forms drop it.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
contents = st.dictionaries(texts, texts | st.integers() | st.booleans() | st.none(), max_size=8)
parts = st.lists(st.integers() | st.from_regex("[a-z0-9-]{1,10}", fullmatch=True), max_size=4)


@given(contents)
def test_a_seal_opens_to_what_was_sealed(content: dict[str, object]) -> None:
    assert KEYS.unseal(KEYS.seal(content)) == content


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(InvalidToken):
        OTHER.unseal(KEYS.seal({"waktu": 3}))


def test_a_changed_seal_does_not_open() -> None:
    sealed = KEYS.seal({"waktu": 3})

    with pytest.raises(InvalidToken):
        KEYS.unseal(sealed[:200] + (b"A" if sealed[200:201] != b"A" else b"B") + sealed[201:])


@given(st.integers(0, 3 * SEAL_BLOCK))
def test_a_seals_length_tells_only_how_many_blocks_it_holds(length: int) -> None:
    blocks = -(-len('{"a":""}' + "x" * length) // SEAL_BLOCK)

    sealed = urlsafe_b64decode(KEYS.seal({"a": "x" * length}))

    # Version, instant, vector, the blocks with at least a byte of Fernet's padding, signature.
    assert len(sealed) == 1 + 8 + 16 + (blocks * SEAL_BLOCK + 16) + 32


def test_a_seal_carries_no_instant_and_never_comes_twice() -> None:
    first, second = (KEYS.seal({"waktu": 3}) for _ in range(2))

    assert urlsafe_b64decode(first)[1:9] == bytes(8)
    assert first != second
    assert urlsafe_b64decode(first)[9:25] != urlsafe_b64decode(second)[9:25]


@given(st.sampled_from(["box", "participation"]), parts)
def test_a_mark_is_the_same_every_time_and_another_under_another_key(
    purpose: str, given_parts: list[object]
) -> None:
    mark = KEYS.mark(purpose, *given_parts)

    assert mark == Keys(b"k" * 32).mark(purpose, *given_parts)
    assert len(mark) == 32
    assert mark != OTHER.mark(purpose, *given_parts)


@given(parts, parts)
def test_marks_of_other_things_and_other_purposes_differ(
    one: list[object], other: list[object]
) -> None:
    same = [str(part) for part in one] == [str(part) for part in other]

    assert (KEYS.mark("box", *one) == KEYS.mark("box", *other)) is same
    assert KEYS.mark("box", *one) != KEYS.mark("participation", *other)


def test_the_marks_of_one_key_are_known_values() -> None:
    """Ballots and participations of old must be recognised by every later version."""
    assert KEYS.mark("box", 1001, 1, 2).hex() == (
        "a42ffb6514df99dcd450326b8c41ba01804eed1329ce37aa077e33c6470e98dd"
    )
