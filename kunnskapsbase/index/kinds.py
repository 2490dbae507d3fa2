"""The kinds of collections: what each is called, what its points are filtered on, and which code makes them."""

from dataclasses import dataclass

from kunnskapsbase.index.model import PayloadIndexes

# How text becomes terms, the same for all that is matched.
_TEXT = (
    "channels.py",
    "text.py",
    "grams.py",
    "bridging.py",
    "spelling.py",
    "synonyms.py",
    "compounds.py",
    "wordlists.py",
    "bm25.py",
    "words/stoppord.txt",
    "words/leksikon.txt",
    "words/nynorsk.txt",
    "words/synonymer.txt",
    "words/kortformer.txt",
    "words/ordformer.txt",
    "words/tobokstavsord.txt",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of collection.

    ``analysis`` are the files of ``kunnskapsbase`` that decide how its records become points: an index made by other
    code than this is not read, but built anew. ``schema`` is raised when the points' make-up changes.
    """

    name: str
    payload_indexes: PayloadIndexes
    analysis: tuple[str, ...]
    schema: int


SOLUTIONS = Kind(
    name="losninger",
    payload_indexes=(
        ("sektor", "keyword"),
        ("status", "keyword"),
        ("verifisering", "keyword"),
        ("sprak", "keyword"),
        ("deltakere[].nummer", "integer"),
        ("deltakere[].fylke", "keyword"),
        ("deltakere[].folketall", "integer"),
        ("tb", "float"),
    ),
    analysis=(*_TEXT, "passages.py"),
    schema=8,
)
PASSAGES = Kind(
    name="passasjer",
    payload_indexes=(("sprak", "keyword"), ("type", "keyword"), ("tb", "float")),
    # A webinar's language is found when its points are made.
    analysis=(*_TEXT, "document_text.py", "language.py", "words/maalform.txt"),
    schema=4,
)
KINDS = {kind.name: kind for kind in (SOLUTIONS, PASSAGES)}
