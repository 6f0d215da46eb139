"""Trainings: the JP table, trainings, their sessions, enrolments, JP, and what is owed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "jp_rule",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("jp", ID, nullable=False),
        sa.Column("most", ID, nullable=True),
        sa.PrimaryKeyConstraint("kind", name="pk_jp_rule"),
    )
    op.create_table(
        "training",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_name", sa.String(), nullable=False),
        sa.Column("elements", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("offsets", sa.Text(), nullable=False),
        sa.Column("jp", ID, nullable=True),
        sa.Column("catch_up", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_training"),
        sa.UniqueConstraint("code", name="uq_training_code"),
    )
    _create_sessions()
    _create_enrolments()
    op.add_column("job", sa.Column("due_at", sa.DateTime(), nullable=True))
    op.add_column("delivery", sa.Column("session_id", ID, nullable=True))
    op.add_column("delivery", sa.Column("slot", sa.String(), nullable=True))
    op.create_index(
        "ix_delivery_session",
        "delivery",
        ["session_id", "person_id"],
        unique=False,
        sqlite_where=sa.text("session_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )


def _create_sessions() -> None:
    op.create_table(
        "training_session",
        sa.Column("id", ID, nullable=False),
        sa.Column("training_id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("capacity", ID, nullable=True),
        sa.Column("deadline", sa.DateTime(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name="fk_training_session_training_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_training_session"),
        sa.UniqueConstraint("training_id", "code", name="uq_training_session_training_id_code"),
    )
    op.create_index(
        "ix_training_session_starts_at", "training_session", ["starts_at"], unique=False
    )


def _create_enrolments() -> None:
    op.create_table(
        "enrolment",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("place", ID, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("substitute_id", ID, nullable=True),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(), nullable=True),
        sa.Column("jp", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name="fk_enrolment_session_id"
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name="fk_enrolment_employee_id"),
        sa.PrimaryKeyConstraint("session_id", "employee_id", name="pk_enrolment"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_enrolment_employee_id", "enrolment", ["employee_id"], unique=False)
    op.create_table(
        "learning",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("jp", ID, nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name="fk_learning_employee_id"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name="fk_learning_session_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_learning"),
        sa.UniqueConstraint(
            "session_id", "employee_id", name="uq_learning_session_id_employee_id"
        ),
    )
    op.create_index("ix_learning_year", "learning", ["employee_id", "year"], unique=False)


def downgrade() -> None:
    # What is owed for a session cannot be put into words without it, nor JP without the table.
    op.execute("DELETE FROM delivery WHERE session_id IS NOT NULL OR kind = 'progress'")
    op.execute("DELETE FROM job WHERE kind NOT IN ('expand', 'cancel')")
    op.drop_index("ix_delivery_session", table_name="delivery")
    op.drop_column("delivery", "slot")
    op.drop_column("delivery", "session_id")
    op.drop_column("job", "due_at")
    op.drop_index("ix_learning_year", table_name="learning")
    op.drop_table("learning")
    op.drop_index("ix_enrolment_employee_id", table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index("ix_training_session_starts_at", table_name="training_session")
    for table in ("training_session", "training", "jp_rule"):
        op.drop_table(table)
