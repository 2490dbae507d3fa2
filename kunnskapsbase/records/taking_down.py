"""What was added to a solution goes when the solution does: adoptions, contacts, answers, mentors.

The audit trail stays: the ids in it tell nothing to who does not know what they are of.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete

from kunnskapsbase.records.database import metadata
from kunnskapsbase.records.idempotency import forget_answers


def forget_added(connection: Connection, solution_ids: Sequence[str]) -> None:
    """Delete every row that says it was added to one of these solutions, and the answers kept of what was written."""
    for table in metadata.sorted_tables[::-1]:
        if "solution_id" in table.columns:
            connection.execute(delete(table).where(table.c.solution_id.in_(solution_ids)))
    forget_answers(connection)
