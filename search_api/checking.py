"""What was sent in, made into what is kept; what does not fit is told by the name it was sent under."""

from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

Kept = TypeVar("Kept", bound=BaseModel)


def checked(model: type[Kept], fields: dict[str, object]) -> Kept:
    """A ``model`` with ``fields``.

    Raises:
        RequestValidationError: the fields do not make one. (What the model itself refuses, it says in its own words.)
    """
    names = {field.alias: name for name, field in model.model_fields.items() if field.alias}
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        told = [
            {**each, "loc": ("body", *(names.get(str(part), part) for part in each["loc"]))} for each in error.errors()
        ]
        raise RequestValidationError(told) from None
