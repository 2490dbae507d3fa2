"""The stores that the API writes to, opened and closed as one."""

from kunnskapsbase.records import IdempotentRequests, Keys
from kunnskapsbase.settings import Settings


class Stores:
    """What people add, beside what was taken in. Safe under threads."""

    def __init__(self, settings: Settings) -> None:
        self.keys = Keys(settings.database)
        self.requests = IdempotentRequests(settings.database)

    def close(self) -> None:
        """Close every store; safe to call twice."""
        for store in (self.keys, self.requests):
            store.close()
