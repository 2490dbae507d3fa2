"""What organisers share: uploads as they were read, their masked text, and the drafts made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    for name in ("upload", "uploaded_text"):
        op.create_table(name, sa.Column("id", key, primary_key=True), sa.Column("body", sa.Text, nullable=False))
    op.create_table(
        "experience_draft",
        sa.Column("id", key, primary_key=True),
        sa.Column("upload_id", key, nullable=False),
        sa.Column("solution_id", key),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    for column in ("upload_id", "solution_id"):
        op.create_index(f"ix_experience_draft_{column}", "experience_draft", [column])
