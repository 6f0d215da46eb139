"""The unit at which somebody worked who attended a session; until now that of today."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OF_TODAY = """
UPDATE enrolment
SET unit_id = (SELECT employee.unit_id FROM employee WHERE employee.id = enrolment.employee_id)
WHERE state = 'attended'
"""


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("unit_id", ID, nullable=True))
    op.execute(OF_TODAY)


def downgrade() -> None:
    op.drop_column("enrolment", "unit_id")
