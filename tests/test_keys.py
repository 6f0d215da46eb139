"""Seals open only under their key and tell nothing; marks lead back to nobody."""

import pytest
from cryptography.exceptions import InvalidTag
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
    with pytest.raises(InvalidTag):
        OTHER.unseal(KEYS.seal({"waktu": 3}))


def test_a_changed_seal_does_not_open() -> None:
    sealed = KEYS.seal({"waktu": 3})

    with pytest.raises(InvalidTag):
        KEYS.unseal(sealed[:200] + bytes([sealed[200] ^ 1]) + sealed[201:])


@given(st.integers(0, 3 * SEAL_BLOCK))
def test_a_seals_length_tells_only_how_many_blocks_it_holds(length: int) -> None:
    blocks = -(-len('{"a":""}' + "x" * length) // SEAL_BLOCK)

    # Nonce, blocks, tag: there is no room for anything else, such as an instant.
    assert len(KEYS.seal({"a": "x" * length})) == 12 + blocks * SEAL_BLOCK + 16


@given(st.integers(1, 3 * SEAL_BLOCK), contents)
def test_a_seal_of_other_blocks_opens_alike(block: int, content: dict[str, object]) -> None:
    sealed = KEYS.seal(content, block)

    assert (len(sealed) - 12 - 16) % block == 0
    assert KEYS.unseal(sealed) == content


def test_a_seal_never_comes_twice() -> None:
    first, second = (KEYS.seal({"waktu": 3}) for _ in range(2))

    assert first[:12] != second[:12]
    assert first[12:] != second[12:]


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
