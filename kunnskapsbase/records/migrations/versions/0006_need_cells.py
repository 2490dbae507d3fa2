"""How many times each need was asked for from each size band and part of Norway."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "need_cell",
        sa.Column("text", key, primary_key=True),
        sa.Column("band", key, primary_key=True),
        sa.Column("region", key, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
