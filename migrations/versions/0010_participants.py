"""Who takes part in a campaign, what they answered under a mark, which messages are its own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OF_A_CAMPAIGN = sa.text("campaign_id IS NOT NULL")


def upgrade() -> None:
    for name in ("ends_on", "paused_on", "ended_on"):
        op.add_column("campaign", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("campaign", sa.Column("training", sa.String(), nullable=True))
    op.add_column("campaign", sa.Column("result", sa.Text(), nullable=True))
    op.create_table(
        "participant",
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_participant_campaign_id"
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name="fk_participant_employee_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["service_unit.id"], name="fk_participant_unit_id"),
        sa.PrimaryKeyConstraint("campaign_id", "employee_id", name="pk_participant"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stance",
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_stance_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "mark", name="pk_stance"),
        sqlite_with_rowid=False,
    )
    op.add_column("delivery", sa.Column("campaign_id", ID, nullable=True))
    op.create_index(
        "ix_delivery_campaign",
        "delivery",
        ["campaign_id", "person_id"],
        sqlite_where=OF_A_CAMPAIGN,
        postgresql_where=OF_A_CAMPAIGN,
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_campaign", "delivery")
    op.drop_column("delivery", "campaign_id")
    op.drop_table("stance")
    op.drop_table("participant")
    for name in ("result", "training", "ended_on", "paused_on", "ends_on"):
        op.drop_column("campaign", name)
