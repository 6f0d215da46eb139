"""The day on which it was said how many a unit has served, so that a reference can be proved."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _make("population_kept")
    op.execute("INSERT INTO population_kept SELECT unit_id, period, n FROM population")
    op.drop_table("population")
    _make("population", sa.Column("said_on", sa.Date(), nullable=False))
    op.execute(
        "INSERT INTO population (unit_id, period, said_on, n) "
        "SELECT unit_id, period, '2020-01-01', n FROM population_kept"
    )
    op.drop_table("population_kept")


def downgrade() -> None:
    _make("population_kept")
    op.execute(
        "INSERT INTO population_kept SELECT unit_id, period, n FROM population "
        "WHERE said_on = (SELECT max(other.said_on) FROM population other "
        "WHERE other.unit_id = population.unit_id AND other.period = population.period)"
    )
    op.drop_table("population")
    _make("population")
    op.execute("INSERT INTO population SELECT unit_id, period, n FROM population_kept")
    op.drop_table("population_kept")


def _make(name: str, *more: sa.Column[date]) -> None:
    op.create_table(
        name,
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        *more,
        sa.Column("n", ID, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name=f"fk_{name}_unit_id"),
        sa.PrimaryKeyConstraint(
            "unit_id", "period", *(one.name for one in more), name=f"pk_{name}"
        ),
        sqlite_with_rowid=False,
    )
