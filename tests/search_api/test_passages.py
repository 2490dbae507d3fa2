"""Passages over HTTP: found, with the address of their spot, folded, and beside the solutions only where they fit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.document_index import build_passages
from ingest.pipeline import add
from kunnskapsbase.document import DocumentKind, DocumentPassage, Spot
from kunnskapsbase.records import Record
from kunnskapsbase.settings import Settings
from search_api.app import create_app
from search_api.passages import alike
from search_api.service import SearchService
from search_api.shelf import Shelf, ShelvedPassage
from search_api.wire import Answer
from search_api.wire_passages import PassageAnswer
from tests.support.documents import NIGHT, SCHOOL, WATER, report, save

# A report says the same in its summary and in its chapters, in nearly the same words.
SUMMARY = f"Sammendraget sier det slik: {WATER}"
RECORDING = report(
    "opptak",
    "Vi fant lekkasjene på natta, for da er det stille nok til å høre vannet renne i bakken.",
    kind=DocumentKind.WEBINAR,
    url="https://www.youtube.com/watch?v=abc",
    spots=[Spot(second=754.0)],
)
DOCUMENTS = (
    report("vann", SUMMARY, WATER, f"{SCHOOL} Slik gikk det."),
    report(
        "skole",
        SCHOOL,
        f"Massivtre i skolen ga godt inneklima. {NIGHT}",
        "Massivtre ble valgt i skolen av klimahensyn.",
    ),
    RECORDING,
    report("bilder", "Massivtre i barnehagen", kind=DocumentKind.PRESENTATION, spots=[Spot(slide=4)]),
    report(
        "liste",
        "Prosjektet om massivtre i svømmehallen kostet 40 millioner kroner",
        kind=DocumentKind.SHEET,
        spots=[Spot(row=7, sheet="Prosjekter")],
    ),
    report("gielda", "Gielddat fertejit beaivválaččat geavahit sámegiela go barget álbmogiin.", language="se"),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    corpus = tmp_path_factory.mktemp("corpus")
    whole = Settings().corpus
    (corpus / "kommuner").symlink_to(whole / "kommuner")
    (corpus / "erfaringer").mkdir()
    for file in sorted((whole / "erfaringer").glob("*.md"))[:12]:
        (corpus / "erfaringer" / file.name).write_bytes(file.read_bytes())
    settings = Settings(corpus=corpus, data=tmp_path_factory.mktemp("data"))
    add(settings.corpus, settings)
    save(settings, *DOCUMENTS)
    build_passages(settings)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(SearchService(settings)), raise_server_exceptions=False) as client:
        yield client


def passages(client: TestClient, q: str, speaks: str = "nb", **parameters: object) -> PassageAnswer:
    query = {"q": q, **{key: str(value) for key, value in parameters.items()}}
    response = client.get("/v1/passages", params=query, headers={"Accept-Language": speaks})
    assert response.status_code == 200, response.text
    return PassageAnswer.model_validate_json(response.text)


def test_the_passage_that_answers_comes_first_with_all_that_is_known_of_it(client: TestClient) -> None:
    answer = passages(client, "lyttesensorer mot lekkasjer")
    hit = answer.results[0]
    assert answer.message is None
    assert WATER in hit.text
    assert (hit.title, hit.publisher, hit.source_id) == ("Rapporten vann", "Utgiveren", "vann")
    assert (hit.kind, hit.kind_words, hit.language, hit.date) == ("rapport", "Rapport", "nb", "2020-06-30")
    assert hit.headings == ["1 Funn"]
    assert hit.trusted
    scores = [each.score for each in answer.results]
    assert scores == sorted(scores, reverse=True)


def test_each_leads_to_its_spot_and_only_the_fitting_place_is_set(client: TestClient) -> None:
    found = {hit.source_id: hit for q in ("massivtre", "lekkasjene på natta") for hit in passages(client, q).results}
    page = found["skole"]
    assert page.page is not None
    assert (page.url, page.place) == (f"https://eksempel.no/skole.pdf#page={page.page}", f"side {page.page}")
    recording = found["opptak"]
    assert (recording.minute, recording.second, recording.place) == (12, 754, "12:34 ut i opptaket")
    assert recording.url == "https://www.youtube.com/watch?v=abc&t=754s"
    assert (found["bilder"].slide, found["bilder"].place) == (4, "lysbilde 4")
    assert (found["liste"].row, found["liste"].place) == (7, "rad 7 i arket Prosjekter")
    for hit in found.values():
        assert sum(place is not None for place in (hit.page, hit.slide, hit.minute, hit.row)) == 1


def test_the_words_follow_the_readers_language(client: TestClient) -> None:
    hit = passages(client, "massivtre barnehagen", speaks="nn", kind="presentasjon").results[0]
    assert (hit.place, hit.kind_words) == ("lysbilete 4", "Presentasjon")


def test_what_says_nearly_the_same_is_shown_once(client: TestClient) -> None:
    shown = [hit.text for hit in passages(client, "lyttesensorer lekkasjer vannrør natten", limit=50).results]
    assert sum(WATER in text for text in shown) == 1


def test_no_document_fills_the_answer_alone(client: TestClient) -> None:
    shown = [hit.source_id for hit in passages(client, "massivtre i skolen", limit=50).results]
    assert shown.count("skole") == 2
    assert len(set(shown)) > 2


def test_passages_are_filtered_on_language_and_kind(client: TestClient) -> None:
    assert {hit.language for hit in passages(client, "sámegiela", language="se").results} == {"se"}
    kinds = {hit.kind for hit in passages(client, "massivtre", kind="regneark").results}
    assert kinds == {"regneark"}
    assert passages(client, "massivtre", language="sv").message == (
        "Vi fant ingen tekster fra rapporter og webinarer som ligner. Prøv med andre ord, eller fjern et filter."
    )


def test_words_that_stand_nowhere_are_told_to(client: TestClient) -> None:
    answer = passages(client, "xyzzy plugh qwertyuiop")
    assert answer.message is not None
    assert answer.results


def test_the_limit_holds(client: TestClient) -> None:
    assert len(passages(client, "massivtre", limit=1).results) == 1


@pytest.mark.parametrize(
    ("parameters", "parameter", "says"),
    [
        ({}, "q", "mangler"),
        ({"q": " "}, "q", "tomt"),
        ({"q": "x" * 1001}, "q", "høyst 1000 tegn"),
        ({"q": "vann", "limit": "0"}, "limit", "minst 1"),
        ({"q": "vann", "limit": "51"}, "limit", "høyst 50"),
        ({"q": "vann", "language": "fi"}, "language", "'da' eller 'sv'"),
        ({"q": "vann", "kind": "bok"}, "kind", "'rapport'"),
        ({"q": "vann", "municipality": "5614"}, "municipality", "skrivemåten"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    client: TestClient, parameters: dict[str, str], parameter: str, says: str
) -> None:
    response = client.get("/v1/passages", params=parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert says in problem["detail"]


def solutions(client: TestClient, q: str, speaks: str = "nb", **parameters: object) -> Answer:
    query = {"q": q, **{key: str(value) for key, value in parameters.items()}}
    response = client.get("/v1/solutions", params=query, headers={"Accept-Language": speaks})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.text)


def test_the_best_passages_stand_beside_the_solutions(client: TestClient) -> None:
    answer = solutions(client, "lekkasjer i vannrørene for en kommune med 2 000 innbyggere")
    assert answer.results
    assert answer.passages_label == "Fra rapporter og webinarer"
    assert WATER in answer.passages[0].text
    assert len(answer.passages) <= 3
    assert solutions(client, "lekkasjer i vannrørene", speaks="nn").passages_label == "Frå rapportar og webinar"


def test_passages_that_have_nothing_to_do_with_the_question_are_left_out(client: TestClient) -> None:
    answer = solutions(client, "xyzzy plugh qwertyuiop")
    assert (answer.passages, answer.passages_label) == ([], None)


def test_as_many_passages_as_asked_for_and_none_when_not_wanted(client: TestClient) -> None:
    question = "massivtre i skolen"
    assert len(solutions(client, question, passages=1).passages) == 1
    assert len(solutions(client, question, passages=5).passages) > 3
    without = solutions(client, question, passages=0)
    assert (without.passages, without.passages_label) == ([], None)
    assert without.results == solutions(client, question).results
    assert client.get("/v1/solutions", params={"q": "vann", "passages": "6"}).status_code == 422


def test_health_counts_the_documents(client: TestClient) -> None:
    health = client.get("/health").json()
    assert (health["status"], health["solutions"], health["documents"]) == ("ok", 12, len(DOCUMENTS))
    assert health["document_passages"] == sum(len(document.passages) for document in DOCUMENTS)
    assert health["document_index"].startswith("passasjer-")


def test_without_documents_the_answer_is_empty_and_says_why_until_one_comes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("kunnskapsbase.index.served.LOOK_EVERY_S", "search_api.until_changed._FRESH_FOR_S"):
        monkeypatch.setattr(module, 0.0)
    own = settings.model_copy(update={"data": tmp_path})
    add(own.corpus, own)
    with TestClient(create_app(SearchService(own)), raise_server_exceptions=False) as client:
        answer = passages(client, "lekkasjer")
        assert answer.results == []
        assert answer.message is not None
        assert "Ingen rapporter eller webinarer" in answer.message
        assert solutions(client, "lekkasjer").passages == []
        assert client.get("/health").json()["status"] == "ok"
        save(own, report("vann", WATER, SCHOOL))
        build_passages(own)
        assert [hit.source_id for hit in passages(client, "lekkasjer", limit=1).results] == ["vann"]
        # Removed, and the index not yet built anew.
        save(own, gone=[report("vann", WATER, SCHOOL)])
        assert passages(client, "lekkasjer").results == []


def _passage(text: str, speaker: str | None = None) -> ShelvedPassage:
    return ShelvedPassage(DOCUMENTS[0], DocumentPassage(number=0, text=text, speaker=speaker))


def test_passages_are_alike_when_most_of_their_terms_are() -> None:
    whole, longer = _passage(WATER), _passage(f"{WATER} Rørene ble skiftet året etter.")
    assert alike(whole, longer)
    assert not alike(whole, _passage(NIGHT))
    assert not alike(whole, _passage(f"{NIGHT} {SCHOOL} {WATER}"))


def test_two_speakers_are_one_only_when_they_say_the_same_words() -> None:
    majority = _passage("Flertallet mener at reformen har virket etter hensikten i kommunene.", "Flertallet")
    minority = _passage("Mindretallet mener at reformen ikke har virket i kommunene.", "Mindretallet")
    assert not alike(majority, minority)
    assert alike(majority, _passage(minority.passage.text, "Flertallet"))
    assert alike(majority, _passage(majority.passage.text))


def test_a_shelf_is_filled_once_for_each_state_of_the_store(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    save(settings, report("vann", "Om vann."))
    shelf = Shelf(settings, ["dokument"], lambda records: [each.id for each in records])
    assert shelf.fill(10) == ["vann"]
    assert shelf.fill(10) == []
    save(settings, report("avlop", "Om avløp."))
    shelf.refresh()
    assert shelf.fill(10) == ["avlop", "vann"]
    shelf.close()


def test_the_shelf_lets_go_of_what_has_stood_there_longest_when_it_grows_too_heavy(settings: Settings) -> None:
    read: list[str] = []

    def weigh(name: str) -> int:
        return 9_000_000

    def names_of(records: Sequence[Record]) -> list[str]:
        names = [record.id for record in records]
        read.extend(names)
        return names

    shelf = Shelf(settings, ["dokument"], names_of, weigh)
    for name in ("vann", "skole", "opptak", "skole", "vann"):
        assert shelf.get([name, "finnes-ikke"]) == {name: name}
    assert read == ["vann", "skole", "opptak", "vann"]
    shelf.close()
