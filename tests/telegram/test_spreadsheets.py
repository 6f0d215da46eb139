"""What the command line says of a spreadsheet."""

from bot.domain.sheet import Changes
from bot.telegram.views.spreadsheets import changes
from bot.texts import speaking


def test_a_rehearsal_warns_of_a_list_that_lets_most_people_go() -> None:
    gone = tuple(str(n) for n in range(20))
    with speaking("en"):
        warned = changes("roster", Changes((), (), gone, 5, sweeping=True), dry_run=True)
        few = changes("roster", Changes((), (), gone[:1], 5), dry_run=True)

    assert "Attention: this lets more than half of the employees go." in warned
    assert "Attention" not in few
