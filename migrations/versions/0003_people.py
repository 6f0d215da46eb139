"""People: the roster, who leads a unit, invitation codes, errands, mutes that end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ADDED = {
    "service_unit": (("head_nip", sa.String()), ("contact_nip", sa.String())),
    "employee": (
        ("nip", sa.String()),
        ("status", sa.String()),
        ("grade", sa.String()),
        ("position", sa.String()),
        ("consent_text", sa.String()),
        ("consented_on", sa.Date()),
    ),
    "mute": (("until", sa.DateTime()),),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    active = sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("employee", active)
    # An index, as SQLite adds no constraint to a table that is there.
    op.create_index("ix_employee_nip", "employee", ["nip"], unique=True)
    op.create_table(
        "invitation",
        sa.Column("employee_id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name="fk_invitation_employee_id"
        ),
        sa.PrimaryKeyConstraint("employee_id", name="pk_invitation"),
        sa.UniqueConstraint("mark", name="uq_invitation_mark"),
    )
    op.create_table(
        "errand",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("card_id", ID, nullable=True),
        sa.Column("todo", sa.Boolean(), nullable=False),
        sa.Column("tries", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_errand_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_errand"),
    )
    for name in ("person_id", "todo"):
        op.create_index(f"ix_errand_{name}", "errand", [name], unique=False)


def downgrade() -> None:
    for name in ("todo", "person_id"):
        op.drop_index(f"ix_errand_{name}", table_name="errand")
    op.drop_table("errand")
    op.drop_table("invitation")
    op.drop_index("ix_employee_nip", table_name="employee")
    op.drop_column("employee", "active")
    # A mute that ends would otherwise be one for good.
    op.execute("DELETE FROM mute WHERE until IS NOT NULL")
    for table, columns in ADDED.items():
        for name, _kind in columns:
            op.drop_column(table, name)
