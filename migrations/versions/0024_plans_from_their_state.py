"""When a follow-up plan is reminded of is found from its day, and kept nowhere."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

KEPT = (
    "id, unit_id, period, element, state, action, who_id, due_on, done_on, changed, published_on"
)


def upgrade() -> None:
    op.drop_index("ix_follow_up_state", "follow_up")
    op.drop_column("follow_up", "remind_on")
    op.create_index("ix_follow_up_state", "follow_up", ["state"])


def downgrade() -> None:
    # The version before knows no such messages and no such work.
    op.execute("DELETE FROM delivery WHERE kind IN ('plan_who', 'plan_news')")
    op.execute("DELETE FROM job WHERE kind = 'follow_up'")
    op.execute("DELETE FROM follow_up WHERE action = ''")
    op.drop_index("ix_follow_up_state", "follow_up")
    if op.get_context().dialect.name == "sqlite":
        _table_of_before()
    else:
        op.add_column("follow_up", sa.Column("remind_on", sa.Date(), nullable=True))
    # Reminded of from its day on.
    op.execute("UPDATE follow_up SET remind_on = due_on WHERE state = 'promised'")
    op.create_index("ix_follow_up_state", "follow_up", ["state", "remind_on"])


def _table_of_before() -> None:
    """With the column where it was."""
    op.rename_table("follow_up", "follow_up_kept")
    op.create_table(
        "follow_up",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("who_id", ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_follow_up_unit_id"),
        sa.ForeignKeyConstraint(["who_id"], ["employee.id"], name="fk_follow_up_who_id"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up"),
        sa.UniqueConstraint(
            "unit_id", "period", "element", name="uq_follow_up_unit_id_period_element"
        ),
    )
    op.execute(f"INSERT INTO follow_up ({KEPT}) SELECT {KEPT} FROM follow_up_kept")  # noqa: S608
    op.drop_table("follow_up_kept")
