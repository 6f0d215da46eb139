"""Certificates: how long learning elsewhere took, what paper shows it, why it was refused."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("learning", sa.Column("days", ID, nullable=True))
    op.add_column("learning", sa.Column("minutes", ID, nullable=True))
    op.add_column("learning", sa.Column("media", sa.String(), nullable=True))
    op.add_column("learning", sa.Column("reason", sa.String(), nullable=True))
    op.create_index(
        "ix_learning_pending",
        "learning",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def downgrade() -> None:
    # Nobody could look at one of these any more, nor put into words what was decided.
    op.execute("DELETE FROM delivery WHERE kind = 'decision'")
    op.drop_index("ix_learning_pending", table_name="learning")
    for column in ("reason", "media", "minutes", "days"):
        op.drop_column("learning", column)
