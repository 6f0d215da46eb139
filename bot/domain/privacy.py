"""What must not be stored or shown as it was typed, and the codes that stand for a receipt."""

import re

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "cut_code",
    "mask",
    "masked_nip",
    "pseudonym",
    "read_code",
    "spell",
]

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for one another: without I, L, O, 0 and 1."""

CODE_LENGTH = 8

_NIP_LENGTH = 18

# What may stand between two digits of one number: a space, a dot, dash or bracket, or " - ".
_SPACE = r"[^\S\n]"
_GAP = rf"(?:{_SPACE}?[-.()‐-―]{_SPACE}?|{_SPACE})?"

_DATE = r"[0-3]?\d[-. ][01]?\d[-. ](?:19|20)\d\d(?!\d)|(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
_TIME = r"[0-2]?\d\.[0-5]\d(?!\.?\d)"
_AMOUNT = r"[1-9]\d{0,2}(?:\.\d{3}){1,2}(?!\.?\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINARY = rf"(?:{_DATE}|{_TIME}|{_AMOUNT}|{_YEAR})"

# NIK has 16 digits, NIP 18; but "24-11-2026 09.00-16.00" has 16 digits too.
_IDENTITY = re.compile(rf"\d(?:{_GAP}\d){{15,}}")
_ALL_ORDINARY = re.compile(rf"{_ORDINARY}(?:{_GAP}{_ORDINARY})*+")

# +62 812 3456 7890, 0812-3456-7890, (0921) 312345; but not "08-12-2026 09.00".
_ABROAD = rf"(?:\+|00)?6{_GAP}2(?:{_GAP}\d){{8,}}"
_AT_HOME = rf"0{_GAP}[2-9](?:{_GAP}\d){{7,}}"
# "O812 3456 7890": letters that are typed, or read, for 0 and 1, beside a digit; and an O alone.
_LOOKALIKES = re.compile(rf"[OoIl]+(?=\d)|(?<=\d)[OoIl]+|(?<![\w])[Oo](?={_GAP}\d)")
_DIGITS = str.maketrans("OoIl", "0011")

_CODE_AND_MORE = re.compile(
    rf"\s*((?:[{ALPHABET}][\s\-‐-―]*){{{CODE_LENGTH - 1}}}[{ALPHABET}])[\s,.:;]+(.*\S.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)

_PHONE = re.compile(rf"(?<!\d)(?:(?P<ordinary>{_ORDINARY})|{_ABROAD}|{_AT_HOME})")


def mask(text: str) -> str:
    """The text with asterisks for the digits of NIK, NIP and Indonesian phone numbers.

    In doubt it hides: an asterisk too many costs a word, a number too many costs a person; so
    letters that look like digits are read both ways. Dates, times, years and amounts of up to
    nine digits stay.
    """
    read = _LOOKALIKES.sub(lambda found: found[0].translate(_DIGITS), text)
    both = zip(text, _masked(text), _masked(read), strict=True)
    return "".join("*" if "*" in (as_typed, as_read) else sign for sign, as_typed, as_read in both)


def masked_nip(nip: str) -> str:
    """As in "1986**********1001"; a number of another length is hidden altogether."""
    if len(nip) != _NIP_LENGTH:
        return "*" * len(nip)
    return f"{nip[:4]}{'*' * 10}{nip[-4:]}"


def spell(code: str) -> str:
    """As a receipt shows it: "K7FM-2QXA"."""
    return f"{code[:4]}-{code[4:]}"


def pseudonym(mark: bytes) -> str:
    """Always the same for a mark, and told as a receipt is: "K7FM-2QXA"."""
    rest, signs = int.from_bytes(mark), ""
    for _ in range(CODE_LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        signs += ALPHABET[place]
    return spell(signs)


def read_code(text: str) -> str | None:
    """The code in a typed line, whatever its case, spaces and dashes; None if it is none."""
    typed = re.sub(r"[\s\-‐-―]", "", text)
    if re.fullmatch(rf"[{ALPHABET}]{{{CODE_LENGTH}}}", typed, re.IGNORECASE | re.ASCII):
        return typed.upper()
    return None


def cut_code(text: str) -> tuple[str, str]:
    """A code in capitals and what was typed behind it; or all that was typed, and nothing."""
    found = None if read_code(text) else _CODE_AND_MORE.match(text)
    return (read_code(found[1]) or "", found[2]) if found else (text, "")


def _masked(text: str) -> str:
    """Sign for sign as long as the text."""
    return _PHONE.sub(_phone_hidden, _IDENTITY.sub(_identity_hidden, text))


def _identity_hidden(run: re.Match[str]) -> str:
    return run[0] if _ALL_ORDINARY.fullmatch(run[0]) else _hidden(run[0])


def _phone_hidden(found: re.Match[str]) -> str:
    return found[0] if found["ordinary"] else _hidden(found[0])


def _hidden(number: str) -> str:
    return re.sub(r"\d", "*", number)
