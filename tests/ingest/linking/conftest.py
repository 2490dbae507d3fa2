"""One linker for the room: it is made once and only read."""

import pytest

from ingest.linking import PlaceLinker
from kunnskapsbase.municipalities import MunicipalityRegister


@pytest.fixture(scope="session")
def linker(register: MunicipalityRegister) -> PlaceLinker:
    return PlaceLinker(register)
