"""``/v1/adoptions``: who considers, follows, uses or has stopped a solution, and how it went there."""
