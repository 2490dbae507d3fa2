"""The order of the Norwegian alphabet."""

# In Norwegian å comes last; the Swedish letters go with ours.
_ALPHABET = str.maketrans({"å": "\u00ff", "ä": "æ", "ö": "ø"})


def alphabetical(text: str) -> str:
    """What a text is sorted by in Norwegian, whatever its case."""
    return text.casefold().translate(_ALPHABET)
