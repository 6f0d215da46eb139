"""Every card that follows a publication, in every language, with words of the worst kind."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.domain import follow_up as rules
from bot.domain import score
from bot.domain.digest import Digest, Said
from bot.domain.figures import Publication
from bot.domain.follow_up import (
    LONGEST,
    Asked,
    Assigned,
    By,
    Detail,
    Due,
    FollowUp,
    Improved,
    Plans,
    State,
    Summary,
    Unreachable,
    Weak,
)
from bot.domain.learning import Learner
from bot.domain.offer import Part
from bot.domain.people import Addressee
from bot.domain.period import parse
from bot.domain.score import ELEMENTS
from bot.domain.training import Enrolment, Seats, Standing
from bot.telegram.card import Card
from bot.telegram.views import attendance, follow_ups, loop
from bot.texts import speaking
from tests.factories import MORNING
from tests.telegram import cards
from tests.telegram.test_views import LETTERHEAD, accepted, in_every_language

TODAY = MORNING.date()
PERIOD = parse("2026-02..2027-05")
TITLE = "😀" * 80 + " · " + "😀" * 80
LATE = timedelta(days=400)
DAY = timedelta(days=1)
BIG = 2**40
TEXTS = ("😀" * LONGEST, ("<b>&" * LONGEST)[:LONGEST])
TO = Addressee("id", name="😀" * 100, unit="😀" * 80)
# All but the first are the lowest, in a tie.
LOW = {element.key: 1 for element in ELEMENTS} | {ELEMENTS[0].key: 4}
INDEX = score.index_of_nrr(5, {key: Fraction(value) for key, value in LOW.items()})
SAID = Said(TITLE, INDEX, "a" * 60)


def plan(text: str, state: State, element: str = "pengaduan") -> FollowUp:
    draft = FollowUp(BIG, BIG, PERIOD, element, State.DRAFT, text, BIG)
    promised = rules.promised(draft, By.END_OF_YEAR, TODAY)
    done = rules.reworded(rules.finished(promised, TODAY), text)
    out = rules.published(done, done.edition, TODAY)
    return {State.DRAFT: draft, State.PROMISED: promised, State.DONE: done}.get(state, out)


def weak(plans: dict[str, FollowUp]) -> Weak:
    publication = Publication(BIG, BIG, PERIOD, TODAY, "a" * 60)
    why = Unreachable.UNLINKED
    return Weak(Plans(publication, TITLE, plans, {BIG: "😀" * 100}, why), INDEX)


def shown(text: str) -> list[Card]:
    every = [plan(text, state) for state in State]
    suggested = (Learner(BIG, BIG, "😀" * 100, BIG),) * 6
    details = [Detail(one, TITLE, BIG, "😀" * 100, suggested) for one in every]
    before = [replace(one, plan=replace(one.plan, period=parse("2026-01"))) for one in details]
    of_state = [
        weak({element.key: plan(text, state, element.key) for element in ELEMENTS[1:]})
        for state in State
    ]
    courses = (cards.WORST_COURSE,) * 2
    parts = tuple(
        Part(cards.WORST_COURSE, Enrolment(BIG, BIG, standing), Seats(1, 1, 1))
        for standing in (Standing.ENROLLED, Standing.WAITING)
    )
    missing = tuple(element.key for element in ELEMENTS)
    days = [(details[1].plan.due_on or TODAY) - left * DAY for left in (3, 1, 0, -1)]
    stuck = tuple((TITLE, why) for why in Unreachable) * 2
    unasked: list[Asked | Due | Assigned | Summary | Digest | Improved] = [
        Asked((weak({}),), 1, TO),
        Asked((weak({}),) * 8, 999, TO),
        *(Due((one,), 1, day, TO) for one in details for day in days),
        Due((*details, *before), 999, TODAY, TO),
        *(Assigned(one, TO) for one in details),
        Summary((*details, *before), 999, stuck, 999),
        *(
            Digest(
                TITLE, PERIOD, (SAID,) * (20 if below else 1), below, parts, courses, missing, TO
            )
            for below in (False, True)
        ),
        *(Improved(one, TITLE, BIG) for one in every),
    ]
    return [
        *(loop.after_publication(one, LETTERHEAD) for one in unasked),
        follow_ups.listed([one.plans for one in (*of_state, weak({})) for _ in range(4)], 1,
                          TODAY + LATE),
        follow_ups.listed([], 0, TODAY),
        *(follow_ups.plans(one) for one in (*of_state, weak({}))),
        *(follow_ups.ask_action(one, "pengaduan") for one in (*of_state, weak({}))),
        *(follow_ups.plan(one, admin=admin) for one in details for admin in (True, False)),
        *(follow_ups.reopened(one, admin=True) for one in details),
        follow_ups.too_long(),
        *(card(one) for one in details for card in (
            follow_ups.ask_who, follow_ups.ask_by, follow_ups.promised, follow_ups.postponed,
            follow_ups.ask_changed, follow_ups.worded, follow_ups.preview,
            follow_ups.ask_wording, follow_ups.published, follow_ups.ask_restated,
            follow_ups.ask_withdrawn, follow_ups.withdrawn,
        )),
        attendance.sessions((), 0, 999, {element.key: 5 for element in ELEMENTS}),
    ]  # fmt: skip


@in_every_language
@pytest.mark.parametrize("text", TEXTS, ids=["faces", "marks"])
def test_every_card_of_the_loop_is_one_that_telegram_takes(language: str, text: str) -> None:
    with speaking(language):
        found = shown(text)
        labels = [one.label for card in found for row in card.rows for one in row]

        assert all("{" not in accepted(card) for card in found)
    assert [label for label in labels if len(label) > 50] == []
    assert max(len(card.rows) for card in found) <= 17


def test_a_plan_tells_what_was_changed_where_that_is_not_the_action() -> None:
    done = plan("Loket kedua dibuka", State.DONE)
    told = follow_ups.told(replace(done, changed="Antrean lebih pendek"), None)

    assert "“Antrean lebih pendek”" in told
    assert "Antrean" not in follow_ups.told(replace(done, changed=None), None)
