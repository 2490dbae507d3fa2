"""A service that may be written to, over a handful of experiences, and the keys to write with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi.testclient import TestClient

from ingest.pipeline import add
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.settings import ROOT, Settings
from search_api.app import create_app
from search_api.service import SearchService

# A village that got people to move in and one that watches over people at night, among others that did other things.
DYROY, BODO = "dyroy-stedsuavhengig-arbeid", "bodo-digitalt-tilsyn"
EXPERIENCES = (DYROY, BODO, "beiarn-gratis-tomter", "hjelmeland-gratis-barnehage", "meloy-servicepunkt-naerbutikk")


def corpus_of(folder: Path, names: tuple[str, ...] = EXPERIENCES) -> Path:
    """A corpus in ``folder`` of these experiences, with the register."""
    experiences = folder / "corpus" / "erfaringer"
    experiences.mkdir(parents=True)
    (folder / "corpus" / "kommuner").symlink_to(ROOT / "corpus" / "kommuner")
    for name in names:
        (experiences / f"{name}.md").write_bytes((ROOT / "corpus" / "erfaringer" / f"{name}.md").read_bytes())
    return folder / "corpus"


@dataclass(frozen=True)
class Writing:
    """The service, a client of it, and headers with a key of each role; ``loppa`` is that municipality's."""

    service: SearchService
    client: TestClient
    admin: dict[str, str]
    adviser: dict[str, str]
    organiser: dict[str, str]
    loppa: dict[str, str]

    @property
    def settings(self) -> Settings:
        """The settings of the service."""
        return self.service.settings


def _header(service: SearchService, role: ActorRole, kommunenummer: str | None = None) -> dict[str, str]:
    _, secret = service.stores.keys.create(f"Prøve {role.value}", role, date.today(), kommunenummer)
    return {"Authorization": f"Bearer {secret}"}


@contextmanager
def writing(settings: Settings) -> Iterator[Writing]:
    """Take in the corpus of ``settings`` and serve it."""
    add(settings.corpus, settings)
    service = SearchService(settings)
    try:
        yield Writing(
            service,
            TestClient(create_app(service)),
            _header(service, ActorRole.ADMIN),
            _header(service, ActorRole.ADVISER),
            _header(service, ActorRole.ORGANISER),
            _header(service, ActorRole.MUNICIPALITY, "5614"),
        )
    finally:
        service.close()
