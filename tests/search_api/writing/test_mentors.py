"""Mentors over HTTP: a yes, the help that follows, and what an adviser decides of pairs; the board follows at once."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kunnskapsbase.settings import Settings
from tests.support.writing import BODO, DYROY, Writing, corpus_of, writing

TODAY = date.today()
LOPPA, HASVIK, ALTA = "5614", "5616", "5601"


def say_yes(api: Writing, of: str, headers: dict[str, str] | None = None, **body: Any) -> Any:  # noqa: ANN401
    said = {"municipality": of, "helps_with": ["samtale"]} | body
    return api.client.post("/v1/mentors", json=said, headers=headers or api.adviser)


def note(api: Writing, mentor: str, asker: str, theme: str, **body: Any) -> Any:  # noqa: ANN401
    said = {"mentor": mentor, "asker": asker, "theme": theme} | body
    return api.client.post("/v1/mentor-notes", json=said, headers=api.adviser)


def board(api: Writing, theme: str) -> dict[str, Any]:
    response = api.client.get("/v1/mentors/board", params={"county": "Finnmark", "theme": theme})
    assert response.status_code == 200, response.text
    rows: dict[str, Any] = {row["asker"]["kommunenummer"]: row for row in response.json()["results"]}
    return rows


def test_a_yes_takes_the_place_of_the_suggestion(api: Writing) -> None:
    (suggested,) = api.client.get("/v1/mentors", params={"solution_id": BODO}).json()["results"]
    assert suggested["origin_words"] == "ikke spurt ennå"
    made = say_yes(api, "Bodø", solution_id=BODO, helps_with=["samtale", "besøk"], capacity=3)
    assert made.status_code == 201, made.text
    mentor = made.json()
    assert mentor["id"] == suggested["id"]
    assert mentor["solutions"][0]["id"] == BODO
    (found,) = api.client.get("/v1/mentors", params={"solution_id": BODO}).json()["results"]
    assert found == mentor
    assert (found["origin_words"], found["capacity"], found["last_confirmed"]) == ("har sagt ja", 3, str(TODAY))
    assert say_yes(api, "Bodø", solution_id=BODO, helps_with=["samtale", "besøk"], capacity=3).json() == mentor
    assert say_yes(api, "Bodø", solution_id=BODO, capacity=9).status_code == 409


def test_what_a_mentor_offers_is_changed_by_who_has_seen_it_and_taken_back(api: Writing) -> None:
    mentor = say_yes(api, LOPPA, api.loppa, theme="øyhopping", last_confirmed=str(TODAY - timedelta(days=500))).json()
    assert mentor["stale"]
    path = f"/v1/mentors/{mentor['id']}"
    changed = api.client.patch(path, json={"version": mentor["version"], "capacity": 0}, headers=api.loppa)
    assert changed.status_code == 200, changed.text
    assert (changed.json()["capacity"], changed.json()["stale"]) == (0, False)
    late = api.client.patch(path, json={"version": mentor["version"], "capacity": 5}, headers=api.loppa)
    assert late.status_code == 409
    gone = api.client.delete(path, params={"version": changed.json()["version"]}, headers=api.loppa)
    assert gone.status_code == 204
    assert api.client.patch(path, json={"version": "x", "capacity": 1}, headers=api.loppa).status_code == 404


def test_a_municipality_says_yes_for_itself_alone(api: Writing) -> None:
    assert say_yes(api, HASVIK, api.loppa, theme="x").status_code == 403
    assert api.client.post("/v1/mentors", json={}).status_code == 401
    ours = {"mentor": HASVIK, "asker": ALTA, "theme": "x"}
    assert api.client.post("/v1/mentorships", json=ours, headers=api.loppa).status_code == 403
    assert api.client.post("/v1/mentor-notes", json=ours | {"note": "Ring."}, headers=api.loppa).status_code == 403


@pytest.mark.parametrize(
    ("path", "body", "parameter", "said"),
    [
        ("mentors", {"municipality": LOPPA, "helps_with": ["samtale"]}, "solution_id", "enten en løsning"),
        ("mentors", {"municipality": LOPPA, "helps_with": [], "theme": "x"}, "helps_with", "helps_with"),
        ("mentors", {"municipality": LOPPA, "helps_with": ["penger"], "theme": "x"}, "helps_with", "ukjent verdi"),
        (
            "mentors",
            {"municipality": LOPPA, "helps_with": ["samtale"], "theme": "x", "last_confirmed": "2999-01-01"},
            "last_confirmed",
            "ikke kommet ennå",
        ),
        (
            "mentors",
            {"municipality": LOPPA, "helps_with": ["samtale"], "solution_id": "finnes-ikke"},
            "solution_id",
            "ingen løsning",
        ),
        ("mentorships", {"mentor": LOPPA, "asker": LOPPA, "theme": "x"}, "mentor", "mentor for seg selv"),
        ("mentorships", {"mentor": LOPPA, "asker": "Atlantis", "theme": "x"}, "municipality", "Ukjent kommune"),
        ("mentor-notes", {"mentor": LOPPA, "asker": HASVIK, "theme": "x"}, "note", "Skriv en merknad"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    api: Writing, path: str, body: dict[str, object], parameter: str, said: str
) -> None:
    response = api.client.post(f"/v1/{path}", json=body, headers=api.adviser)
    assert response.status_code == 422, response.text
    assert said in response.json()["detail"]
    assert response.json()["errors"][0]["parameter"] == parameter
    assert api.client.get(f"/v1/{path}", params={"theme": "x"}).json()["total"] == 0


def test_an_earlier_number_leads_to_the_municipality_of_today_and_is_told(api: Writing) -> None:
    mentor = say_yes(api, "1931", theme="sammenslåing").json()
    assert mentor["municipality"]["name"] == "Senja"
    assert "1931" in mentor["notes"][0]


def test_help_takes_room_until_it_has_ended(api: Writing) -> None:
    say_yes(api, ALTA, theme="nordlys", capacity=1)
    body = {"mentor": ALTA, "asker": LOPPA, "theme": "nordlys", "since": str(TODAY - timedelta(days=30))}
    made = api.client.post("/v1/mentorships", json=body, headers=api.loppa)
    assert made.status_code == 201, made.text
    help_given = made.json()
    asked = {"municipality": HASVIK, "theme": "nordlys"}
    (pair,) = api.client.get("/v1/mentors/match", params=asked).json()["results"]
    assert (pair["mentor"]["load"], pair["over"]) == (1, True)
    assert "har plass til 1" in pair["sentence"]
    assert board(api, "nordlys")[LOPPA]["fixed_words"] == "Hjelpen er i gang."
    path = f"/v1/mentorships/{help_given['id']}"
    early = {"version": help_given["version"], "ended": str(TODAY - timedelta(days=40))}
    assert "feil rekkefølge" in api.client.patch(path, json=early, headers=api.adviser).json()["detail"]
    ended = api.client.patch(path, json=early | {"ended": str(TODAY)}, headers=api.adviser).json()
    assert ended["ended"] == str(TODAY)
    (pair,) = api.client.get("/v1/mentors/match", params=asked).json()["results"]
    assert (pair["mentor"]["load"], pair["over"]) == (0, False)
    listed = api.client.get("/v1/mentorships", params={"municipality": LOPPA}).json()["results"]
    assert listed == [ended]


def test_an_adviser_chooses_and_avoids_pairs_and_the_board_follows(api: Writing) -> None:
    theme = "reindrift på øyer"
    for mentor in (ALTA, HASVIK):
        say_yes(api, mentor, theme=theme, capacity=20)
    before = board(api, theme)
    given = before[LOPPA]["match"]["mentor"]["municipality"]["kommunenummer"]
    other = HASVIK if given == ALTA else ALTA
    chosen = note(api, other, LOPPA, theme, choice="valgt", note="De har møttes før.")
    assert chosen.status_code == 201, chosen.text
    after = board(api, theme)[LOPPA]
    assert after["match"]["mentor"]["municipality"]["kommunenummer"] == other
    assert after["fixed_words"] == "Valgt av en rådgiver."
    assert after["note"]["note"] == "De har møttes før."
    path = f"/v1/mentor-notes/{chosen.json()['id']}"
    said = {"version": chosen.json()["version"], "choice": "unngås", "note": None}
    avoided = api.client.patch(path, json=said, headers=api.adviser).json()
    assert board(api, theme)[LOPPA]["match"]["mentor"]["municipality"]["kommunenummer"] == given
    found = api.client.get("/v1/mentor-notes", params={"theme": theme.upper()}).json()["results"]
    assert found == [avoided]
    assert api.client.delete(path, params={"version": avoided["version"]}, headers=api.adviser).status_code == 204
    assert board(api, theme) == before


def test_an_adopter_becomes_a_mentor_and_one_that_stopped_tells_what_it_learnt(api: Writing) -> None:
    body = {"solution_id": DYROY, "municipality": HASVIK, "status": "i_drift", "since": str(TODAY - timedelta(days=9))}
    adoption = api.client.post("/v1/adoptions", json=body, headers=api.adviser).json()

    def first() -> dict[str, Any]:
        asked = {"municipality": LOPPA, "solution_id": DYROY}
        results = api.client.get("/v1/mentors/match", params=asked).json()["results"]
        found: dict[str, Any] = next(each for each in results if each["mentor"]["municipality"]["name"] == "Hasvik")
        return found

    assert first()["mentor"]["solutions"][0]["standing"] == "i_drift"
    stopped = {"version": adoption["version"], "status": "stoppet"}
    assert api.client.patch(f"/v1/adoptions/{adoption['id']}", json=stopped, headers=api.adviser).status_code == 200
    assert not first()["mentor"]["is_model"]
    assert "har prøvd dette og sluttet" in first()["sentence"]


def test_every_write_stands_in_the_audit_trail(api: Writing) -> None:
    mentor = say_yes(api, "5603", theme="revisjon").json()
    trail = api.client.get("/v1/audit", params={"entity_id": mentor["id"]}, headers=api.admin).json()["results"]
    assert [(each["entity"], each["action"], each["role"]) for each in trail] == [("mentor", "opprettet", "adviser")]


def test_a_mentor_that_is_taken_out_is_given_to_nobody_until_it_is_taken_in_again(api: Writing) -> None:
    theme = "tuftepark"
    for mentor in (ALTA, HASVIK):
        say_yes(api, mentor, theme=theme, capacity=20)
    note(api, ALTA, LOPPA, theme, choice="valgt")
    out = {"mentor": ALTA, "theme": theme, "choice": "unngås", "note": "=Har sagt nei."}
    taken = api.client.post("/v1/mentor-notes", json=out, headers=api.adviser)
    assert taken.status_code == 201, taken.text
    assert taken.json()["asker"] is None
    asked = {"county": "Finnmark", "theme": theme}
    whole = api.client.get("/v1/mentors/board", params=asked).json()
    given = {row["match"]["mentor"]["municipality"]["name"] for row in whole["results"] if row["match"]}
    assert given == {"Hasvik"}
    assert [(each["asker"] and each["asker"]["name"], each["note"]) for each in whole["decided"]] == [
        (None, "=Har sagt nei."),
        ("Loppa", None),
    ]
    sheet = api.client.get("/v1/mentors/board", params=asked | {"format": "csv"}).text.splitlines()
    assert sheet[-2].startswith("Alle,,,Alta,5601,")
    assert sheet[-2].endswith("Tatt ut.,'=Har sagt nei.")
    matches = api.client.get("/v1/mentors/match", params={"municipality": LOPPA, "theme": theme}).json()["results"]
    assert [each["mentor"]["municipality"]["name"] for each in matches] == ["Hasvik"]
    path = f"/v1/mentor-notes/{taken.json()['id']}"
    assert api.client.delete(path, params={"version": taken.json()["version"]}, headers=api.adviser).status_code == 204
    assert board(api, theme)[LOPPA]["match"]["mentor"]["municipality"]["name"] == "Alta"


def test_help_that_is_under_way_stands_also_when_its_mentor_is_taken_out(api: Writing) -> None:
    theme = "hvalvakt"
    say_yes(api, ALTA, theme=theme, capacity=5)
    ours = {"mentor": ALTA, "asker": LOPPA, "theme": theme}
    assert api.client.post("/v1/mentorships", json=ours, headers=api.loppa).status_code == 201
    out = {"mentor": ALTA, "theme": theme, "choice": "unngås"}
    assert api.client.post("/v1/mentor-notes", json=out, headers=api.adviser).status_code == 201
    rows = board(api, theme)
    assert rows[LOPPA]["fixed"] == "pågår"
    assert [row["asker"]["name"] for row in rows.values() if row["match"]] == ["Loppa"]


@pytest.mark.parametrize("said", [{"note": "Ring."}, {"choice": "valgt"}])
def test_of_a_mentor_and_everybody_only_that_it_is_taken_out_can_be_said(api: Writing, said: dict[str, str]) -> None:
    refused = api.client.post("/v1/mentor-notes", json={"mentor": ALTA, "theme": "x"} | said, headers=api.adviser)
    assert refused.status_code == 422
    assert "bare tas ut" in refused.json()["detail"]


@pytest.mark.parametrize(("what", "first"), [("match_place", "Alta"), ("match_size", "Røst")])
def test_who_is_rung_first_follows_the_settings_of_likeness(tmp_path: Path, what: str, first: str) -> None:
    """The same as the search's: Alta is in Loppa's county, Røst is as small as Loppa."""
    parts = ("match_size", "match_place", "match_centrality", "match_kostra", "match_language")
    settings = Settings(corpus=corpus_of(tmp_path), data=tmp_path / "data", index_delay_seconds=0)
    settings = settings.model_copy(update={part: float(part == what) for part in parts})
    with writing(settings) as api:
        for name in ("Alta", "Røst"):
            assert say_yes(api, name, theme="øyhopping", capacity=100).status_code == 201
        asked = {"municipality": "Loppa", "theme": "øyhopping"}
        matched = api.client.get("/v1/mentors/match", params=asked).json()["results"]
        assert matched[0]["mentor"]["municipality"]["name"] == first
        assert board(api, "øyhopping")[LOPPA]["match"]["mentor"]["municipality"]["name"] == first
