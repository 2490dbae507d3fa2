"""Contacts over HTTP: role mailboxes with where they are from, and the municipality's word that they are right."""

from datetime import date, timedelta
from typing import Any

import pytest

from kunnskapsbase.audit import LOCAL, Action
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.solution import VerificationLevel
from tests.support.writing import BODO, DYROY, Writing

TODAY = date.today()


def add(api: Writing, municipality: str, headers: dict[str, str] | None = None, **body: Any) -> Any:  # noqa: ANN401
    said = {"municipality": municipality, "unit": "Servicetorget", "email": "post@eksempel.no", "source": "nettstedet"}
    return api.client.post("/v1/contacts", json=said | body, headers=headers or api.adviser)


def link(api: Writing, contact: dict[str, Any]) -> str:
    made = api.client.post(f"/v1/contacts/{contact['id']}/confirmation-link", headers=api.adviser)
    assert made.status_code == 201, made.text
    path: str = made.json()["path"]
    return path


def test_a_contact_is_kept_with_its_source_and_is_not_confirmed_by_others_word(api: Writing) -> None:
    contact = add(api, "5616").json()
    assert (contact["last_confirmed"], contact["stale"], contact["origin"]) == (None, True, "added")
    assert contact["source"] == "nettstedet"
    assert contact["note"] == "Ført opp, men ikke bekreftet av kommunen"
    assert api.client.get(f"/v1/contacts/{contact['id']}").json() == contact
    again = add(api, "5616")
    assert (again.status_code, again.json()) == (201, contact)


def test_what_a_municipality_says_of_itself_counts_as_confirmed(api: Writing) -> None:
    contact = add(api, "5614", api.loppa).json()
    assert (contact["last_confirmed"], contact["stale"]) == (str(TODAY), False)
    assert add(api, "5616", api.loppa).status_code == 403


def test_the_mailbox_of_the_register_is_there_until_it_is_confirmed_and_labelled(api: Writing) -> None:
    (mailbox,) = api.client.get("/v1/contacts", params={"municipality": "5632"}).json()["results"]
    assert (mailbox["origin"], mailbox["stale"], mailbox["version"]) == ("register", True, None)
    assert "ikke bekreftet" in mailbox["note"]
    add(api, "5632", unit="Postmottak", email=mailbox["email"])
    (added,) = api.client.get("/v1/contacts", params={"municipality": "5632"}).json()["results"]
    assert added["origin"] == "added"
    known = api.client.get("/v1/municipalities/5632").json()
    assert (known["mailbox_verified"], known["mailbox_note"].split(".")[0]) == (False, "Ikke bekreftet")
    api.client.post(link(api, added), json={})
    known = api.client.get("/v1/municipalities/5632").json()
    assert (known["mailbox_verified"], known["mailbox_note"]) == (True, f"Bekreftet {TODAY}")


def test_what_was_confirmed_more_than_a_year_ago_is_flagged(api: Writing) -> None:
    old = ContactPoint(
        kommunenummer="5622", unit="Kulturkontoret", email="kultur@eksempel.no", source="x", last_confirmed="2020-01-01"
    )
    api.service.stores.contacts.record(old, LOCAL)
    shown = api.client.get(f"/v1/contacts/{old.id}").json()
    assert shown["stale"] is True
    assert shown["note"] == "Sist bekreftet 2020-01-01, for mer enn et år siden"
    stale = api.client.get("/v1/contacts", params={"stale": True, "municipality": "5622"}).json()["results"]
    assert old.id in [each["id"] for each in stale]


def test_a_person_is_named_with_consent_and_until_it_ends(api: Writing) -> None:
    agreed = {"name": "Navn Navnesen", "consented": str(TODAY), "ends": str(TODAY + timedelta(days=90))}
    contact = add(api, "5634", person=agreed).json()
    assert contact["person"] == {"name": "Navn Navnesen", "ends": agreed["ends"]}
    withdrawn = api.client.patch(
        f"/v1/contacts/{contact['id']}", json={"version": contact["version"], "person": None}, headers=api.adviser
    )
    assert withdrawn.json()["person"] is None
    backwards = add(api, "5636", person={**agreed, "ends": str(TODAY)})
    assert backwards.status_code == 422
    assert "Samtykket" in backwards.json()["detail"]


def test_a_person_whose_consent_has_ended_is_forgotten_by_itself(api: Writing) -> None:
    person = {"name": "Navn Navnesen", "consented": "2020-01-01", "ends": "2021-01-01"}
    said = {"kommunenummer": "5632", "unit": "Servicetorget", "email": "post@eksempel.no", "source": "nettstedet"}
    named = api.service.stores.contacts.record(ContactPoint.model_validate(said | {"person": person}), LOCAL)
    api.service._consents_seen = None
    api.service.look()
    assert api.service.stores.contacts.get(named.id) == ContactPoint.model_validate(said)
    assert list(api.service.stores.audit.each(named.id))[-1].action is Action.CHANGED


@pytest.mark.parametrize(
    ("body", "parameter", "says"),
    [
        ({"email": "kari.nordmann@gmail.com"}, "email", "lagres ikke"),
        ({"email": "ikke en adresse"}, "email", "formen"),
        ({"phone": "412 34 567"}, "phone", "mobilnummer"),
        ({"email": None}, "email", "kan ikke nås"),
        ({"unit": ""}, "unit", ""),
        ({"website": "javascript:alert(1)"}, "website", "formen"),
        ({"solution_id": "finnes-ikke"}, "solution_id", "finnes-ikke"),
        ({"person": {"name": "x"}}, "person.consented", "mangler"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(
    api: Writing, body: dict[str, Any], parameter: str, says: str
) -> None:
    refused = add(api, "5628", **body)
    assert refused.status_code == 422, refused.text
    assert parameter in [error["parameter"] for error in refused.json()["errors"]]
    assert says in refused.json()["detail"]


def test_a_link_confirms_the_contact_and_the_solution_and_twice_is_once(api: Writing) -> None:
    contact = add(api, "5528", solution_id=DYROY, email="post@eksempel.no").json()
    path = link(api, contact)
    about = api.client.get(path).json()
    assert (about["confirms_solution"], about["already"]) == (True, False)
    assert about["contact"]["solution_title"].startswith("Dyrøy")
    assert about["statement"]
    before = api.client.get(f"/v1/solutions/{DYROY}").json()["verification"]
    assert before["level"] != VerificationLevel.CONFIRMED.value
    done = api.client.post(path, json={})
    assert done.status_code == 200, done.text
    assert (done.json()["contact"]["last_confirmed"], done.json()["already"]) == (str(TODAY), False)
    verification = api.client.get(f"/v1/solutions/{DYROY}").json()["verification"]
    assert (verification["level"], verification["by"], verification["date"]) == ("bekreftet", "kommune", str(TODAY))
    again = api.client.post(path, json={"email": "annet@eksempel.no"})
    assert (again.status_code, again.json()["already"]) == (200, True)
    assert again.json()["contact"] == done.json()["contact"]
    (entry,) = [
        each
        for each in api.client.get("/v1/audit", params={"key_id": "lenke"}, headers=api.admin).json()["results"]
        if each["entity"] == "bekreftelse"
    ]
    assert entry["role"] == "municipality"


def test_a_link_corrects_what_is_wrong_and_says_who_said_so(api: Writing) -> None:
    contact = add(api, "5630", phone="78 00 00 00").json()
    path = link(api, contact)
    refused = api.client.post(path, json={"email": "kari.nordmann@gmail.com"})
    assert refused.status_code == 422
    answered = api.client.post(path, json={"email": "kontakt@eksempel.no", "phone": None})
    assert answered.status_code == 200, answered.text
    corrected = answered.json()["contact"]
    assert (corrected["email"], corrected["phone"]) == ("kontakt@eksempel.no", None)
    assert corrected["source"] == "kommunen selv, gjennom bekreftelseslenken"
    assert corrected["last_confirmed"] == str(TODAY)


def test_who_had_no_part_in_a_solution_does_not_confirm_it(api: Writing) -> None:
    api.client.post(
        "/v1/adoptions",
        json={"solution_id": BODO, "municipality": "5614", "status": "i_drift"},
        headers=api.loppa,
    )
    for municipality in ("5614", "5616"):
        contact = add(api, municipality, solution_id=BODO, unit="Helse").json()
        path = link(api, contact)
        assert api.client.get(path).json()["confirms_solution"] is False
        assert api.client.post(path, json={}).status_code == 200
    assert api.client.get(f"/v1/solutions/{BODO}").json()["verification"]["level"] == "lest"


def test_a_forged_link_an_old_one_and_one_to_what_is_gone_are_told_apart(api: Writing) -> None:
    contact = add(api, "5605").json()
    path = link(api, contact)
    for forged in (
        path[:-3],
        f"{path}x",
        "/v1/confirmations/x.y",
        "/v1/confirmations/%00",
        "/v1/confirmations/" + path.rsplit("/", 1)[1].swapcase(),
    ):
        for answer in (api.client.get(forged), api.client.post(forged, json={})):
            assert answer.status_code == 403, forged
            assert answer.json()["type"] == "/problemer/ugyldig-lenke"
    token, _ = api.service.links.make(contact["id"], contact["version"], TODAY - timedelta(days=31))
    for answer in (
        api.client.get(f"/v1/confirmations/{token}"),
        api.client.post(f"/v1/confirmations/{token}", json={}),
    ):
        assert (answer.status_code, answer.json()["type"]) == (410, "/problemer/utlopt-lenke")
    removed = api.client.delete(
        f"/v1/contacts/{contact['id']}", params={"version": contact["version"]}, headers=api.adviser
    )
    assert removed.status_code == 204
    assert api.client.get(path).status_code == 410


def test_a_change_by_somebody_else_takes_the_confirmation_away(api: Writing) -> None:
    contact = add(api, "5614", api.loppa, unit="Skolekontoret").json()
    assert contact["last_confirmed"]
    said = {"version": contact["version"], "website": "https://eksempel.no/skole"}
    changed = api.client.patch(f"/v1/contacts/{contact['id']}", json=said, headers=api.adviser).json()
    assert (changed["website"], changed["last_confirmed"]) == ("https://eksempel.no/skole", None)
    late = api.client.patch(f"/v1/contacts/{contact['id']}", json=said, headers=api.adviser)
    assert late.status_code == 409


def test_a_hit_shows_whom_the_municipality_has_confirmed_before_anybody_else(api: Writing) -> None:
    question: dict[str, str | int] = {"q": "gratis tomter", "municipality": "5636", "limit": 5}

    def shown() -> Any:  # noqa: ANN401
        hits = api.client.get("/v1/solutions", params=question).json()["results"]
        return next(hit["contact"] for hit in hits if hit["id"] == "beiarn-gratis-tomter")

    assert (shown()["origin"], shown()["verified"]) == ("register", False)
    contact = add(api, "1839", unit="Næringskontoret", email="post@eksempel.no").json()
    assert (shown()["email"], shown()["origin"], shown()["verified"]) == ("post@eksempel.no", "added", False)
    assert shown()["note"] == "Ført opp, men ikke bekreftet av kommunen"
    api.client.post(link(api, contact), json={})
    assert shown()["verified"] is True
    assert shown()["note"] == f"Bekreftet {TODAY}"
    assert (bool(shown()["mailbox"]), shown()["mailbox_verified"]) == (True, False)
    mailbox = add(api, "1839", unit="Postmottak", email=shown()["mailbox"]).json()
    api.client.post(link(api, mailbox), json={})
    assert shown()["mailbox_verified"] is True
