"""Paper is counted apart from the ways of answering in the chat, with the day on which it was
entered; how many answered too fast is counted when they do."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("entered_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE rollup SET question = '#paper', answer = '1' "
        "WHERE question = '#mode' AND answer = 'kertas'"
    )
    op.execute("DELETE FROM rollup WHERE question = '#fast'")


def downgrade() -> None:
    # How many answered too fast is counted anew by: torang db recount
    op.execute("UPDATE rollup SET question = '#mode', answer = 'kertas' WHERE question = '#paper'")
    op.drop_column("response", "entered_on")
