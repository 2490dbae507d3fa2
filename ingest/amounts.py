"""How many there are, in words: «1 tekst», «2 tekster»."""


def amount(count: int, one: str, several: str) -> str:
    """The count with the word for one, or for several and none."""
    return f"{count} {one if count == 1 else several}"
