"""``/v1/uploads`` and ``/v1/drafts``: what organisers share, read, corrected and published by a person."""
