"""What employees are asked about a session: how it was, what they know, what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

KINDS = "('feedback', 'follow_up')"


def upgrade() -> None:
    op.add_column("interview", sa.Column("session_id", ID, nullable=True))
    op.add_column("interview", sa.Column("inquiry", sa.String(), nullable=True))
    op.add_column(
        "training", sa.Column("questions", sa.Text(), server_default="[]", nullable=False)
    )
    op.create_table(
        "feedback",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("inquiry", sa.String(), nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name="fk_feedback_session_id"
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name="fk_feedback_employee_id"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["survey_version.id"], name="fk_feedback_version_id"
        ),
        sa.PrimaryKeyConstraint("session_id", "inquiry", "employee_id", name="pk_feedback"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feedback_employee_id", "feedback", ["employee_id"], unique=False)


def downgrade() -> None:
    # Nobody could look at one of these any more, nor go on with what is about a session.
    op.execute(f"DELETE FROM delivery WHERE kind IN {KINDS}")  # noqa: S608 - Our own words.
    op.execute("DELETE FROM interview WHERE session_id IS NOT NULL")
    op.drop_index("ix_feedback_employee_id", table_name="feedback")
    op.drop_table("feedback")
    op.drop_column("training", "questions")
    op.drop_column("interview", "inquiry")
    op.drop_column("interview", "session_id")
