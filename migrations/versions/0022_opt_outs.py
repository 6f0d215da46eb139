"""How often people asked for fewer messages, and whether invitations were answered in a day."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opt_out",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_opt_out"),
        sqlite_with_rowid=False,
    )
    op.add_column("enrolment", sa.Column("prompt", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("enrolment", "prompt")
    op.drop_table("opt_out")
