"""How an employee stood to a session before: what a correction or a return brings back."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("stood", sa.String(), nullable=True))


def downgrade() -> None:
    # Nobody could put one of these into words any more.
    op.execute("DELETE FROM delivery WHERE kind IN ('withdrawn', 'released')")
    op.drop_column("enrolment", "stood")
