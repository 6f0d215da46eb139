"""The day on which an employee registered: what a campaign has brought counts from then."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("enrolled_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("enrolment", "enrolled_on")
