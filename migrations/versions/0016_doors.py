"""The cards that show the code at the door of a session, and the link that opens one."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("training_session", sa.Column("door", sa.LargeBinary(), nullable=True))
    op.create_table(
        "door",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name="fk_door_session_id"
        ),
        sa.PrimaryKeyConstraint("person_id", "message_id", name="pk_door"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("door")
    op.drop_column("training_session", "door")
