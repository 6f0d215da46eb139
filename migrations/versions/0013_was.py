"""When and where a session was before it changed, as those concerned had read of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("training_session", sa.Column("was", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("training_session", "was")
