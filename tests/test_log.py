"""What the log never says."""

import pytest
import structlog

from bot import log
from bot.config import Log


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_token_in_an_address_is_hidden(
    capsys: pytest.CaptureFixture[str], format: str
) -> None:
    before = structlog.get_config()
    log.keep(Log.model_validate({"format": format}))

    structlog.get_logger().warning("no answer", error="http://api/bot123456:ABC-def_9/getMe")

    structlog.configure(**before)
    said = capsys.readouterr().err
    assert "http://api/bot***/getMe" in said
    assert "ABC-def_9" not in said
