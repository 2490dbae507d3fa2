"""A draft is corrected and published by a person, found by the search, and can be withdrawn again."""

from typing import Any

import pytest

from ingest.pipeline import add, bring_up_to_date
from tests.support.sharing import CORRECTED, SOURCE, correct, drafts, publish
from tests.support.writing import Writing

QUESTION: dict[str, str | int] = {"q": "felles kajakkvakt", "limit": 5}


@pytest.fixture
def draft(api: Writing, shared: dict[str, Any]) -> dict[str, Any]:
    """The draft the rules made, as it is now."""
    return drafts(api.client, api.organiser, shared)[0]


def ready(api: Writing, draft: dict[str, Any]) -> dict[str, Any]:
    answer = correct(api.client, api.organiser, draft, **CORRECTED)
    assert answer.status_code == 200, answer.text
    corrected: dict[str, Any] = answer.json()
    return corrected


def test_each_field_has_the_sentence_it_stands_in_and_where(draft: dict[str, Any]) -> None:
    assert [each["name"] for each in draft["owners"]] == ["Loppa"]
    by_field = {each["field"]: each for each in draft["sentences"]}
    assert set(by_field) == {"challenge", "approach", "gains", "lessons"}
    assert by_field["approach"]["text"].startswith("Loppa kommune innførte felles kajakkvakt")
    assert by_field["approach"]["url"] == f"{SOURCE['url']}&t=79s"
    assert draft["confidence"] == "høy"
    assert draft["reasons"]


def test_what_is_missing_is_said_all_at_once_and_nothing_is_published(api: Writing, draft: dict[str, Any]) -> None:
    refused = publish(api.client, api.organiser, draft)
    assert refused.status_code == 422
    lacks = [each["parameter"] for each in refused.json()["errors"]]
    assert lacks == ["sector", "innovation_type"] == [each["parameter"] for each in draft["missing"]]
    assert "kajakk" not in str(api.client.get("/v1/solutions", params=QUESTION).json()["results"]).lower()


def test_nothing_is_published_that_nobody_confirmed(api: Writing, draft: dict[str, Any]) -> None:
    corrected = ready(api, draft)
    for confirmed in (False, None):
        assert publish(api.client, api.organiser, corrected, confirmed=confirmed).status_code == 422
    again = {name: corrected[name] for name in ("title", "sector")}
    assert again == {"title": CORRECTED["title"], "sector": "teknisk"}


def test_two_who_correct_at_once_do_not_overwrite_each_other(api: Writing, draft: dict[str, Any]) -> None:
    assert correct(api.client, api.organiser, draft, lessons="Begynn tidlig.").status_code == 200
    late = correct(api.client, api.adviser, draft, lessons="Noe annet.")
    assert late.status_code == 409


def test_what_cannot_be_told_is_refused_by_name_and_changes_nothing(api: Writing, draft: dict[str, Any]) -> None:
    for name, value in (
        ("owners", ["Atlantis"]),
        ("sector", "magi"),
        ("year_start", 1200),
        ("challenge", "x" * 4001),
        ("title", "med\u0000tegn"),
    ):
        refused = correct(api.client, api.organiser, draft, **{name: value})
        assert refused.status_code == 422, name
    turned = correct(api.client, api.organiser, draft, year_start=2024, year_end=2020)
    assert (turned.status_code, turned.json()["errors"][0]["parameter"]) == (422, "year_end")
    now = api.client.get(f"/v1/drafts/{draft['id']}", headers=api.organiser).json()
    assert now == draft


def test_what_is_private_is_masked_in_what_a_person_writes(api: Writing, draft: dict[str, Any]) -> None:
    answer = correct(api.client, api.organiser, draft, lessons="Ring 912 34 567.", title="Vakt 912 34 567")
    assert "912 34 567" not in answer.text


def test_a_published_draft_is_a_solution_with_its_source_and_is_found(api: Writing, draft: dict[str, Any]) -> None:
    corrected = ready(api, draft)
    published = publish(api.client, api.organiser, corrected)
    assert published.status_code == 201, published.text
    solution_id = published.json()["solution_id"]
    assert solution_id == "loppa-felles-kajakkvakt"
    solution = api.client.get(f"/v1/solutions/{solution_id}").json()
    assert solution["approach"] == CORRECTED["approach"]
    assert solution["source"]["url"] == SOURCE["url"]
    assert (solution["source"]["publisher"], solution["source"]["type"]) == (SOURCE["publisher"], "webinar")
    assert solution["verification"]["level"] == "lest"
    assert solution["verification"]["words"] == "lest fra kilden av arrangøren, ikke kontrollert"
    bring_up_to_date(api.settings)
    api.service.look()
    found = api.client.get("/v1/solutions", params=QUESTION).json()
    assert found["results"][0]["id"] == solution_id
    # Taking in the corpus again does not take it for a file that is gone.
    add(api.settings.corpus, api.settings)
    assert api.client.get(f"/v1/solutions/{solution_id}").status_code == 200


def test_it_is_mended_under_the_same_address_and_withdrawn(api: Writing, draft: dict[str, Any]) -> None:
    first = publish(api.client, api.organiser, ready(api, draft)).json()
    mended = correct(api.client, api.organiser, first, title="Vakt for kajakker").json()
    second = publish(api.client, api.organiser, mended).json()
    assert second["solution_id"] == first["solution_id"]
    address = f"/v1/solutions/{second['solution_id']}"
    assert api.client.get(address).json()["title"] == "Vakt for kajakker"
    refused = api.client.delete(
        f"/v1/drafts/{draft['id']}", params={"version": second["version"]}, headers=api.organiser
    )
    assert refused.status_code == 409
    back = api.client.delete(
        f"/v1/drafts/{draft['id']}/publication", params={"version": second["version"]}, headers=api.organiser
    )
    assert (back.status_code, back.json()["solution_id"]) == (200, None)
    assert api.client.get(address).status_code == 404
    again = publish(api.client, api.organiser, back.json())
    assert again.status_code == 201
    written = api.client.get("/v1/audit", headers=api.admin, params={"limit": 1000}).json()["results"]
    done = {(each["entity"], each["action"]) for each in written if each["role"] == "organiser"}
    assert {
        ("opplasting", "opprettet"),
        ("utkast", "endret"),
        ("publisering", "opprettet"),
        ("publisering", "endret"),
        ("publisering", "fjernet"),
    } <= done


def test_one_begins_a_draft_of_ones_own_and_discards_it(api: Writing, shared: dict[str, Any]) -> None:
    path = f"/v1/uploads/{shared['id']}/drafts"
    made = api.client.post(path, json={"owners": ["Hasvik"]}, headers=api.organiser)
    assert made.status_code == 201, made.text
    own = made.json()
    assert [each["parameter"] for each in own["missing"]][:2] == ["title", "challenge"]
    gone = api.client.delete(f"/v1/drafts/{own['id']}", params={"version": own["version"]}, headers=api.organiser)
    assert gone.status_code == 204
    assert len(drafts(api.client, api.organiser, shared)) == 1
    assert api.client.get("/v1/drafts/utkast-finnes-ikke", headers=api.organiser).status_code == 404
