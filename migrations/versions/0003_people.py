"""People: what the roster says of an employee, heads and contacts of units, mutes that end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

EMPLOYEE = (
    ("nip", sa.String()),
    ("status", sa.String()),
    ("grade", sa.String()),
    ("position", sa.String()),
    ("consent_text", sa.String()),
    ("consented_on", sa.Date()),
)


def upgrade() -> None:
    for name, kind in EMPLOYEE:
        op.add_column("employee", sa.Column(name, kind, nullable=True))
    active = sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("employee", active)
    # An index, for SQLite adds no constraint to a table that is there.
    op.create_index("ix_employee_nip", "employee", ["nip"], unique=True)
    for name in ("head_nip", "contact_nip"):
        op.add_column("service_unit", sa.Column(name, sa.String(), nullable=True))
    op.add_column("mute", sa.Column("until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("mute", "until")
    for name in ("contact_nip", "head_nip"):
        op.drop_column("service_unit", name)
    op.drop_index("ix_employee_nip", table_name="employee")
    op.drop_column("employee", "active")
    for name, _kind in reversed(EMPLOYEE):
        op.drop_column("employee", name)
