"""Adoptions over HTTP: recorded once, changed in steps, seen by the search at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kunnskapsbase.audit import ActorRole
from tests.support.writing import BODO, DYROY, Writing

TODAY = date.today()


def record(api: Writing, of: str, headers: dict[str, str] | None = None, **body: Any) -> Any:  # noqa: ANN401
    said = {"solution_id": DYROY, "municipality": of, "status": "følger"} | body
    return api.client.post("/v1/adoptions", json=said, headers=headers or api.adviser)


def change(api: Writing, adoption: dict[str, Any], **body: object) -> Any:  # noqa: ANN401
    said = {"version": adoption["version"]} | body
    return api.client.patch(f"/v1/adoptions/{adoption['id']}", json=said, headers=api.adviser)


def test_what_a_municipality_follows_is_kept_and_read_by_all(api: Writing) -> None:
    made = record(api, "5614", api.loppa, note="Vi ser på det.")
    assert made.status_code == 201, made.text
    adoption = made.json()
    assert (adoption["status"], adoption["status_words"], adoption["since"]) == ("følger", "Følger", str(TODAY))
    assert adoption["municipality"]["name"] == "Loppa"
    assert adoption["solution_title"].startswith("Dyrøy")
    read = api.client.get(f"/v1/adoptions/{adoption['id']}")
    assert read.json() == adoption
    found = api.client.get("/v1/adoptions", params={"municipality": "Loppa"}).json()
    assert [each["id"] for each in found["results"]] == [adoption["id"]]


def test_it_goes_step_by_step_and_what_was_is_kept(api: Writing) -> None:
    first = record(api, "5616", since=str(TODAY - timedelta(days=40))).json()
    gain = {"type": "innbyggere", "text": "Nye innflyttere", "number": 7, "unit": "personer"}
    second = change(
        api,
        first,
        status="tar_i_bruk",
        since=str(TODAY - timedelta(days=10)),
        gains=[gain],
        effort="To møter og en halv stilling.",
        would_change="Spurt næringslivet først.",
    )
    assert second.status_code == 200, second.text
    adoption = second.json()
    assert [step["status"] for step in adoption["steps"]] == ["følger", "tar_i_bruk"]
    assert adoption["gains"][0]["text"].startswith("Nye innflyttere")
    assert adoption["gains"][0]["evidence"] == "oppgitt av den som tok det i bruk"
    assert len(adoption["reminders"]) == 2
    stopped = change(api, adoption, status="stoppet", effort=None).json()
    assert stopped["effort"] is None
    assert stopped["would_change"] == "Spurt næringslivet først."


def test_the_search_knows_an_adopter_at_once_and_forgets_it_at_once(api: Writing) -> None:
    question: dict[str, str | int] = {"q": "digitalt tilsyn om natten", "municipality": "5618", "limit": 5}
    first = api.client.get("/v1/solutions", params=question)
    known = {"If-None-Match": first.headers["etag"]}
    assert api.client.get("/v1/solutions", params=question, headers=known).status_code == 304
    before = {hit["id"]: hit for hit in first.json()["results"]}
    assert before[BODO]["matched"]["municipality"]["name"] == "Bodø"
    adopted = record(api, "Hasvik", solution_id=BODO, status="tar_i_bruk").json()
    after = {
        hit["id"]: hit for hit in api.client.get("/v1/solutions", params=question, headers=known).json()["results"]
    }
    assert after[BODO]["matched"]["municipality"]["name"] == "Hasvik"
    assert after[BODO]["matched"]["role"] == "tatt_i_bruk"
    names = [each["name"] for each in api.client.get(f"/v1/solutions/{BODO}").json()["participants"]]
    assert "Hasvik kommune" in names
    gone = api.client.delete(
        f"/v1/adoptions/{adopted['id']}", params={"version": adopted["version"]}, headers=api.adviser
    )
    assert (gone.status_code, gone.content) == (204, b"")
    names = [each["name"] for each in api.client.get(f"/v1/solutions/{BODO}").json()["participants"]]
    assert "Hasvik kommune" not in names
    assert api.client.get(f"/v1/adoptions/{adopted['id']}").status_code == 404


def test_the_same_twice_is_one_and_another_content_is_a_conflict(api: Writing) -> None:
    first, again = record(api, "5622"), record(api, "5622")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = record(api, "5622", note="Noe annet.")
    assert other.status_code == 409
    assert "Hent den som er der" in other.json()["detail"]


def test_of_two_who_change_at_once_one_is_told(api: Writing) -> None:
    adoption = record(api, "5624").json()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: change(api, adoption, note=f"Nummer {n}").status_code, range(4)))
    assert sorted(answers) == [200, 409, 409, 409]
    late = change(api, adoption, note="For sent")
    assert late.status_code == 409
    assert "Noen andre har endret" in late.json()["detail"]


def test_a_number_that_is_no_more_leads_to_the_one_that_took_over_and_says_so(api: Writing) -> None:
    adoption = record(api, "1931").json()
    assert adoption["municipality"]["kommunenummer"] == "5530"
    assert adoption["notes"] == ["Kommunenummer 1931 er ikke i bruk lenger. Dette er ført på Senja (5530)."]
    other = record(api, "1927", note="Tranøy har også gjort det.")
    assert other.status_code == 409
    assert "Det gjelder Senja (5530)." in other.json()["detail"]


def test_a_municipality_writes_for_itself_alone(api: Writing) -> None:
    refused = record(api, "5530", api.loppa)
    assert refused.status_code == 403
    assert "Senja (5530)" in refused.json()["detail"]
    senja = record(api, "5632").json()
    said = {"version": senja["version"], "note": "Fra Loppa"}
    assert api.client.patch(f"/v1/adoptions/{senja['id']}", json=said, headers=api.loppa).status_code == 403
    assert record(api, "5614", {"X": "y"}).status_code == 401


def test_a_post_that_is_sent_again_is_done_once(api: Writing) -> None:
    headers = api.adviser | {"Idempotency-Key": str(uuid4())}
    first, again = record(api, "5634", headers, solution_id=BODO), record(api, "5634", headers, solution_id=BODO)
    assert again.headers["idempotency-replayed"] == "true"
    assert first.json() == again.json()
    assert record(api, "5636", headers, solution_id=BODO).status_code == 422


@pytest.mark.parametrize(
    ("body", "parameter", "says"),
    [
        ({"solution_id": "finnes-ikke"}, "solution_id", "finnes-ikke"),
        ({"solution_id": "../x"}, "solution_id", "formen"),
        ({"municipality": "9999"}, "municipality", "9999"),
        ({"municipality": "Herøy"}, "municipality", "Flere kommuner"),
        ({"status": "kanskje"}, "status", "Lovlige verdier"),
        ({"since": "i fjor"}, "since", "dato"),
        ({"since": str(TODAY + timedelta(days=1))}, "since", "ikke kommet ennå"),
        ({"note": "x" * 5000}, "note", "4000"),
        ({"note": "a\x00b"}, "note", "usynlig tegn"),
        ({"gains": [{"type": "gull", "text": "x"}]}, "gains.type", "Lovlige verdier"),
        ({"gains": [{"type": "tid", "text": "x", "number": "mange"}]}, "gains.number", "tall"),
        ({"gains": [{"type": "tid", "text": "x", "number": False}]}, "gains.number", "tall"),
        ({"statu": "følger"}, "statu", "skrivemåten"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_kept(
    api: Writing, body: dict[str, Any], parameter: str, says: str
) -> None:
    before = api.client.get("/v1/adoptions").json()["total"]
    refused = record(api, "5628", **body)
    assert refused.status_code == 422, refused.text
    assert [error["parameter"] for error in refused.json()["errors"]] == [parameter]
    assert says in refused.json()["detail"]
    assert api.client.get("/v1/adoptions").json()["total"] == before


def test_days_in_the_wrong_order_are_refused(api: Writing) -> None:
    adoption = record(api, "5630").json()
    refused = change(api, adoption, status="i_drift", since=str(TODAY - timedelta(days=100)))
    assert refused.status_code == 422
    assert "feil rekkefølge" in refused.json()["detail"]
    assert api.client.get(f"/v1/adoptions/{adoption['id']}").json() == adoption


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"note": "\\ud800"}'])
def test_a_body_that_is_none_is_a_problem(api: Writing, content: bytes) -> None:
    refused = api.client.post(
        "/v1/adoptions", content=content, headers=api.adviser | {"Content-Type": "application/json"}
    )
    assert refused.status_code in {400, 422}, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"]


def test_the_list_is_filtered_sorted_and_taken_away_as_a_sheet(api: Writing) -> None:
    record(api, "5601", solution_id=BODO, status="i_drift", since="2024-01-01", note="=1+1")
    record(api, "1804", solution_id="beiarn-gratis-tomter", status="stoppet", since="2025-01-01")
    finnmark = api.client.get("/v1/adoptions", params={"county": "Finnmark", "solution_id": BODO, "status": "i_drift"})
    assert [each["municipality"]["kommunenummer"] for each in finnmark.json()["results"]] == ["5601"]
    due = api.client.get("/v1/adoptions", params={"remind_from": "2024-06-01", "remind_to": "2024-08-01"}).json()
    assert [each["municipality"]["kommunenummer"] for each in due["results"]] == ["5601"]
    oldest = api.client.get("/v1/adoptions", params={"sort": "since", "limit": 2}).json()
    assert [each["since"] for each in oldest["results"]] == ["2024-01-01", "2025-01-01"]
    assert oldest["next"].startswith("/v1/adoptions?")
    sheet = api.client.get("/v1/adoptions", params={"format": "csv", "solution_id": BODO, "status": "i_drift"})
    header, row = sheet.text.splitlines()
    assert header.startswith("id,solution_id,solution_title,municipality_kommunenummer,municipality_name")
    assert "'=1+1" in row


def test_every_write_stands_in_the_log_that_the_admin_alone_reads(api: Writing) -> None:
    adoption = record(api, "5603").json()
    change(api, adoption, note="Endret")
    asked = {"entity_id": adoption["id"]}
    entries = api.client.get("/v1/audit", params=asked, headers=api.admin).json()["results"]
    assert [(each["action"], each["role"]) for each in entries] == [("endret", "adviser"), ("opprettet", "adviser")]
    for headers, status in ((api.adviser, 403), (api.loppa, 403), ({}, 401)):
        assert api.client.get("/v1/audit", params=asked, headers=headers).status_code == status
    assert ActorRole.ANYONE.value not in {each["role"] for each in entries}
