"""Who could help, whom one asker should ring, and a whole county on one board: over HTTP, of the whole corpus."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.mentors.sheet import XLSX, as_csv, as_xlsx
from search_api.mentors.wire import MentorBoard, MentorList, MentorMatches, PairNoteFound
from search_api.service import SearchService
from search_api.wording import wording

CARE = "velferdsteknologi"


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    # Not entered as a context: the service belongs to the session and is not to be closed here.
    yield TestClient(create_app(service), raise_server_exceptions=False)


def get(client: TestClient, path: str, **parameters: Any) -> Any:  # noqa: ANN401
    response = client.get(f"/v1/mentors{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def board(client: TestClient, **parameters: Any) -> MentorBoard:  # noqa: ANN401
    return MentorBoard.model_validate(get(client, "/board", **parameters))


def test_owners_of_a_solution_are_mentors_that_nobody_has_asked(client: TestClient) -> None:
    found = MentorList.model_validate(get(client, "", solution_id="bodo-digitalt-tilsyn"))
    (mentor,) = found.results
    assert mentor.municipality.name == "Bodø"
    assert (mentor.origin, mentor.origin_words) == ("foreslått", "ikke spurt ennå")
    assert mentor.solutions[0].standing_words == "har det i drift"
    assert mentor.helps_with == []
    assert mentor.contact.email
    assert "ikke bekreftet" in mentor.contact.note


def test_a_municipality_is_found_with_all_that_it_could_help_with(client: TestClient) -> None:
    found = MentorList.model_validate(get(client, "", municipality="Bodø", limit=100))
    assert {each.municipality.kommunenummer for each in found.results} == {"1804"}
    assert "bodo-digitalt-tilsyn" in {each.solution_id for each in found.results}
    assert found.total > 1


def test_an_asker_gets_the_one_to_ring_first_and_why(client: TestClient) -> None:
    matches = MentorMatches.model_validate(get(client, "/match", municipality="Loppa", theme=CARE))
    assert matches.asker.name == "Loppa"
    assert len(matches.results) == 5
    first = matches.results[0]
    assert "Loppa" not in {each.mentor.municipality.name for each in matches.results}
    assert first.sentence == "Passer best av dem vi kjenner."
    assert {"experience", "origin", "size"} <= {each.kind for each in first.why}
    assert first.fit >= matches.results[-1].fit


def test_a_county_gets_every_municipality_a_mentor_and_nobody_all_of_them(client: TestClient) -> None:
    found = board(client, county="Finnmark", theme=CARE)
    assert (found.area, found.askers, len(found.results)) == ("Finnmark", 18, 18)
    matches = [row.match for row in found.results if row.match]
    assert len(matches) == 18
    shared = Counter(each.mentor.municipality.name for each in matches)
    assert max(shared.values()) == found.busiest <= 2
    assert not any(each.over for each in matches)
    assert all(row.match and row.match.mentor.municipality != row.asker for row in found.results)
    assert "må spørres" in found.message


def test_a_board_goes_by_the_norwegian_alphabet(client: TestClient) -> None:
    names = [row.asker.name for row in board(client, county="Vestland", theme=CARE).results]
    assert names[0] == "Alver"
    assert names[-2:] == ["Øygarden", "Årdal"]


def test_a_theme_few_have_solved_gets_a_board_that_says_so_and_where_to_look(client: TestClient) -> None:
    found = board(client, county="Finnmark", theme="nattilsyn")
    assert len([row for row in found.results if row.match]) == 18
    assert "bodo-digitalt-tilsyn" in {row.match.mentor.solutions[0].id for row in found.results if row.match}
    assert found.room < found.askers
    assert "for få mentorer" in found.message
    assert CARE in found.wanted.wider
    assert any(row.match and row.match.over and "har plass til 2" in row.match.sentence for row in found.results)


def test_a_theme_nobody_knows_gets_rows_without_a_mentor(client: TestClient) -> None:
    found = board(client, county="Oslo", theme="xyzzy plugh qwertyuiop")
    assert [row.match for row in found.results] == [None]
    assert "Vi kjenner ingen kommune" in found.message


def test_a_network_is_as_good_as_a_county_and_may_want_two_mentors_each(client: TestClient) -> None:
    found = board(client, network="Salten Regionråd", theme="rekruttering", mentors=2)
    assert found.area == "Salten Regionråd"
    assert found.askers >= 9
    assert set(Counter(row.asker.name for row in found.results).values()) == {2}


def test_the_board_is_a_sheet_with_a_line_for_every_asker(client: TestClient) -> None:
    parameters = {"county": "Finnmark", "theme": CARE, "format": "csv"}
    answer = client.get("/v1/mentors/board", params=parameters)
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(lines) == 18
    assert {line["Spurt?"] for line in lines} == {"ikke spurt ennå"}
    assert lines[0]["Kommune"] == "Alta"
    answer = client.get("/v1/mentors/board", params=parameters | {"format": "xlsx"})
    assert answer.headers["content-type"] == XLSX
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert (page.max_row, page.cell(1, 1).value, page.cell(2, 1).value) == (19, "Kommune", "Alta")
    assert page.cell(2, 2).value == "5601"
    assert isinstance(page.cell(2, 3).value, int)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_what_looks_like_a_formula_is_text_in_both_sheets(client: TestClient, sign: str) -> None:
    found = board(client, county="Oslo", theme=CARE)
    evil = f"{sign}HYPERLINK(1)"
    row = found.results[0]
    assert row.match is not None
    note = PairNoteFound(id="n", mentor=row.match.mentor.municipality, asker=row.asker, note=evil, version="v")
    noted = found.model_copy(update={"results": [row.model_copy(update={"note": note})]})
    (line,) = csv.DictReader(io.StringIO(as_csv(noted, wording("nb"))))
    assert line["Merknad"] == f"'{evil}"
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(noted, wording("nb")))).active
    (cell,) = [each for each in page[2] if each.value == evil]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("path", "parameters", "parameter", "said"),
    [
        ("", {"solution_id": "a", "theme": "b"}, "theme", "enten solution_id eller theme"),
        ("", {"solution_id": "finnes-ikke"}, "solution_id", "ingen løsning med id"),
        ("/match", {"municipality": "Loppa"}, "theme", "hva det trengs hjelp til"),
        ("/match", {"municipality": "Atlantis", "theme": "x"}, "municipality", "Ukjent kommune"),
        ("/match", {"theme": "x"}, "municipality", "mangler"),
        ("/board", {"theme": "x"}, "county", "enten county eller network"),
        ("/board", {"theme": "x", "county": "Finnmark", "network": "Salten"}, "county", "bare én av dem"),
        ("/board", {"theme": "x", "county": "Narnia"}, "county", "Ukjent fylke"),
        ("/board", {"theme": "x", "network": "Narnia"}, "network", "ikke noe nettverk"),
        ("/board", {"theme": "x", "county": "Finnmark", "mentors": 9}, "mentors", "høyst 3"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_is_wrong(
    client: TestClient, path: str, parameters: dict[str, str], parameter: str, said: str
) -> None:
    response = client.get(f"/v1/mentors{path}", params=parameters)
    assert response.status_code == 422, response.text
    problem = response.json()
    assert said in problem["detail"]
    assert problem["errors"][0]["parameter"] == parameter


def test_the_same_board_is_not_sent_twice(client: TestClient) -> None:
    parameters = {"county": "Finnmark", "theme": CARE}
    tag = client.get("/v1/mentors/board", params=parameters).headers["etag"]
    assert client.get("/v1/mentors/board", params=parameters, headers={"If-None-Match": tag}).status_code == 304


def test_the_board_is_told_in_nynorsk_to_who_reads_it(client: TestClient) -> None:
    answer = client.get(
        "/v1/mentors/board", params={"county": "46", "theme": CARE}, headers={"Accept-Language": "nn"}
    ).json()
    assert "mentorar" in answer["message"]
    assert answer["results"][0]["match"]["mentor"]["origin_words"] == "ikkje spurd enno"
