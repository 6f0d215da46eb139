"""What is proposed to somebody unasked."""

from datetime import timedelta

import pytest

from bot.domain.offer import Offer, fits
from bot.domain.training import Enrolment, Seats, Standing
from tests.factories import MORNING, a_course

OPEN = Seats(None, 0, 0)
BY = a_course().session.deadline - MORNING
MOMENT = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("standing", "seats", "after", "mandatory", "proposed"),
    [
        (Standing.INVITED, OPEN, BY - MOMENT, False, True),
        (Standing.INVITED, OPEN, BY, False, False),
        (Standing.INVITED, OPEN, BY, True, True),
        (Standing.DECLINED, OPEN, MOMENT, False, False),
        (Standing.INVITED, Seats(1, 1, 1), MOMENT, False, False),
        (Standing.INVITED, Seats(2, 1, 2, waiting=1), MOMENT, False, False),
        (Standing.INVITED, OPEN, timedelta(days=8), True, False),
    ],
)
def test_only_what_one_can_still_take_up_and_has_not_declined(
    standing: Standing, seats: Seats, after: timedelta, mandatory: bool, proposed: bool
) -> None:
    offer = Offer(a_course(mandatory=mandatory), seats, Enrolment(1, 1, standing))

    assert fits(offer, MORNING + after) is proposed
