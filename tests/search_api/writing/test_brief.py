"""What a municipality tells of its own way with a solution stands on the one page about it."""

from html import unescape

from tests.support.writing import BODO, DYROY, Writing


def test_the_next_one_reads_what_it_took_gave_and_taught_where_it_was_taken_into_use(api: Writing) -> None:
    said = {
        "solution_id": BODO,
        "municipality": "5616",
        "status": "i_drift",
        "since": "2026-02-01",
        "gains": [{"type": "tid", "text": "Færre nattlige turer", "number": 40, "unit": "prosent"}],
        "effort": "En halv stilling i et år.",
        "would_change": "Spurt de ansatte <b>først</b>.",
    }
    assert api.client.post("/v1/adoptions", json=said, headers=api.adviser).status_code == 201
    page = api.client.get(f"/v1/solutions/{BODO}/brief", params={"municipality": "5614"}).text
    told = unescape(page)
    assert "<strong>Hasvik:</strong> Færre nattlige turer (40 prosent) (oppgitt av den som tok det i bruk)" in told
    assert "<strong>Hasvik brukte:</strong> En halv stilling i et år." in told
    assert "<strong>Hasvik ville gjort annerledes:</strong> Spurt de ansatte" in told
    assert "<b>" not in page
    near = told[told.index("Hvem ligner på dere?") :]
    assert near.index("Hasvik:") < near.index("Bodø:")


def test_who_only_considers_it_is_not_among_those_to_ask(api: Writing) -> None:
    said = {"solution_id": BODO, "municipality": "5626", "status": "vurderer", "effort": "Ett møte."}
    assert api.client.post("/v1/adoptions", json=said, headers=api.adviser).status_code == 201
    page = api.client.get(f"/v1/solutions/{BODO}/brief").text
    assert "Gamvik" not in page
    assert "Ett møte" not in page


def test_a_mentor_that_has_said_yes_stands_first_with_what_it_helps_with(api: Writing) -> None:
    said = {"municipality": "5612", "helps_with": ["samtale", "dokumenter"], "solution_id": DYROY, "capacity": 1}
    assert api.client.post("/v1/mentors", json=said, headers=api.adviser).status_code == 201
    address = f"/v1/solutions/{DYROY}/brief"
    told = unescape(api.client.get(address, params={"municipality": "5614", "language": "nn"}).text)
    first = told.index("har sagt ja til samtale, dokument")
    assert told.index("Kven kan hjelpe dykk?") < first
    helping = {"mentor": "5612", "asker": "5620", "solution_id": DYROY}
    assert api.client.post("/v1/mentorships", json=helping, headers=api.adviser).status_code == 201
    told = unescape(api.client.get(address, params={"municipality": "5614"}).text)
    assert "har sagt ja til samtale, dokumenter; har ikke plass til flere nå" in told
    assert told.index("ikke spurt ennå") < told.index("har ikke plass")
