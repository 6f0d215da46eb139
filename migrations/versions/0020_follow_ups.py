"""What units promise to do about their weakest elements, and who wants which training."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
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
    op.create_index("ix_follow_up_state", "follow_up", ["state", "remind_on"])
    op.create_table(
        "wish",
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name="fk_wish_employee_id"),
        sa.PrimaryKeyConstraint("employee_id", "element", name="pk_wish"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # The version before knows no such messages.
    op.execute("DELETE FROM delivery WHERE kind IN ('plan', 'plan_due', 'digest', 'improved') ")
    op.drop_table("wish")
    op.drop_index("ix_follow_up_state", table_name="follow_up")
    op.drop_table("follow_up")
