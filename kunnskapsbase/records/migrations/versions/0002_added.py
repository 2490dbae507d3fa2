"""What people add: adoptions, contacts and answers to «did this help?», and the audit trail of it.

On PostgreSQL, what rows are put in order by is from here on compared byte by byte, as SQLite does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ORDERED = (
    ("record", ("id", "path"), False),
    ("source", ("id",), False),
    ("source", ("path",), True),
    ("alike", ("one", "other"), False),
    ("need", ("text",), False),
)


def upgrade() -> None:
    """Make the tables."""
    if op.get_bind().dialect.name == "postgresql":
        for table, columns, nullable in _ORDERED:
            for column in columns:
                op.alter_column(
                    table,
                    column,
                    type_=sa.String(collation="C"),
                    existing_type=sa.String(),
                    existing_nullable=nullable,
                )
    key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "adoption",
        sa.Column("id", key, primary_key=True),
        sa.Column("solution_id", key, nullable=False),
        sa.Column("kommunenummer", key, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_adoption_solution_id", "adoption", ["solution_id"])
    op.create_index("ix_adoption_kommunenummer", "adoption", ["kommunenummer"])
    op.create_table(
        "contact",
        sa.Column("id", key, primary_key=True),
        sa.Column("solution_id", key),
        sa.Column("kommunenummer", key, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_contact_solution_id", "contact", ["solution_id"])
    op.create_index("ix_contact_kommunenummer", "contact", ["kommunenummer"])
    op.create_table(
        "feedback",
        sa.Column("id", key, primary_key=True),
        sa.Column("solution_id", key, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("ix_feedback_solution_id", "feedback", ["solution_id"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("entity", sa.String, nullable=False),
        sa.Column("entity_id", sa.String, nullable=False),
    )
    op.create_index("ix_audit_entity_id", "audit", ["entity_id"])
