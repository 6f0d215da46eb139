"""When learning was credited: who comes first under the limit of a month."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learning", sa.Column("credited_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("learning", "credited_at")
