"""The tables as they were before there were steps; those that a store has already are left as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are not there."""
    _records()
    _ledger()
    _likeness()
    op.create_table(
        "embedding",
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("text_sha256", sa.String, primary_key=True),
        sa.Column("dimensions", sa.Integer, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "need",
        sa.Column("text", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("first_day", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
        if_not_exists=True,
    )


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("taken_in", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_record_path", "record", ["path"], if_not_exists=True)
    op.create_table("revision", sa.Column("number", sa.Integer, primary_key=True), if_not_exists=True)


def _ledger() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("path", sa.String, unique=True),
        sa.Column("kind", sa.String),
        sa.Column("record_id", sa.String),
        sa.Column("title", sa.Text),
        sa.Column("sha256", sa.String),
        sa.Column("made_by", sa.String),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("served_version", sa.Integer),
        sa.Column("parser", sa.String),
        sa.Column("counts", sa.Text),
        sa.Column("masked", sa.Text),
        sa.Column("warnings", sa.Text),
        sa.Column("told", sa.Text),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("problems", sa.Text),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("first_taken_in", sa.String),
        sa.Column("last_taken_in", sa.String),
        sa.Column("last_seen", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_source_record_id", "source", ["record_id"], if_not_exists=True)
    op.create_index("ix_source_status", "source", ["status"], if_not_exists=True)
    op.create_table(
        "blocked",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_blocked_source", "blocked", ["source"], if_not_exists=True)


def _likeness() -> None:
    op.create_table(
        "likeness",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.Column("anchors", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "likeness_mark",
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("path", sa.String, primary_key=True),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "alike",
        sa.Column("one", sa.String, primary_key=True),
        sa.Column("other", sa.String, primary_key=True),
        sa.Column("similarity", sa.Float, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_alike_other", "alike", ["other"], if_not_exists=True)
