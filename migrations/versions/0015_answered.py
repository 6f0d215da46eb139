"""Which days and start of a session an employee has answered, and which version of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("edition", sa.String(), nullable=True))
    op.add_column("enrolment", sa.Column("version", INTEGER, nullable=True))


def downgrade() -> None:
    op.drop_column("enrolment", "version")
    op.drop_column("enrolment", "edition")
