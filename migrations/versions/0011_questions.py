"""Questions of employees, sealed, and what is published of them without a name."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("key", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_question"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_question_mark", "question", ["mark"])
    op.create_table(
        "faq",
        sa.Column("id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faq"),
    )


def downgrade() -> None:
    # Nobody could put one of these into words any more.
    op.execute("DELETE FROM delivery WHERE kind = 'answer'")
    op.drop_table("faq")
    op.drop_index("ix_question_mark", "question")
    op.drop_table("question")
