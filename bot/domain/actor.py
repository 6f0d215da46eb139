"""An employee who is acted in a rehearsal: answers, hesitates, mutes, blocks, taps twice.

All of it follows from the seed, the number of the employee and what they were told, by a hash: the
same on every machine, and whatever the order in which others are told something. The shares are
assumptions, on the careful side, and no forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from bot.domain.campaign import Ask, Reaction, Step
from bot.domain.stance import LOWEST

__all__ = ["Act", "Actor", "Deed"]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

NEVER_ANSWERS, ANSWERS_LATE = 0.3, 0.65
"""Below the first nobody answers, from there to the second they do hours or days later."""

AT_ONCE, LATE = 45 * MINUTE, 96 * HOUR
"""The longest that somebody of either habit takes."""

AGREES, DOUBTS = 0.5, 0.8
"""Below the first a step makes sense, below the second there are doubts, else objections."""

SAYS_WHY = 0.6
SCORES = (0.08, 0.25, 0.55, 0.85)
"""Where the next higher score of the pulse begins."""

READS_THE_FIRST = 0.85
"""So many read the first language; the others are shared by the rest."""

TAPS_TWICE, TAPS_AN_OLD_CARD = 0.15, 0.1

MUTES, BLOCKS, SWITCHES = 0.06, 0.03, 0.05
"""So many do it at some message, which is one of the first SOON."""

SOON = 8


class Deed(StrEnum):
    """What an employee does after a message."""

    REACT = "react"
    OBJECT = "object"
    SCORE = "score"
    MUTE = "mute"
    SWITCH = "switch"


class Act(NamedTuple):
    """What somebody does, and so long after the message that led to it.

    `value` is the reaction, the score, or the place of an objection; `old` says that it is done to
    the card before.
    """

    after: timedelta
    deed: Deed
    value: str = ""
    old: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the employees, by their number."""

    seed: int
    number: int

    def language(self, languages: Sequence[str]) -> str:
        """What they read at first."""
        drawn = (self._draw("language") - READS_THE_FIRST) / (1 - READS_THE_FIRST)
        rest = languages[1:]
        return rest[int(drawn * len(rest))] if rest and drawn >= 0 else languages[0]

    def blocks(self, heard: int) -> bool:
        """Whether the bot is blocked before the next message, after so many."""
        return self._once("block", BLOCKS, heard)

    def acts(self, step: Step, heard: int, objections: int) -> list[Act]:
        """What is done after this step, the message of that number, in order."""
        found = []
        if self._once("switch", SWITCHES, heard):
            found.append(Act(MINUTE, Deed.SWITCH))
        if self._once("mute", MUTES, heard):
            found.append(Act(MINUTE, Deed.MUTE))
        after = self._delay(step)
        if after is None:
            return found
        answers = self._answers(step, after, objections)
        if self._draw(f"old|{step.code}") < TAPS_AN_OLD_CARD:
            answers.append(Act(after + MINUTE, Deed.REACT, self._reaction(step), old=True))
        return found + answers

    def _answers(self, step: Step, after: timedelta, objections: int) -> list[Act]:
        said = self._says(step, after, objections)
        return said * 2 if self._draw(f"twice|{step.code}") < TAPS_TWICE else said

    def _says(self, step: Step, after: timedelta, objections: int) -> list[Act]:
        match step.ask:
            case None:
                return []
            case Ask.PULSE:
                score = LOWEST + sum(self._draw(f"score|{step.code}") >= at for at in SCORES)
                return [Act(after, Deed.SCORE, str(score))]
            case Ask.OBJECTION:
                return self._objects(step, after, objections)
            case Ask.REACTION:
                reaction = Act(after, Deed.REACT, self._reaction(step))
                if reaction.value == Reaction.AGREES:
                    return [reaction]
                return [reaction, *self._why(step, after, objections)]

    def _why(self, step: Step, after: timedelta, objections: int) -> list[Act]:
        says = self._draw(f"why|{step.code}") < SAYS_WHY
        return self._objects(step, after + MINUTE, objections) if says else []

    def _objects(self, step: Step, after: timedelta, objections: int) -> list[Act]:
        place = int(self._draw(f"place|{step.code}") * objections)
        return [Act(after, Deed.OBJECT, str(place))] if objections else []

    def _reaction(self, step: Step) -> Reaction:
        drawn = self._draw(f"reaction|{step.code}")
        if drawn < AGREES:
            return Reaction.AGREES
        return Reaction.DOUBTS if drawn < DOUBTS else Reaction.OBJECTS

    def _delay(self, step: Step) -> timedelta | None:
        """None for who does not answer: that is one's habit."""
        habit = self._draw("habit")
        if habit < NEVER_ANSWERS:
            return None
        most = LATE if habit < ANSWERS_LATE else AT_ONCE
        return MINUTE + timedelta(minutes=int(self._draw(f"delay|{step.code}") * (most / MINUTE)))

    def _once(self, what: str, share: float, heard: int) -> bool:
        """Whether this, which so many do, is done at the message of this number."""
        drawn = self._draw(what)
        return drawn < share and heard == 1 + int(drawn / share * SOON)

    def _draw(self, what: str) -> float:
        """From 0 to 1, always the same of this."""
        digest = sha256(f"{self.seed}|{self.number}|{what}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48
