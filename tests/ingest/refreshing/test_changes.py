"""The register renewed: only what a source says anew is written, and the index follows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ingest.__main__ import main
from ingest.pipeline import add
from ingest.recording import wanted_index
from kunnskapsbase.index import engine
from kunnskapsbase.locking import ProcessLock
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from tests.ingest.refreshing.conftest import MakeRenewal, Renewal
from tests.support.open_apis import ANSWERS, REGISTER, population, rows_of, small_register, write_catalogue
from tests.support.web import Site

BODO, HAMAROY, VAGAN = "1804", "1875", "1865"


def test_only_what_a_source_says_anew_is_written_and_the_rest_of_the_file_stays(county: Renewal) -> None:
    lines = (county.folder / "kommuner.csv").read_text(encoding="utf-8").splitlines()
    county.rows[BODO] |= {"folketall": "54000", "kostra_kode": "EKG12"}
    county.rows[VAGAN]["navn_offisielt"] = "Vågan - Vuogát"
    county.rows[HAMAROY]["navn_samisk_kvensk"] = "Hábmer|Hamaroj"
    county.serve()
    status, said = county.run(*ANSWERS)
    assert status == 0
    area = float(county.before[BODO]["areal_km2"])
    assert county.changed() == {
        (BODO, "folketall"): "54000",
        (BODO, "folketetthet_per_km2"): str(round(54000 / area, 2)),
        (BODO, "kostra_kode"): "EKG12",
        (BODO, "kostra_gruppe"): "12",
        (VAGAN, "navn_offisielt"): "Vågan - Vuogát",
        (HAMAROY, "navn_samisk_kvensk"): "Hábmer|Hamaroj",
    }
    newer = (county.folder / "kommuner.csv").read_text(encoding="utf-8").splitlines()
    assert sum(old != new for old, new in zip(lines, newer, strict=True)) == 3
    assert said["ssb-folketall"]["endringer"][0] == {
        "kommunenummer": BODO,
        "kolonne": "folketall",
        "fra": county.before[BODO]["folketall"],
        "til": "54000",
    }
    notes = yaml.safe_load((county.folder / "oppdatert.yml").read_text(encoding="utf-8"))["kilder"]
    assert {note["id"] for note in notes} == set(ANSWERS)
    assert next(note["gjelder"] for note in notes if note["id"] == "ssb-folketall") == "2026-01-01"


def test_a_second_run_finds_nothing_to_do_and_touches_nothing(county: Renewal) -> None:
    county.rows[BODO]["folketall"] = "54000"
    county.serve()
    assert county.run(*ANSWERS)[0] == 0
    states = county.states()
    status, said = county.run(*ANSWERS)
    assert status == 0
    assert all(each["endringer"] == [] for each in said.values())
    assert county.states() == states


def test_a_dry_run_names_every_change_and_writes_nothing(county: Renewal, capsys: pytest.CaptureFixture[str]) -> None:
    states, before = county.states(), county.rows[BODO]["folketall"]
    county.rows[BODO]["folketall"] = "54000"
    county.serve()
    assert county.run("ssb-folketall", "--dry-run")[0] == 0
    assert main(["refresh", "ssb-folketall", "--dry-run", "--allow-private", "127.0.0.1"]) == 0
    told = capsys.readouterr().out
    assert f"1804 Bodø, folketall: {before} → 54000" in told
    assert "Ingenting er skrevet" in told
    assert county.states() == states


def test_a_new_year_moves_the_date_of_every_figure(county: Renewal) -> None:
    county.answer("ssb-folketall", population(county.rows, "2027"))
    assert county.run("ssb-folketall")[0] == 0
    changed = county.changed()
    assert set(changed) == {(number, "folketall_dato") for number in county.rows}
    assert set(changed.values()) == {"2027-01-01"}


def test_neighbours_are_asked_for_one_by_one_and_must_agree(renewal: MakeRenewal, site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "kommuner"
    vestfold = renewal(folder, small_register(folder, "39", site))
    vestfold.serve()
    assert vestfold.run("kartverket-naboer")[0] == 0
    assert sorted(site.paths()) == sorted(f"/kartverket-naboer/{number}" for number in vestfold.rows)
    assert vestfold.changed() == {}
    one, two = next(
        (one, two)
        for one, row in vestfold.rows.items()
        for two in vestfold.rows
        if two not in f"{one}|{row['naboer_alle']}"
    )
    listed = [
        {"kommunenummer": each, "kommunenavn": ""} for each in (two, *vestfold.rows[one]["naboer_alle"].split("|"))
    ]
    vestfold.answer(f"kartverket-naboer/{one}", listed)
    status, said = vestfold.run("kartverket-naboer")
    assert status == 1
    assert said["kartverket-naboer"]["holdt_tilbake"][0]["grunn"] == f"{two} regner ikke {one} som nabo"
    assert vestfold.changed() == {}
    for number, other in ((one, two), (two, one)):
        vestfold.rows[number]["naboer_alle"] = "|".join(
            sorted([*vestfold.rows[number]["naboer_alle"].split("|"), other])
        )
    vestfold.serve()
    assert vestfold.run("kartverket-naboer")[0] == 0
    assert set(vestfold.changed()) == {(one, "naboer_alle"), (two, "naboer_alle")}


def test_a_file_that_could_not_be_written_back_as_it_stands_is_left_alone(county: Renewal) -> None:
    county.rows[BODO]["folketall"] = "54000"
    county.serve()
    text = (county.folder / "kommuner.csv").read_bytes().replace(b"\n", b"\r\n")
    (county.folder / "kommuner.csv").write_bytes(text)
    status, said = county.run("ssb-folketall")
    assert (status, "lagret av et regneark" in said["feil"]) == (2, True)
    assert (county.folder / "kommuner.csv").read_bytes() == text
    assert county.site.asked == []


def test_two_do_not_renew_the_register_at_once(county: Renewal, tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "data" / ".kommuneregisteret.lock", "Oppdateringen av kommuneregisteret"):
        status, said = county.run("ssb-folketall")
    assert (status, "er i bruk" in said["feil"]) == (2, True)


def test_the_index_follows_the_renewed_register(
    renewal: MakeRenewal, site: Site, small_corpus: Callable[[int], Path], tmp_path: Path
) -> None:
    corpus = small_corpus(3)
    (corpus / "kommuner").unlink()
    shutil.copytree(REGISTER, corpus / "kommuner")
    write_catalogue(corpus / "kommuner", site)
    settings = Settings(corpus=corpus, data=tmp_path / "data")

    def wanted_and_served() -> tuple[str, str | None]:
        store = RecordStore(settings.database)
        job = wanted_index(settings, store)
        store.close()
        return job.content, engine(settings).current(job.alias)

    add([corpus], settings)
    before, served = wanted_and_served()
    assert served is not None
    assert served.startswith(before)
    whole = renewal(corpus / "kommuner", rows_of(corpus / "kommuner" / "kommuner.csv"))
    whole.rows["5614"]["folketall"] = str(int(whole.rows["5614"]["folketall"]) + 10)
    whole.answer("ssb-folketall", population(whole.rows))
    assert whole.run("ssb-folketall")[0] == 0
    assert wanted_and_served()[0] != before
    add([corpus], settings)
    after, served = wanted_and_served()
    assert served is not None
    assert served.startswith(after)
