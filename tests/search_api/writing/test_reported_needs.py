"""Needs over HTTP: reported by anybody, kept without who, and told to who arranges webinars from three on."""

from datetime import date
from typing import Any

import pytest

from tests.support.writing import Writing

NEED = "felles vaktordning for brønnborere"


def report(api: Writing, text: str, municipality: str | None = None, **headers: str) -> Any:  # noqa: ANN401
    said = {"text": text} | ({"municipality": municipality} if municipality else {})
    return api.client.post("/v1/needs", json=said, headers=headers)


def told(api: Writing) -> list[dict[str, Any]]:
    answer = api.client.get("/v1/needs", headers=api.organiser)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]  # type: ignore[no-any-return]


def test_a_need_is_told_from_the_third_on_with_no_more_of_who_than_size_and_place(api: Writing) -> None:
    for municipality in ("5614", "Berlevåg"):
        assert report(api, NEED, municipality).status_code == 201
        assert not [each for each in told(api) if each["text"] == NEED]
    received = report(api, "Felles vaktordning for  brønnborere", "5626")
    assert received.json() == {"text": NEED, "band": "små", "region": "Nord-Norge"}
    (need,) = [each for each in told(api) if each["text"] == NEED]
    assert need["times"] == 3
    assert need["cells"] == [
        {
            "band": "små",
            "band_words": "små kommuner (under 5 000 innbyggere)",
            "region": "Nord-Norge",
            "times": 3,
        }
    ]
    assert "Loppa" not in str(need["cells"])


def test_it_comes_with_those_who_might_show_something(api: Writing) -> None:
    for municipality in ("5614", "5616", "5626"):
        report(api, "digitalt tilsyn med beitedyr på fjellet", municipality)
    (need,) = [each for each in told(api) if "beitedyr" in each["text"]]
    assert 1 <= len(need["candidates"]) <= 3
    assert all(each["title"] and each["municipalities"] for each in need["candidates"])


def test_the_same_municipality_counts_once_a_day_for_the_same_words(api: Writing) -> None:
    for _ in range(5):
        assert report(api, "ordfører på deling", "5614").status_code == 201
    assert not [each for each in told(api) if "ordfører" in each["text"]]


def test_what_would_tell_who_it_is_is_not_kept(api: Writing) -> None:
    received = report(api, "Nattbuss i Loppa, ring 412 34 567 eller kari.nordmann@gmail.com").json()
    assert "nattbuss" in received["text"]
    for private in ("loppa", "412", "kari", "gmail"):
        assert private not in received["text"]


def test_the_same_sent_twice_with_one_idempotency_key_is_counted_once(api: Writing) -> None:
    for _ in range(3):
        assert report(api, "delt svømmelærer", **{"Idempotency-Key": "en-gang"}).status_code == 201
    assert not [each for each in told(api) if "svømmelærer" in each["text"]]


def test_needs_are_read_with_a_key_alone(api: Writing) -> None:
    assert api.client.get("/v1/needs").status_code == 401
    assert api.client.get("/v1/needs", headers=api.loppa).status_code == 403
    assert api.client.get("/v1/needs", headers=api.adviser).status_code == 200


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"text": "Loppa kommune"}, "text"),
        ({"text": "nattbuss", "municipality": "9999"}, "municipality"),
        ({"text": "nattbuss", "who": "Kari"}, "who"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_the_part_named(api: Writing, body: dict[str, str], parameter: str) -> None:
    refused = api.client.post("/v1/needs", json=body)
    assert refused.status_code == 422, refused.text
    assert [each["parameter"] for each in refused.json()["errors"]] == [parameter]


def test_where_needs_are_not_noted_it_is_said(api: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.service, "settings", api.settings.model_copy(update={"record_needs": False}))
    refused = report(api, "nattbuss")
    assert refused.status_code == 403
    assert "ikke notert" in refused.json()["detail"]


def test_a_need_that_is_reported_stands_in_the_audit_trail_with_the_day_alone(api: Writing) -> None:
    def trail() -> list[dict[str, Any]]:
        asked = api.client.get("/v1/audit?entity=behov&limit=1000", headers=api.admin)
        return asked.json()["results"]  # type: ignore[no-any-return]

    before = len(trail())
    for municipality in ("5614", "5616"):
        assert report(api, "hytte for fyrvoktere", municipality).status_code == 201
    second, first = trail()[: len(trail()) - before]
    assert (first["action"], second["action"]) == ("opprettet", "endret")
    assert (first["when"], first["role"], first["key_id"]) == (date.today().isoformat(), "anyone", "")
    assert first["entity_id"] == second["entity_id"]
    assert "fyrvoktere" not in str(first)
