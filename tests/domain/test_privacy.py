"""What is hidden in free text, what stays, and how receipt codes are read."""

import re
from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.privacy import (
    ALPHABET,
    CODE_LENGTH,
    cut_code,
    mask,
    masked_nip,
    read_code,
    spell,
)

NIK = "8271011203900001"
NIP = "198601012010011001"

codes = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
moments = st.builds(datetime.combine, st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times())
gaps = st.sampled_from([" ", ".", "-", " - ", "–", "\u00a0"])


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def grouped(number: str, sizes: list[int], gap: str) -> str:
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return gap.join(number[at : at + size] for at, size in zip(starts, sizes, strict=True))


niks = st.builds(
    grouped,
    # No region begins below 11 and no month ends above 12, so this is no list of years.
    st.tuples(st.integers(110000, 949999), st.dates(), st.integers(1, 9999)).map(
        lambda parts: f"{parts[0]}{parts[1]:%d%m%y}{parts[2]:04}"
    ),
    st.sampled_from([[16], [6, 6, 4], [4, 4, 4, 4], [2, 2, 2, 6, 4], [1] * 16]),
    gaps,
)
nips = st.builds(
    grouped,
    st.tuples(st.dates(), st.integers(1990, 2030), st.integers(1, 12), digits(4)).map(
        lambda parts: f"{parts[0].year:04}{parts[0]:%m%d}{parts[1]}{parts[2]:02}{parts[3]}"
    ),
    st.sampled_from([[18], [8, 6, 1, 3], [8, 6, 4], [3] * 6, [1] * 18]),
    gaps,
)
mobiles = st.builds(
    lambda prefix, head, tail, gap: grouped(f"{head}{tail}", [3, len(tail)], gap).join(
        [prefix, ""]
    ),
    st.sampled_from(["08", "62 8", "628", "+628", "+62 8", "+62-8", "(+62) 8"]),
    digits(3),
    st.integers(5, 7).flatmap(digits),
    gaps,
)


@pytest.mark.parametrize(
    "number",
    [
        NIK,
        NIP,
        "8271 0112 0390 0001",
        "827101-120390-0001",
        "10.12.01.120390.0001",
        "8 2 7 1 0 1 1 2 0 3 9 0 0 0 0 1",
        "19860101 201001 1 001",
        "19860101.201001.1.001",
        "1986-01-01 2010-01-1-001",
        "198.601.012.210.011.001",
        "081234567890",
        "0812-3456-7890",
        "0812 3456 789",
        "0812 - 3456 - 7890",
        "(0812) 3456 7890",
        "08 12 34 56 78 90",
        "08.12.34.56.78.90",
        "+6281234567890",
        "+62 812-3456-7890",
        "+62 (812) 3456 7890",
        "6281234567890",
        "62 812 3456 7890",
        "006281234567890",
        "0921-3121234",
        "+62 921 312 1234",
        "6221234567",
        "021234567",
        "08123456789012",
    ],
)
def test_a_number_that_names_a_person_is_hidden(number: str) -> None:
    hidden = re.sub(r"\d", "*", number)

    assert mask(number) == hidden
    assert mask(f"Hubungi {number}, terima kasih.") == f"Hubungi {hidden}, terima kasih."
    assert mask(f"a{number}b\n1. {number}").startswith(f"a{hidden}b\n")
    assert mask(f"a{number}b\n1. {number}").endswith(hidden)


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.500.000",
        "Rp1.500.000 - 2.000.000",
        "1.500.000 2.000.000 30.000",
        "150000000",
        "621234567",
        "1081234567890",
        "123456789012345",
        "999.999.999 rupiah",
        "620.000.000",
        "tahun 2024 2025 2026 2027",
        "2023-2024",
        "24-11-2026",
        "24.11.2026 08.00",
        "08-12-2026 09.00",
        "08-12-2026 09.00-16.00",
        "24-11-2026 09.00-16.00",
        "2026-11-24 09.00-16.00",
        "08.00-16.00",
        "08.00 - 16.00 WIT",
        "08.30-12.00 13.00-16.00",
        "62 orang, 30 menit, loket 08",
        "RT 003/RW 004, Jalan Raya 45",
        "Antrean nomor 08123456",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_two_numbers_side_by_side_are_both_hidden() -> None:
    assert not re.search(r"\d", mask(f"{NIK} {NIP} 081234567890"))


def test_what_a_word_or_a_comma_parts_from_a_number_stays() -> None:
    assert mask("0812 3456 7890, 24-11-2026") == "**** **** ****, 24-11-2026"
    assert mask(f"{NIK} jam 08.00") == f"{'*' * 16} jam 08.00"


def test_numbers_on_two_lines_are_two_numbers() -> None:
    assert mask("24000000\n24000000") == "24000000\n24000000"


@given(st.one_of(niks, nips, mobiles), st.text("abc ,;:!\n"), st.text("abc ,;:!\n"))
def test_nothing_of_such_a_number_is_left_whatever_stands_around_it(
    number: str, before: str, after: str
) -> None:
    hidden = re.sub(r"\d", "*", number)

    assert mask(f"{before}{number}{after}") == f"{before}{hidden}{after}"


@given(st.integers(0, 999_999_999), moments)
def test_amounts_up_to_nine_digits_dates_and_times_stay(amount: int, moment: datetime) -> None:
    text = f"Rp {amount}, Rp {amount:,}.".replace(",", ".") + f" pada {moment:%d-%m-%Y %H.%M}"

    assert mask(text) == text


@given(st.text("0123456789 .-+a\n", max_size=60))
def test_only_digits_change_and_only_into_asterisks(text: str) -> None:
    hidden = mask(text)

    assert len(hidden) == len(text)
    assert all(
        new in (old, "*" if old.isdigit() else old) for old, new in zip(text, hidden, strict=True)
    )
    assert mask(hidden) == hidden


def test_a_nip_is_shown_by_its_ends() -> None:
    assert masked_nip(NIP) == "1986**********1001"


@pytest.mark.parametrize("nip", ["", "1986", NIP[:-1], NIP + "1"])
def test_a_nip_of_another_length_is_not_shown_at_all(nip: str) -> None:
    assert masked_nip(nip) == "*" * len(nip)


def test_the_alphabet_has_31_signs_that_cannot_be_mistaken() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("ILO01") & set(ALPHABET)


def test_a_code_is_spelt_in_two_halves() -> None:
    assert spell("K7FM2QXA") == "K7FM-2QXA"


@pytest.mark.parametrize(
    "typed", ["K7FM-2QXA", " k7fm 2qxa\n", "K7FM2QXA", "K7FM–2QXA", "k-7f m2qxa"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "K7FM2QXA"


@pytest.mark.parametrize("typed", ["", "K7FM-2QX", "K7FM-2QXAB", "K7FM-2QX0", "K7FM-2QXſ", "halo"])
def test_what_is_not_a_code_is_not_read(typed: str) -> None:
    assert read_code(typed) is None


@given(codes)
def test_a_spelt_code_is_read_back(code: str) -> None:
    assert read_code(spell(code)) == code
    assert read_code(spell(code).lower()) == code


@pytest.mark.parametrize(
    ("typed", "code", "behind"),
    [
        ("K7FM-2QXA Loket tutup", "K7FM2QXA", "Loket tutup"),
        ("k7fm 2qxa: saya menunggu", "K7FM2QXA", "saya menunggu"),
        ("K7FM2QXA\nLoket\ntutup", "K7FM2QXA", "Loket\ntutup"),
        ("K7FM-2QXA", "K7FM-2QXA", ""),
        ("K7FM-2QX Loket tutup", "K7FM-2QX Loket tutup", ""),
        ("Loket tutup", "Loket tutup", ""),
        ("", "", ""),
    ],
)
def test_a_code_is_cut_from_what_is_typed_behind_it(typed: str, code: str, behind: str) -> None:
    assert cut_code(typed) == (code, behind)


@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        ("HP O812 3456 7890", "HP **** **** ****"),
        ("HPo8l2-3456-789O", "HP****-****-****"),
        ("O 812 3456 7890", "* *** **** ****"),
        ("62 8I2 3456 7890", "** *** **** ****"),
        ("NIK 8271O112O39OOOO1", "NIK ****************"),
    ],
)
def test_the_letter_o_for_a_zero_does_not_pass_the_mask(typed: str, hidden: str) -> None:
    assert mask(typed) == hidden


@given(mobiles | niks | nips, st.data())
def test_letters_that_look_like_digits_hide_no_number(number: str, data: st.DataObject) -> None:
    compact = re.sub(r"\D", "", number)
    looks = {"0": "0Oo", "1": "1Il"}
    typed = "".join(data.draw(st.sampled_from(looks.get(one, one))) for one in compact)
    assume(re.search(r"\d", typed))

    assert not re.search(r"\d", mask(typed))


@given(st.text("OoIl 0123456789.-"))
def test_what_is_hidden_is_hidden_in_its_place(text: str) -> None:
    hidden = mask(text)

    assert len(hidden) == len(text)
    assert all(after in {"*", before} for before, after in zip(text, hidden, strict=True))


@pytest.mark.parametrize(
    "text", ["Loket 3 buka pukul 08.00", "toko 25.000.000", "10l solar 24-11-2026 09.00-16.00"]
)
def test_words_beside_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text
