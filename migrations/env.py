"""Runs migrations on the connection that `bot.db.migrate` hands over."""

from alembic import context

from bot.db.base import UtcDateTime
from bot.db.tables import Base


def render(kind: str, item: object, _context: object) -> str | bool:
    """Our instants are plain DATETIME columns: a migration imports nothing of the bot."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
