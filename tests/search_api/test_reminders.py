"""Who is to be asked how it went, by which address and in which language, and the files of ``reminders``."""

import email
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from demo.processes import ROOT, environment
from ingest.pipeline import add
from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from kunnskapsbase.audit import Actor, ActorRole
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Adoptions, Contacts, RecordStore
from kunnskapsbase.settings import Settings
from search_api.reminders import Kept, Reminder, due, mail
from tests.support.writing import BODO, corpus_of

BY = Actor("nokkel-1", ActorRole.ADVISER)
LOPPA, VINJE = "5614", "4036"
TAKEN = date(2026, 2, 10)
HALF_A_YEAR, A_YEAR = date(2026, 8, 10), date(2027, 2, 10)
EVER = date(2026, 1, 1), date(2030, 1, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("paaminnelser")
    settings = Settings(corpus=corpus_of(folder, (BODO,)), data=folder / "data")
    add(settings.corpus, settings)
    return settings


@pytest.fixture
def kept(settings: Settings) -> Iterator[Kept]:
    """The stores, emptied of what was added when the test is over."""
    kept = Kept(Adoptions(settings.database), Contacts(settings.database), RecordStore(settings.database))
    yield kept
    for adoption in list(kept.adoptions.each()):
        kept.adoptions.remove(adoption, BY)
    for contact in list(kept.contacts.each()):
        kept.contacts.remove(contact, BY)
    for store in (kept.adoptions, kept.contacts, kept.records):
        store.close()


def adopted(kept: Kept, number: str = LOPPA, solution: str = BODO) -> Adoption:
    adoption = Adoption(solution_id=solution, kommunenummer=number, status=AdoptionStatus.ADOPTING, since=TAKEN)
    return kept.adoptions.record(adoption, BY)


def contact(kept: Kept, unit: str, confirmed: date | None, solution: str | None = None) -> str:
    address = f"{unit.lower()}@loppa.kommune.no"
    kept.contacts.record(
        ContactPoint(
            kommunenummer=LOPPA,
            unit=unit,
            email=address,
            source="nettstedet",
            last_confirmed=confirmed,
            solution_id=solution,
        ),
        BY,
    )
    return address


def read(reminder: Reminder, settings: Settings) -> EmailMessage:
    return email.message_from_bytes(mail(reminder, settings), policy=default)


def test_it_is_asked_half_a_year_and_a_year_after_and_only_while_it_is_in_use(
    kept: Kept, register: MunicipalityRegister
) -> None:
    adoption = adopted(kept)
    assert [(each.day, each.months) for each in due(kept, register, *EVER)] == [(HALF_A_YEAR, 6), (A_YEAR, 12)]
    assert due(kept, register, date(2026, 8, 11), date(2027, 2, 9)) == []
    kept.adoptions.change(adoption, moved(adoption, AdoptionStatus.STOPPED, date(2026, 9, 1)), BY)
    assert [each.day for each in due(kept, register, *EVER)] == [HALF_A_YEAR]


def test_nobody_is_asked_about_what_is_not_here_any_more(kept: Kept, register: MunicipalityRegister) -> None:
    adopted(kept, solution="finnes-ikke")
    assert due(kept, register, *EVER) == []


def test_the_mailbox_is_asked_until_the_municipality_has_confirmed_another(
    kept: Kept, register: MunicipalityRegister
) -> None:
    adopted(kept)

    def to() -> str:
        return due(kept, register, *EVER)[0].to

    mailbox = register.get(LOPPA).mailbox
    assert mailbox
    assert to() == mailbox
    contact(kept, "Postmottak", None)
    assert to() == mailbox
    whole = contact(kept, "Servicetorg", date.today())
    assert to() == whole
    own = contact(kept, "Helse", date.today(), BODO)
    assert to() == own
    contact(kept, "Teknisk", date.today(), "en-annen-losning")
    assert to() == own


def test_the_mail_asks_in_the_municipalitys_own_written_form(
    kept: Kept, register: MunicipalityRegister, settings: Settings
) -> None:
    adopted(kept)
    adopted(kept, VINJE)
    published = settings.model_copy(
        update={"publisher_contact": "post@eksempel.no", "public_url": "https://losfor.eksempel.no"}
    )
    by_number = {
        each.municipality.kommunenummer: read(each, published) for each in due(kept, register, HALF_A_YEAR, HALF_A_YEAR)
    }
    bokmaal, nynorsk = by_number[LOPPA], by_number[VINJE]
    assert bokmaal["Content-Language"] == "nb"
    assert bokmaal["Subject"].startswith("Hvordan går det med «")
    assert bokmaal["From"] == "post@eksempel.no"
    assert bokmaal["X-Unsent"] == "1"
    said = bokmaal.get_content()
    assert "For et halvt år siden (10.02.2026) tok Loppa kommune i bruk" in said
    assert "Tar i bruk, fra 10.02.2026" in said
    assert f"https://losfor.eksempel.no/v1/solutions/{BODO}/brief?municipality={LOPPA}" in said
    assert nynorsk["Content-Language"] == "nn"
    assert "Kva ville de gjort annleis" in nynorsk.get_content()
    assert read(due(kept, register, *EVER)[0], settings)["From"] is None


def run(settings: Settings, *arguments: str) -> "subprocess.CompletedProcess[str]":
    env = environment({"KB_DATA": str(settings.data), "KB_CORPUS": str(settings.corpus)})
    command = [sys.executable, "-m", "search_api", "reminders", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_lists_them_and_writes_each_mail_once(kept: Kept, settings: Settings, tmp_path: Path) -> None:
    adopted(kept)
    folder = tmp_path / "ut" / "brev"
    asked = ("--from", "2026-08-01", "--until", "2026-08-31", "--to", str(folder))
    first = run(settings, *asked)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith(f"{HALF_A_YEAR}   6 md.  Loppa  ")
    assert "1 nye e-poster" in first.stderr
    (file,) = folder.iterdir()
    assert file.name == f"{HALF_A_YEAR}-{LOPPA}-{BODO}.eml"
    file.write_text("sendt", encoding="utf-8")
    again = run(settings, *asked)
    assert "0 nye e-poster" in again.stderr
    assert file.read_text(encoding="utf-8") == "sendt"


def test_what_cannot_be_done_says_why(settings: Settings, tmp_path: Path) -> None:
    turned = run(settings, "--from", "2026-09-01", "--until", "2026-08-31")
    assert (turned.returncode, turned.stdout) == (2, "")
    assert "feil rekkefølge" in turned.stderr
    (tmp_path / "fil").write_bytes(b"")
    blocked = run(settings, "--to", str(tmp_path / "fil"))
    assert blocked.returncode == 2
    assert "Velg en annen mappe" in blocked.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["fil"]
