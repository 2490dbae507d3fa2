"""The keys to the API, and the answers kept of writes that may be sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables that are not there."""
    op.create_table(
        "api_key",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("kommunenummer", sa.String),
        sa.Column("secret_sha256", sa.String, nullable=False),
        sa.Column("created", sa.String, nullable=False),
        sa.Column("revoked", sa.String),
        sa.Column("last_used", sa.String),
        if_not_exists=True,
    )
    op.create_table(
        "idempotent_request",
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("content_sha256", sa.String, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("answer", sa.Text),
        sa.Column("begun", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_idempotent_request_begun", "idempotent_request", ["begun"], if_not_exists=True)
