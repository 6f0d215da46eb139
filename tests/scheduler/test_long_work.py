"""Long work that fails keeps none of the rest waiting."""

from datetime import UTC, datetime

from structlog.testing import capture_logs

from bot.app import Torang
from bot.db.database import Database
from tests.factories import a_session, a_training
from tests.usecases.training_room import announced, employ, standings

BEYOND = datetime(9999, 12, 20, tzinfo=UTC)
"""What is asked after this has no day in any calendar."""


async def test_work_that_fails_at_every_try_is_put_aside_and_logged_once(
    torang: Torang, database: Database
) -> None:
    database.now(employ, 2)
    database.now(announced, a_training(code="jauh"), a_session(starts_at=BEYOND))
    other = database.now(announced, a_training(code="dekat"), None)

    with capture_logs() as logs:
        await torang.ticks.work()
        await torang.ticks.work()

    assert [(one["event"], one["kind"]) for one in logs] == [("long work failed", "plan")]
    assert database.now(standings, other) == {1: "invited", 2: "invited"}
