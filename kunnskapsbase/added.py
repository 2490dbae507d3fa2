"""What all that people add to the store shares: an id that tells nothing, and words that may be kept.

The words are masked before anything is made of them, as those of a document are; who writes what is private into a text
loses it, and nothing else.
"""

import hashlib
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from kunnskapsbase.errors import InputError
from kunnskapsbase.privacy import masked
from kunnskapsbase.solution import KOMMUNENUMMER

# Longer than anybody writes of one thing; what is longer is a document, and is taken in as one.
LONGEST = 4000
# No editor shows them, and PostgreSQL takes no NUL.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class Added(BaseModel):
    """Base of what people add: frozen, with no field but its own. The aliases are the keys of its Markdown file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


def visible(text: str, info: ValidationInfo) -> str:
    """The text in NFC, when every character of it can be seen.

    Raises:
        InputError: it has a control character, named by its code point.
    """
    if found := _UNSEEN.search(text):
        raise InputError(
            f"Teksten har et usynlig tegn (U+{ord(found.group()):04X}). Slett tegnet; det følger ofte med når tekst "
            "limes inn fra PDF eller Word.",
            parameter=info.field_name,
        )
    return unicodedata.normalize("NFC", text)


Short = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(visible)]
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(visible), AfterValidator(masked)
]
Kommunenummer = Annotated[str, StringConstraints(pattern=KOMMUNENUMMER)]
SolutionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]


def id_of(kind: str, *parts: str) -> str:
    """The id of what these parts make one of a kind: ``adopsjon-`` and a hash.

    Says nothing of the parts to who does not know them, so that it may stand in the audit trail when they are gone.
    """
    return f"{kind}-{hashlib.sha256(chr(0).join((kind, *parts)).encode()).hexdigest()[:12]}"
