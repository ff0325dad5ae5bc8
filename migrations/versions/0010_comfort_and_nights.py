"""comfort and nights: how the forum looks to a member, and the hours in which it keeps quiet

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = (
    ("text_size", sa.String(24), "normal"),
    ("motion", sa.String(24), "device"),
    ("low_energy", sa.Boolean(), sa.false()),
    ("hides_exit", sa.Boolean(), sa.false()),
    ("quiet_nights", sa.Boolean(), sa.true()),
    ("warm_nights", sa.Boolean(), sa.true()),
    ("night_zone", sa.String(40), ""),
    ("night_begins", sa.SmallInteger(), "22"),
    ("night_ends", sa.SmallInteger(), "7"),
)


def upgrade() -> None:
    for name, kind, usual in COLUMNS:
        op.add_column("accounts", sa.Column(name, kind, nullable=False, server_default=usual))


def downgrade() -> None:
    for name, _, _ in reversed(COLUMNS):
        op.drop_column("accounts", name)
