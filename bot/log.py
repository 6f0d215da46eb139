"""The log: lines on standard error, as text or as JSON."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict

from bot.config import Log

__all__ = ["keep"]


TOKEN = re.compile(r"\d+:[\w-]{3,}(?=/)")
"""As it stands in the address of every call, and so in the network's error messages."""


def _hide_tokens(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {
        key: TOKEN.sub("***", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def keep(settings: Log) -> None:
    """Write it from now on. A traceback shows code, never the values in it: they are answers."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _hide_tokens,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(stream=sys.stderr, level=max(level, logging.WARNING))
