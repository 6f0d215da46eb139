"""Broadcasts: employees, audiences, members, reactions, long work, and deliveries of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name in ("news", "blocked"):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column("person", column)
    op.create_table(
        "mute",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mute_person_id"),
        sa.PrimaryKeyConstraint("person_id", "topic", name="pk_mute"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "employee",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_employee_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_employee_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_employee"),
        sa.UniqueConstraint("person_id", name="uq_employee_person_id"),
    )
    op.create_index("ix_employee_unit_id", "employee", ["unit_id"], unique=False)
    op.create_table(
        "broadcast",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("of_id", ID, nullable=True),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("canary", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("halted", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["of_id"], ["broadcast.id"], name="fk_broadcast_of_id"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
    )
    op.create_index("ix_broadcast_stage", "broadcast", ["stage"], unique=False)
    op.create_table(
        "watch",
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name="fk_watch_broadcast_id"),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name="pk_watch"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member",
        sa.Column("broadcast_id", ID, autoincrement=False, nullable=False),
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name="pk_member"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reaction",
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("button", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name="fk_reaction_broadcast_id"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "mark", name="pk_reaction"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("for_id", ID, nullable=False),
        sa.Column("cursor", ID, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("kind", "subject_id", "for_id", name="uq_job_kind_subject_id_for_id"),
    )
    op.create_index("ix_job_done", "job", ["done"], unique=False)
    for name in ("due", "person_id"):
        op.drop_index(f"ix_delivery_{name}", table_name="delivery")
    for name in ("broadcast_id", "message_id"):
        op.add_column("delivery", sa.Column(name, ID, nullable=True))
    for name, first in (("due", "class"), ("broadcast", "broadcast_id")):
        columns = [first, "state", "due_at", "id"]
        op.create_index(f"ix_delivery_{name}", "delivery", columns, unique=False)
    columns = ["person_id", "class", "state"]
    op.create_index("ix_delivery_person", "delivery", columns, unique=False)


def downgrade() -> None:
    # What is owed by a broadcast cannot be put into words without it.
    op.execute("DELETE FROM delivery WHERE broadcast_id IS NOT NULL")
    for name in ("person", "broadcast", "due"):
        op.drop_index(f"ix_delivery_{name}", table_name="delivery")
    # Never by making a table anew: what points to its rows would stand in the way.
    op.drop_column("delivery", "message_id")
    op.drop_column("delivery", "broadcast_id")
    op.create_index("ix_delivery_due", "delivery", ["state", "due_at"], unique=False)
    op.create_index("ix_delivery_person_id", "delivery", ["person_id"], unique=False)
    op.drop_index("ix_job_done", table_name="job")
    for table in ("job", "reaction", "member", "watch"):
        op.drop_table(table)
    op.drop_index("ix_broadcast_stage", table_name="broadcast")
    op.drop_table("broadcast")
    op.drop_index("ix_employee_unit_id", table_name="employee")
    op.drop_table("employee")
    op.drop_table("mute")
    op.drop_column("person", "blocked")
    op.drop_column("person", "news")
