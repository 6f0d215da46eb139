"""Released responses counted, how many people were served, and what is published."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rollup",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("n", ID, nullable=False),
        sa.Column("total", ID, nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_rollup_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_rollup_unit_id"),
        sa.PrimaryKeyConstraint(
            "survey_id", "unit_id", "month", "question", "answer", name="pk_rollup"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "population",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("n", ID, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_population_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "period", name="pk_population"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "publication",
        sa.Column("id", ID, nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_publication_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_publication_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint(
            "survey_id", "unit_id", "period", name="uq_publication_survey_id_unit_id_period"
        ),
    )
    op.drop_index("ix_response_unit", table_name="response")
    op.create_index("ix_response_unit", "response", ["survey_id", "unit_id", "released_on"])
    # What is released already is counted by the first run.
    op.execute(
        "INSERT INTO job (kind, subject_id, for_id, cursor, done) "
        "SELECT 'recount', id, 0, 0, false FROM survey "
        "WHERE EXISTS (SELECT 1 FROM response WHERE survey_id = survey.id)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind = 'recount'")
    op.drop_index("ix_response_unit", table_name="response")
    op.create_index("ix_response_unit", "response", ["survey_id", "unit_id"])
    op.drop_table("publication")
    op.drop_table("population")
    op.drop_table("rollup")
