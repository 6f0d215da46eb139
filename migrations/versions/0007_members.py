"""The members of a broadcast in slices, so that a launch to very many answers at once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

JOINED = {
    "sqlite": "json_group_array(person_id)",
    "postgresql": "CAST(json_agg(person_id) AS TEXT)",
}
APART = {
    "sqlite": "json_each(ids) AS one",
    "postgresql": "json_array_elements_text(CAST(ids AS JSON)) AS one(value)",
}


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("last_id", ID, autoincrement=False, nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name="fk_members_broadcast_id"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "last_id", name="pk_members"),
        sqlite_with_rowid=False,
    )
    joined = JOINED[op.get_bind().dialect.name]
    op.execute(
        # Our own words.
        f"INSERT INTO members (broadcast_id, last_id, size, ids) "  # noqa: S608
        f"SELECT broadcast_id, max(person_id), count(*), {joined} FROM ("
        "SELECT broadcast_id, person_id, "
        "(row_number() OVER (PARTITION BY broadcast_id ORDER BY person_id) - 1) / 10000 AS slice "
        "FROM member) AS placed GROUP BY broadcast_id, slice"
    )
    op.drop_table("member")


def downgrade() -> None:
    op.create_table(
        "member",
        sa.Column("broadcast_id", ID, autoincrement=False, nullable=False),
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name="pk_member"),
        sqlite_with_rowid=False,
    )
    apart = APART[op.get_bind().dialect.name]
    op.execute(
        # Our own words.
        f"INSERT INTO member (broadcast_id, person_id) "  # noqa: S608
        f"SELECT broadcast_id, CAST(one.value AS BIGINT) FROM members, {apart}"
    )
    op.drop_table("members")
