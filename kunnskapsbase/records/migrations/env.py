"""What Alembic runs to take the steps: in the connection, and so in the transaction, of whoever opens the store."""

from alembic import context

from kunnskapsbase.records.database import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
