"""A signed link lets one municipality tell of one solution, without a key and until it is too old."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.writing import BODO, DYROY, Writing

TODAY = date.today()


def link(api: Writing, municipality: str, solution_id: str = DYROY) -> dict[str, Any]:
    body = {"solution_id": solution_id, "municipality": municipality}
    made = api.client.post("/v1/adoption-links", json=body, headers=api.adviser)
    assert made.status_code == 201, made.text
    said: dict[str, Any] = made.json()
    return said


def test_who_has_the_link_tells_more_and_more_of_one_solution_for_one_municipality(api: Writing) -> None:
    made = link(api, "5620")
    assert made["expires"] == str(TODAY + timedelta(days=30))
    assert made["page"] == f"losning?id={DYROY}&lenke={made['token']}"
    about = api.client.get(made["path"]).json()
    assert (about["solution_id"], about["municipality"]["kommunenummer"], about["adoption"]) == (DYROY, "5620", None)
    follows = api.client.post(made["path"], json={"status": "følger", "since": "2026-01-02"})
    assert follows.status_code == 200, follows.text
    assert follows.json()["municipality"]["kommunenummer"] == "5620"
    assert api.client.get(made["path"]).json()["adoption"] == follows.json()
    more = {"status": "i_drift", "version": follows.json()["version"], "effort": "To kvelder."}
    uses = api.client.post(made["path"], json=more).json()
    assert [step["status"] for step in uses["steps"]] == ["følger", "i_drift"]
    assert api.client.post(made["path"], json=more).status_code == 409
    unseen = api.client.post(made["path"], json={"status": "stoppet"})
    assert unseen.status_code == 409
    assert "alt sagt fra" in unseen.json()["detail"]
    trail = api.client.get("/v1/audit", params={"entity_id": uses["id"]}, headers=api.admin).json()["results"]
    assert {(each["key_id"], each["role"]) for each in trail} == {("lenke", "municipality")}


def test_a_link_is_made_by_advisers_organisers_and_admins_alone(api: Writing) -> None:
    body = {"solution_id": DYROY, "municipality": "5614"}
    assert api.client.post("/v1/adoption-links", json=body).status_code == 401
    assert api.client.post("/v1/adoption-links", json=body, headers=api.loppa).status_code == 403
    assert api.client.post("/v1/adoption-links", json=body, headers=api.organiser).status_code == 201
    for wrong in ({"solution_id": "finnes-ikke"}, {"municipality": "Atlantis"}):
        assert api.client.post("/v1/adoption-links", json=body | wrong, headers=api.admin).status_code == 422


def test_a_forged_link_an_old_one_and_one_of_another_kind_are_told_apart(api: Writing) -> None:
    made = link(api, "5622")
    forged = api.client.get(made["path"][:-3] + "xxx")
    assert (forged.status_code, forged.json()["type"]) == (403, "/problemer/ugyldig-lenke")
    assert "hele lenken" in forged.json()["detail"]
    old, _ = api.service.adoption_links.make(DYROY, "5622", TODAY - timedelta(days=31))
    late = api.client.post(f"/v1/adoption-links/{old}", json={"status": "følger"})
    assert late.status_code == 410
    assert "Be om en ny." in late.json()["detail"]
    other, _ = api.service.links.make("kontakt-0f3a9c5d7e21", "x", TODAY)
    assert api.client.get(f"/v1/adoption-links/{other}").status_code == 403
    gone, _ = api.service.adoption_links.make("finnes-ikke", "5622", TODAY)
    assert "fjernet" in api.client.get(f"/v1/adoption-links/{gone}").json()["detail"]
    assert not list(api.service.stores.adoptions.each(kommunenummer="5622"))


@pytest.mark.parametrize("body", [{}, {"status": "kanskje"}, {"status": "følger", "municipality": "0301"}])
def test_what_cannot_be_said_by_a_link_is_refused(api: Writing, body: dict[str, str]) -> None:
    assert api.client.post(link(api, "5630", BODO)["path"], json=body).status_code == 422
    assert not list(api.service.stores.adoptions.each(kommunenummer="5630"))


def test_the_same_told_twice_by_a_link_is_told_once_and_something_else_needs_the_version(api: Writing) -> None:
    path = link(api, "5610")["path"]
    first = api.client.post(path, json={"status": "følger"})
    again = api.client.post(path, json={"status": "følger"})
    assert (again.status_code, again.json()) == (200, first.json())
    other = api.client.post(path, json={"status": "stoppet"})
    assert other.status_code == 409
    assert "Hent det som står" in other.json()["detail"]


def test_what_is_told_by_a_link_may_be_sent_again_when_the_line_broke(api: Writing) -> None:
    made, sent = link(api, "5630"), {"Idempotency-Key": "den-samme"}
    first = api.client.post(made["path"], json={"status": "vurderer"}, headers=sent)
    again = api.client.post(made["path"], json={"status": "vurderer"}, headers=sent)
    assert (first.status_code, again.status_code) == (200, 200), again.text
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
