"""What is changed is changed by who has seen it as it is: a version goes out with it and comes back with the change."""

import hashlib
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from kunnskapsbase.errors import ConflictError

Version = Annotated[
    str, Query(max_length=100, description="The version that is meant, as it was read.", examples=["5d0c8f113f1c"])
]


def version_of(entity: BaseModel) -> str:
    """A short hash of all that it says."""
    return hashlib.blake2b(entity.model_dump_json().encode(), digest_size=8).hexdigest()


def must_be(entity: BaseModel, version: str) -> None:
    """Nothing, where ``version`` is the entity's.

    Raises:
        ConflictError: somebody else has changed it.
    """
    if version_of(entity) != version:
        raise ConflictError(
            "Noen andre har endret dette siden dere hentet det. Hent det på nytt, se om endringen deres fortsatt "
            "trengs, og send den med den nye versjonen."
        )
