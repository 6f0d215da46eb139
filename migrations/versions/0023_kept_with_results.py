"""The leaves that each publication was reckoned from; until now those below its unit. Each
questionnaire on paper by a name of its own, so that it is recognised among others."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

BELOW = """
INSERT INTO publication_leaf (publication_id, unit_id)
WITH RECURSIVE below (publication_id, unit_id) AS (
    SELECT id, unit_id FROM publication
    UNION
    SELECT below.publication_id, service_unit.id
    FROM below JOIN service_unit ON service_unit.parent_id = below.unit_id
    WHERE service_unit.active
)
SELECT publication_id, unit_id FROM below
WHERE NOT EXISTS (
    SELECT 1 FROM service_unit WHERE service_unit.parent_id = below.unit_id AND service_unit.active
)
"""


def upgrade() -> None:
    op.create_table(
        "publication_leaf",
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_publication_leaf_publication_id"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["service_unit.id"], name="fk_publication_leaf_unit_id"
        ),
        sa.PrimaryKeyConstraint("publication_id", "unit_id", name="pk_publication_leaf"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_publication_leaf_unit_id", "publication_leaf", ["unit_id"])
    op.execute(BELOW)
    # What was entered before was noted by a name from which nothing else follows.
    op.drop_table("paper")
    op.create_table(
        "paper",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_paper_unit_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_paper"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_paper_unit_id", "paper", ["unit_id"])


def downgrade() -> None:
    op.drop_table("paper")
    op.create_table(
        "paper",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_paper"),
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_publication_leaf_unit_id", "publication_leaf")
    op.drop_table("publication_leaf")
