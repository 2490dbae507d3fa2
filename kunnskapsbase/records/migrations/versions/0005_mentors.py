"""Mentors that have said yes, whom they help, and what advisers have noted of pairs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    _table("mentor", "kommunenummer")
    _table("mentorship", "mentor", "asker")
    _table("pair_note")


def _table(name: str, *keys: str) -> None:
    key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        name,
        sa.Column("id", key, primary_key=True),
        sa.Column("solution_id", key),
        sa.Column("subject", key, nullable=False),
        *[sa.Column(each, key, nullable=False) for each in keys],
        sa.Column("body", sa.Text, nullable=False),
    )
    for column in ("solution_id", "subject", *keys):
        op.create_index(f"ix_{name}_{column}", name, [column])
