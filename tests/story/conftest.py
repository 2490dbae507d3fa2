"""A real API over a handful of experiences, in each of the databases that a store can be in, and keys to it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from demo.processes import api_command, free_port, server
from ingest.__main__ import main
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.records import Keys
from tests.support.writing import corpus_of

EXPERIENCES = (
    "dyroy-stedsuavhengig-arbeid",
    "bodo-digitalt-tilsyn",
    "beiarn-gratis-tomter",
    "hjelmeland-gratis-barnehage",
    "meloy-servicepunkt-naerbutikk",
    "nordkapp-legegruppe",
    "heroy-boligbyggerskole",
    "flekkefjord-brannvakt-trygghetsalarm",
)


@dataclass(frozen=True)
class Served:
    """The API at ``address``; ``settings`` are the variables it and the commands run with, ``data`` their folder."""

    address: str
    settings: dict[str, str]
    data: Path
    clients: ExitStack

    def ingest(self, *arguments: str) -> None:
        """Run a command of ``python -m ingest`` as whoever runs the service does, but for the start of a process."""
        with pytest.MonkeyPatch.context() as environment:
            for name, value in self.settings.items():
                environment.setenv(name, value)
            assert main(list(arguments)) == 0

    def client(self, role: ActorRole | None = None, municipality: str | None = None) -> "Caller":
        """Somebody with a key of ``role``, or without any."""
        headers = {}
        if role is not None:
            keys = Keys(self.settings["DATABASE_URL"])
            _, secret = keys.create(f"Prøve {role}", role, date.today(), municipality)
            keys.close()
            headers = {"Authorization": f"Bearer {secret}"}
        return Caller(self.clients.enter_context(httpx.Client(base_url=self.address, timeout=60, headers=headers)))


@dataclass(frozen=True)
class Caller:
    """Somebody who asks and writes over HTTP."""

    http: httpx.Client

    def get(self, path: str, **parameters: Any) -> Any:  # noqa: ANN401
        """What is read; it must be there."""
        return self.answer(path, **parameters).json()

    def answer(self, path: str, **parameters: Any) -> httpx.Response:  # noqa: ANN401
        """The answer to a read, which must go well."""
        answer = self.http.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer

    def status(self, path: str) -> int:
        """How a read goes."""
        return self.http.get(path).status_code

    def write(self, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401
        """What is answered to a write, which must go well."""
        answer = self.http.request(method, path, json=body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    def hit(self, question: str, municipality: str, solution_id: str) -> Any:  # noqa: ANN401
        """A solution as it stands in the answer to a question, ``None`` where it does not."""
        found = self.get("/v1/solutions", q=question, municipality=municipality, limit=5)["results"]
        return next((each for each in found if each["id"] == solution_id), None)


@pytest.fixture(params=["embedded", "server"])
def index_settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """Where the index is: in the process, or on the empty Qdrant server that ``KB_QDRANT`` is the address of."""
    if request.param == "embedded":
        return {}
    if not (address := os.environ.get("KB_QDRANT")):
        pytest.skip("KB_QDRANT is the address of no Qdrant server")
    return {"QDRANT_URL": address}


@pytest.fixture
def served(tmp_path: Path, store_address: str, index_settings: dict[str, str]) -> Iterator[Served]:
    """The API, serving."""
    data, port = tmp_path / "data", free_port()
    settings = {
        "KB_CORPUS": str(corpus_of(tmp_path, EXPERIENCES)),
        "KB_DATA": str(data),
        "DATABASE_URL": store_address,
        "KB_INDEX_DELAY_SECONDS": "0.5",
        "KB_UPLOAD_MEGABYTES": "10",
        "PORT": str(port),
    } | index_settings
    with ExitStack() as stack:
        made = Served(f"http://127.0.0.1:{port}", settings, data, stack)
        made.ingest("add", settings["KB_CORPUS"])
        stack.enter_context(server(api_command(), f"{made.address}/health", tmp_path / "api.log", settings))
        yield made
