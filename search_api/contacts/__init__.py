"""``/v1/contacts`` and ``/v1/confirmations``: whom to write to, and the municipality's own word that it is right."""
