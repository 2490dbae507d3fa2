"""What municipalities have confirmed of their solutions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "confirmation",
        sa.Column("id", key, primary_key=True),
        sa.Column("solution_id", key, nullable=False),
        sa.Column("kommunenummer", key, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_confirmation_solution_id", "confirmation", ["solution_id"])
    op.create_index("ix_confirmation_kommunenummer", "confirmation", ["kommunenummer"])
