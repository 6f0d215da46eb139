"""A kiosk whose link is revoked keeps how many ratings it sent today."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEEP = """
INSERT INTO kiosk (unit_id, mark, person_id, day, sent)
SELECT unit_id, mark, person_id, day, sent FROM kiosk_before
"""


def upgrade() -> None:
    _made_anew(revoked=True)


def downgrade() -> None:
    op.execute("DELETE FROM kiosk WHERE mark IS NULL")
    _made_anew(revoked=False)


def _made_anew(*, revoked: bool) -> None:
    """SQLite changes no column of a table that is there."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("kiosk", "mark", nullable=revoked)
        return
    op.rename_table("kiosk", "kiosk_before")
    op.create_table(
        "kiosk",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=revoked),
        sa.Column("person_id", ID),
        sa.Column("day", sa.Date()),
        sa.Column("sent", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_kiosk_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_kiosk_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_kiosk"),
        sa.UniqueConstraint("mark", name="uq_kiosk_mark"),
        sa.UniqueConstraint("person_id", name="uq_kiosk_person_id"),
        sqlite_with_rowid=False,
    )
    op.execute(KEEP)
    op.drop_table("kiosk_before")
