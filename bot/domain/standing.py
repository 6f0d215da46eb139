"""How employees stand to a session of a training, and those of one whom a message may be for."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

__all__ = [
    "ANSWERED",
    "EXPECTED",
    "HOLDING",
    "SEATED",
    "TAKING_PART",
    "Standing",
    "Turnout",
    "standings",
    "turnouts",
]


class Standing(StrEnum):
    """How an employee stands to a session."""

    INVITED = "invited"
    ASKED = "asked"
    WAITING = "waiting"
    ENROLLED = "enrolled"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ATTENDED = "attended"


TAKING_PART = frozenset({Standing.ENROLLED, Standing.CONFIRMED, Standing.ATTENDED})

SEATED = TAKING_PART | {Standing.ASKED}
"""Those for whom a seat is kept."""

HOLDING = frozenset({Standing.ASKED, Standing.WAITING, Standing.ENROLLED, Standing.CONFIRMED})
"""Those who have a seat, or wait for one, that they give up when they leave."""

EXPECTED = HOLDING | TAKING_PART | {Standing.DECLINED}
"""Those who may be at the door, besides whoever was only invited."""

ANSWERED = frozenset({Standing.CONFIRMED, Standing.DECLINED, Standing.WAITING, Standing.ATTENDED})


class Turnout(StrEnum):
    """Some of those of a session, as an admin means them; a sign each, so that a button holds
    several. Who is registered and not there is absent once it has begun."""

    REGISTERED = "r"
    CONFIRMED = "c"
    PRESENT = "p"
    ABSENT = "a"
    UNANSWERED = "u"
    WAITING = "w"
    DECLINED = "d"


_MEANT = {
    Turnout.REGISTERED: {Standing.ENROLLED},
    Turnout.CONFIRMED: {Standing.CONFIRMED},
    Turnout.PRESENT: {Standing.ATTENDED},
    Turnout.ABSENT: {Standing.ENROLLED, Standing.CONFIRMED},
    Turnout.UNANSWERED: {Standing.INVITED, Standing.ASKED},
    Turnout.WAITING: {Standing.WAITING},
    Turnout.DECLINED: {Standing.DECLINED},
}


def standings(meant: Iterable[Turnout]) -> frozenset[Standing]:
    """How those stand who are meant."""
    return frozenset(standing for one in meant for standing in _MEANT[one])


def turnouts(counts: Mapping[Standing, int], *, begun: bool) -> dict[Turnout, int]:
    """How many there are of each who can be meant now; nobody is told of twice."""
    idle = {Turnout.REGISTERED, Turnout.CONFIRMED} if begun else {Turnout.ABSENT}
    found = {
        one: sum(counts.get(standing, 0) for standing in _MEANT[one])
        for one in Turnout
        if one not in idle
    }
    return {one: n for one, n in found.items() if n}
