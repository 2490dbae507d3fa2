"""The index of solutions knows who took each into use: to filter on, and not in the text that is matched."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ingest.indexing import SolutionStream
from ingest.pipeline import add
from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from kunnskapsbase.audit import LOCAL
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Adoptions
from kunnskapsbase.settings import Settings
from tests.support.tiny_model import make_tiny_model

LOPPA = "5614"


@pytest.fixture
def settings(small_corpus: Callable[[int], Path], tmp_path: Path) -> Settings:
    model = make_tiny_model(tmp_path / "model")
    return Settings(corpus=small_corpus(1), data=tmp_path / "data", embedding_model=str(model))


def test_the_index_is_built_anew_when_a_solution_is_taken_into_use_and_not_before(
    settings: Settings, register: MunicipalityRegister
) -> None:
    assert add(settings.corpus, settings).indexed == 1
    (before,) = SolutionStream(settings)
    considered = Adoption(
        solution_id=before.payload["oppforing"],
        kommunenummer=LOPPA,
        status=AdoptionStatus.CONSIDERING,
        since=date(2026, 1, 10),
    )
    with closing(Adoptions(settings.database)) as adoptions:
        adoptions.record(considered, LOCAL)
        assert add(settings.corpus, settings).indexed is None
        adoptions.change(considered, moved(considered, AdoptionStatus.ADOPTING, date(2026, 2, 10)), LOCAL)
    assert add(settings.corpus, settings).indexed == 1
    assert add(settings.corpus, settings).indexed is None
    (after,) = SolutionStream(settings)
    loppa = register.get(LOPPA)
    told = {"nummer": 5614, "fylke": loppa.county_number, "folketall": loppa.population}
    assert told in after.payload["deltakere"]
    assert (after.text, after.matched) == (before.text, before.matched)
