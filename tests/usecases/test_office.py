"""What a form may ask of the world: the local time, chance, a name for itself."""

from bot.usecases.office import Office
from tests.factories import MORNING


def test_a_form_asks_the_time_of_the_offices_zone(office: Office) -> None:
    now = office.context(MORNING).now

    assert now == MORNING
    assert now.hour == 9


def test_chance_is_drawn_anew_between_nought_and_one(office: Office) -> None:
    context = office.context(MORNING)

    drawn = [context.random() for _ in range(50)]

    assert len(set(drawn)) == 50
    assert all(0 <= number < 1 for number in drawn)


def test_no_two_interviews_get_the_same_name(office: Office) -> None:
    context = office.context(MORNING)

    assert context.uuid() != context.uuid()
