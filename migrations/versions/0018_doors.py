"""Which questionnaires on paper were entered."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_paper"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("paper")
