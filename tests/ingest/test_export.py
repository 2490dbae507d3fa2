"""What people add goes out as files and comes back the same, and what is wrong with a file is told by its line."""

import json
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import BaseModel

from demo.processes import ROOT, environment
from ingest.added_files import KINDS, export, file_text
from ingest.added_import import Imported, import_added
from ingest.front_matter import read_front_matter
from kunnskapsbase.added import LONGEST
from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from kunnskapsbase.audit import LOCAL
from kunnskapsbase.confirmation import Confirmation
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Choice, Help, Mentor, Mentorship, Origin, PairNote
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Adoptions, AuditTrail, RecordStore

DAY = date(2026, 2, 10)


def adoption(**fields: object) -> Adoption:
    told = {
        "losning": "et-tiltak",
        "kommunenummer": "5614",
        "status": "vurderer",
        "siden": "2026-01-10",
        "gevinster": [{"type": "tid", "beskrivelse": "Spart: én time", "tall": 2.5, "enhet": "timer"}],
        "merknad": "Linje én.\n\n---\n\n## Ikke en overskrift: «null»\n- nei",
    }
    return Adoption.model_validate(told | fields)


def contact() -> ContactPoint:
    person = {"navn": "Kari Nordmann", "samtykke_gitt": "2026-01-01", "samtykke_til": "2030-01-01"}
    told = {"kommunenummer": "5614", "enhet": "Servicetorget", "epost": "post@example.org", "kilde": "nettstedet"}
    return ContactPoint.model_validate(told | {"person": person, "sist_bekreftet": "2026-01-01"})


def fill(address: str) -> None:
    pair = {"mentor": "3203", "asker": "5614"}
    mentor = Mentor(
        kommunenummer="3203",
        solution_id="et-tiltak",
        helps_with=(Help.CALL, Help.VISIT),
        last_confirmed=DAY,
        origin=Origin.SAID_YES,
    )
    entities: dict[str, list[BaseModel]] = {
        "adopsjoner": [moved(adoption(), AdoptionStatus.ADOPTING, DAY), adoption(kommunenummer="3203")],
        "bekreftelser": [Confirmation(solution_id="et-tiltak", kommunenummer="3203", day=DAY)],
        "kontakter": [contact()],
        "mentorer": [mentor],
        "mentorforhold": [Mentorship.model_validate(pair | {"theme": "vann og avløp", "since": DAY})],
        "parmerknader": [
            PairNote.model_validate(pair | {"theme": "vann og avløp", "choice": Choice.CHOSEN}),
            PairNote(mentor="5603", theme="vann og avløp", choice=Choice.AVOIDED),
        ],
    }
    for kind in KINDS:
        with closing(kind.store(address)) as store:
            for entity in entities[kind.folder]:
                store.record(entity, LOCAL)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_exported_makes_the_same_store_and_the_same_files(
    store_address: str, tmp_path: Path, register: MunicipalityRegister
) -> None:
    fill(store_address)
    first, second = tmp_path / "en", tmp_path / "to"
    assert export(first, store_address) == 8
    new = f"sqlite:///{tmp_path / 'ny.sqlite'}"
    assert import_added(first, new, register) == Imported(new=8)
    assert export(second, new) == 8
    assert files(first) == files(second)
    assert {Path(name).parent.name for name in files(first)} == {"", *(kind.folder for kind in KINDS)}
    for kind in KINDS:
        with closing(kind.store(store_address)) as one, closing(kind.store(new)) as other:
            assert list(one.each()) == list(other.each())
    # Again changes nothing, and leaves no row in the audit trail.
    assert import_added(first, new, register) == Imported(there=8)
    with closing(AuditTrail(new)) as trail:
        assert len(list(trail.each())) == 8


words = some.text(some.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=60)


@given(words.map(str.strip).filter(bool), some.sampled_from(["\n", "\n\n", " ", "\n---\n", ": ", "\t"]))
def test_any_words_come_back_as_they_were(text: str, between: str) -> None:
    kept = adoption(merknad=f"{text}{between}{text}"[:LONGEST])
    front = read_front_matter("fil.md", file_text(kept))
    assert not front.problems
    assert Adoption.model_validate(front.data) == kept


def test_a_new_export_takes_away_what_is_no_longer_there_and_nothing_else(tmp_path: Path) -> None:
    address, folder = f"sqlite:///{tmp_path / 'losfor.sqlite'}", tmp_path / "ut"
    fill(address)
    export(folder, address)
    own = folder / "adopsjoner" / "mine-notater.txt"
    own.write_text("hei")
    with closing(Adoptions(address)) as adoptions:
        for each in adoptions.of_municipality("3203"):
            adoptions.remove(each, LOCAL)
    assert export(folder, address) == 7
    assert [name for name in files(folder) if "/3203-adopsjon" in name] == []
    assert own.exists()


@pytest.mark.parametrize("content", [None, "ikke json", '["../utenfor.md"]', '["adopsjoner/../../utenfor.md"]', "{}"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, content: str | None) -> None:
    folder, outside = tmp_path / "ut", tmp_path / "utenfor.md"
    folder.mkdir()
    outside.write_text("min")
    (folder / "brev.txt").write_text("kjære")
    if content is not None:
        (folder / ".eksport.json").write_text(content)
    with pytest.raises(InputError, match="noe annet enn en eksport"):
        export(folder, f"sqlite:///{tmp_path / 'losfor.sqlite'}")
    assert outside.exists()
    assert not (folder / "adopsjoner").exists()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file of one adoption, to be spoilt."""
    file = tmp_path / "inn" / "adopsjoner" / "en.md"
    file.parent.mkdir(parents=True)
    file.write_text(file_text(adoption()), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("siden: '2026-01-10'", "siden: i fjor"), 5, "en dag som finnes"),
        (("status: vurderer", "status: vurdrer"), 4, "Mente du «vurderer»"),
        (("losning:", "løsning:"), None, "losning: feltet mangler"),
        (("'5614'", "'9876'"), 3, "Ukjent kommunenummer"),
        (("tall: 2.5", "tal: 2.5"), 9, "Mente du «tall»"),
        (("siden: '2026-01-10'", "siden: '2999-01-10'"), None, "ikke kommet ennå"),
        (("merknad:", "tidligere:\n  - {status: følger, dato: '2026-02-01'}\nmerknad:"), None, "feil rekkefølge"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_of_it_is_kept(
    written: Path, register: MunicipalityRegister, change: tuple[str, str], line: int | None, told: str
) -> None:
    text, folder = written.read_text(encoding="utf-8"), written.parent.parent
    assert change[0] in text
    written.write_text(text.replace(*change), encoding="utf-8")
    good = written.with_name("to.md")
    good.write_text(file_text(adoption(kommunenummer="3203")), encoding="utf-8")
    imported = import_added(folder, f"sqlite:///{folder.parent / 'ny.sqlite'}", register)
    assert any(told in problem.message for problem in imported.problems), imported.problems
    assert line is None or line in {problem.line for problem in imported.problems}
    assert imported.new == 1


def test_a_number_out_of_use_is_brought_to_that_of_today_and_told(
    written: Path, tmp_path: Path, register: MunicipalityRegister
) -> None:
    written.write_text(file_text(adoption(kommunenummer="2014")), encoding="utf-8")
    imported = import_added(tmp_path / "inn", f"sqlite:///{tmp_path / 'ny.sqlite'}", register)
    assert [remark.message for remark in imported.remarks] == [
        "Kommunenummer 2014 er gått ut; brukte dagens nummer 5614 (Loppa)."
    ]
    with closing(Adoptions(f"sqlite:///{tmp_path / 'ny.sqlite'}")) as adoptions:
        assert [each.kommunenummer for each in adoptions.each()] == ["5614"]


def test_other_content_than_what_is_there_is_not_written_over_it(
    written: Path, tmp_path: Path, register: MunicipalityRegister
) -> None:
    address = f"sqlite:///{tmp_path / 'losfor.sqlite'}"
    with closing(Adoptions(address)) as adoptions:
        there = adoptions.record(adoption(merknad="noe annet"), LOCAL)
        (problem,) = import_added(tmp_path / "inn", address, register).problems
        assert "finnes fra før" in problem.message
        assert list(adoptions.each()) == [there]


def test_what_belonged_to_a_solution_that_was_taken_down_does_not_come_back(
    written: Path, tmp_path: Path, register: MunicipalityRegister
) -> None:
    address = f"sqlite:///{tmp_path / 'losfor.sqlite'}"
    with closing(RecordStore(address)) as store:
        store.take_down("erfaringer/et-tiltak.md", ["et-tiltak"], "")
    imported = import_added(tmp_path / "inn", address, register)
    assert "er tatt ned" in imported.problems[0].message
    assert imported.new == 0


def test_the_commands_do_it_and_say_what_they_did(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path / 'data' / 'losfor.sqlite'}")

    def run(*arguments: str, data: str, status: int = 0) -> dict[str, object]:
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *arguments, "--json"],
            cwd=ROOT,
            env=environment({"KB_DATA": str(tmp_path / data)}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, done.stderr
        said: dict[str, object] = json.loads(done.stdout)
        return said

    folder = str(tmp_path / "ut")
    assert run("export", folder, data="data") == {"skrevet": 8}
    assert run("import", folder, data="ny") == {"nye": 8, "fra_for": 0, "feil": []}
    assert "Fant ingenting" in str(run("import", str(tmp_path / "tom"), data="ny", status=2)["feil"])
