"""Ratings: people, units, surveys, interviews, the ballot box, deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "handled_update",
        sa.Column(
            "update_id",
            ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_handled_update"),
    )
    op.create_index("ix_handled_update_day", "handled_update", ["day"], unique=False)
    op.create_table(
        "key_mark",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_key_mark"),
    )
    op.create_table(
        "participation",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_participation"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column(
            "id",
            ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("consent_text", sa.String(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "service_unit",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("place", ID, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["service_unit.id"], name="fk_service_unit_parent_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_unit"),
        sa.UniqueConstraint("code", name="uq_service_unit_code"),
    )
    op.create_table(
        "survey",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        sa.UniqueConstraint("code", name="uq_survey_code"),
    )
    op.create_table(
        "wrong_try",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("count", ID, nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_wrong_try"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_ballot_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_ballot_unit_id"),
        sa.PrimaryKeyConstraint("key", name="pk_ballot"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_box", "ballot", ["survey_id", "unit_id"], unique=False)
    op.create_table(
        "box",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_box_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_box_unit_id"),
        sa.PrimaryKeyConstraint("survey_id", "unit_id", name="pk_box"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counter",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("n", ID, nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_counter_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_counter_unit_id"),
        sa.PrimaryKeyConstraint("survey_id", "unit_id", "day", "name", name="pk_counter"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("class", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_delivery_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("dedupe_key", name="uq_delivery_dedupe_key"),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "due_at"], unique=False)
    op.create_index("ix_delivery_person_id", "delivery", ["person_id"], unique=False)
    op.create_table(
        "expectation",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_expectation_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_expectation"),
    )
    op.create_table(
        "subscription",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_subscription_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_subscription_unit_id"),
        sa.PrimaryKeyConstraint("person_id", "unit_id", name="pk_subscription"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("xform", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_survey_version_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_version"),
        sa.UniqueConstraint("survey_id", "number", name="uq_survey_version_survey_id_number"),
    )
    op.create_table(
        "interview",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("card", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_interview_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_interview_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_interview_unit_id"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["survey_version.id"], name="fk_interview_version_id"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_interview"),
    )
    op.create_index("ix_interview_touched_at", "interview", ["touched_at"], unique=False)
    op.create_table(
        "response",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("straight_lined", sa.Boolean(), nullable=False),
        sa.Column("too_fast", sa.Boolean(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_response_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_response_unit_id"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["survey_version.id"], name="fk_response_version_id"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_response"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_response_receipt", "response", ["receipt"], unique=False)
    op.create_index("ix_response_unit", "response", ["survey_id", "unit_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_response_unit", table_name="response")
    op.drop_index("ix_response_receipt", table_name="response")
    op.drop_table("response")
    op.drop_index("ix_interview_touched_at", table_name="interview")
    op.drop_table("interview")
    op.drop_table("survey_version")
    op.drop_table("subscription")
    op.drop_table("expectation")
    op.drop_index("ix_delivery_person_id", table_name="delivery")
    op.drop_index("ix_delivery_due", table_name="delivery")
    op.drop_table("delivery")
    op.drop_table("counter")
    op.drop_table("box")
    op.drop_index("ix_ballot_box", table_name="ballot")
    op.drop_table("ballot")
    op.drop_table("wrong_try")
    op.drop_table("survey")
    op.drop_table("service_unit")
    op.drop_table("person")
    op.drop_table("participation")
    op.drop_table("key_mark")
    op.drop_index("ix_handled_update_day", table_name="handled_update")
    op.drop_table("handled_update")
