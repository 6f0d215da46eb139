"""Links to the dashboard, and who is in it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pass",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_pass"),
    )
    op.create_index("ix_pass_person_id", "pass", ["person_id"])


def downgrade() -> None:
    op.drop_index("ix_pass_person_id", table_name="pass")
    op.drop_table("pass")
