"""Which questionnaires on paper were entered, and the kiosks of units."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_paper"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kiosk",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("sent", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_kiosk_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_kiosk_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_kiosk"),
        sa.UniqueConstraint("mark", name="uq_kiosk_mark"),
        sa.UniqueConstraint("person_id", name="uq_kiosk_person_id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("kiosk")
    op.drop_table("paper")
