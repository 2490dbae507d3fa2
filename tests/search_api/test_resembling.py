"""What has the themes of the best is looked at too, though the question's words did not find it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kunnskapsbase.settings import Settings
from search_api.asking import Ask
from search_api.pipeline import Found
from search_api.service import SearchService
from search_api.shelf import Shelved

QUESTION = "trygghetsalarm"


@contextmanager
def narrow(data: Path, **values: float) -> Iterator[SearchService]:
    """A service where each channel finds one passage and no more: whatever else is shown came by its themes."""
    service = SearchService(Settings(data=data, candidates=1).model_copy(update=values))
    try:
        yield service
    finally:
        service.close()


@pytest.fixture(scope="module")
def service(taken_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    with narrow(shutil.copytree(taken_in, tmp_path_factory.mktemp("temaer") / "data")) as service:
        yield service


def shown(found: Found) -> list[Shelved]:
    return [each.shelved for each in found.candidates]


def test_what_is_shown_beside_the_found_has_a_theme_of_the_best_and_comes_after_them(service: SearchService) -> None:
    answer, _ = service.find(Ask(QUESTION))
    scores = [each.text_score for each in answer.candidates]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)
    best = shown(answer)[:3]
    for each in shown(answer)[3:]:
        assert any(each.theme_terms & other.theme_terms for other in best), each.solution.id


def test_a_filter_holds_for_those_too(service: SearchService) -> None:
    every, _ = service.find(Ask(QUESTION))
    statuses = {each.solution.status.value for each in shown(every)}
    assert len(statuses) > 1
    for status in statuses:
        filtered, _ = service.find(Ask(QUESTION, statuses=(status,)))
        assert filtered.total > 3
        assert {each.solution.status.value for each in shown(filtered)} == {status}


def test_the_second_page_goes_on_where_the_first_ended(service: SearchService) -> None:
    whole, _ = service.find(Ask(QUESTION, solutions=8))
    pages = [service.find(Ask(QUESTION, solutions=4, offset=start))[0] for start in (0, 4)]
    assert [each.solution.id for page in pages for each in shown(page)] == [each.solution.id for each in shown(whole)]
    assert pages[0].answers == whole.answers


def test_where_nothing_is_found_nothing_comes_beside_it(service: SearchService) -> None:
    answer, _ = service.find(Ask(QUESTION, statuses=("finnes ikke",)))
    assert answer.candidates == []


def test_without_the_second_stage_only_what_was_found_is_shown(
    service: SearchService, taken_in: Path, tmp_path: Path
) -> None:
    with_it, _ = service.find(Ask(QUESTION))
    with narrow(shutil.copytree(taken_in, tmp_path / "data"), rerank_weight=0.0) as plain:
        answer, _ = plain.find(Ask(QUESTION))
    assert 0 < answer.total <= 3
    assert {each.solution.id for each in shown(answer)} <= {each.solution.id for each in shown(with_it)}
