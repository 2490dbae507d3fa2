"""Where many ask at once a second process answers too: the same answers, and nothing lost when it goes."""

import asyncio
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import pytest

from demo.processes import api_command, free_port, server
from ingest.pipeline import add
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.settings import Settings
from search_api.deputies.deputy import Deputy
from search_api.deputies.frames import Answered, Asked
from search_api.deputies.pool import Deputies
from search_api.noting import Need
from tests.support.writing import BODO, DYROY, Writing, corpus_of, writing

_Result = TypeVar("_Result")
Run = Callable[[Coroutine[Any, Any, _Result]], _Result]
TARGETS = (
    "/v1/solutions?q=nattilsyn+i+hjemmetjenesten&municipality=Loppa",
    "/v1/solutions?q=f%C3%A5+folk+til+%C3%A5+flytte+hit&population_max=3000&limit=2&passages=0",
    "/v1/solutions?q=gratis+tomter&format=csv",
    "/v1/passages?q=barnehage",
)


@pytest.fixture(scope="module")
def run() -> Iterator[Run[Any]]:
    """Runs a coroutine in a loop that goes on until the module is done."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, loop).result(90)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    folder = tmp_path_factory.mktemp("medhjelp")
    with writing(Settings(corpus=corpus_of(folder), data=folder / "data")) as service:
        yield service


@pytest.fixture(scope="module")
def needs() -> list[Need]:
    return []


async def crowd(pool: Deputies) -> int:
    """Have 60 wait for each other until another has come to answer; how many got their turn."""
    turns = [asyncio.create_task(pool.place()) for _ in range(60)]
    async with asyncio.timeout(80):
        while not pool.present:
            await asyncio.sleep(0.05)
    for turn in turns:
        pool.leave(await turn)
    return len(turns)


@pytest.fixture(scope="module")
def pool(run: Run[Any], served: Writing, needs: list[Need]) -> Iterator[Deputies]:
    pool = Deputies(served.settings, served.service.started, needs.append)
    assert run(crowd(pool)) == 60
    yield pool
    run(pool.close())
    assert pool.present == 0


def asked(pool: Deputies, run: Run[Any], target: str, headers: Sequence[tuple[str, str]] = ()) -> Answered | None:
    path, _, query = target.partition("?")
    sent = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": query.encode()}

    async def ask() -> Answered | None:
        place = await pool.place()
        assert place.deputy is not None, "the deputy is asked first"
        try:
            return await pool.answer(place.deputy, {**scope, "headers": sent})
        finally:
            pool.leave(place)

    answered: Answered | None = run(ask())
    return answered


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_deputy_gives_the_apis_own_answer(
    target: str, language: str, pool: Deputies, run: Run[Any], served: Writing
) -> None:
    own = served.client.get(target, headers={"Accept-Language": language})
    answered = asked(pool, run, target, [("accept-language", language)])
    assert answered is not None
    assert (answered.status, answered.body) == (own.status_code, own.content) == (200, own.content)
    headers = {name.decode(): value.decode() for name, value in answered.headers}
    assert headers == {name: own.headers[name] for name in headers}
    known = asked(pool, run, target, [("accept-language", language), ("if-none-match", headers["etag"])])
    assert known is not None
    assert (known.status, known.body) == (304, b"")


@pytest.mark.parametrize("query", ["q=", "q=vann&limit=0", "q=vann&municipality=Tull", "q=vann&ukjent=1", ""])
def test_what_cannot_be_used_is_left_to_the_api(query: str, pool: Deputies, run: Run[Any]) -> None:
    assert asked(pool, run, f"/v1/solutions?{query}") is None


def test_a_need_that_a_deputy_meets_is_counted(pool: Deputies, run: Run[Any], needs: list[Need]) -> None:
    needs.clear()
    assert asked(pool, run, f"/v1/solutions?q={quote('romferge til månen')}&municipality=5614") is not None
    assert asked(pool, run, TARGETS[0]) is not None
    assert [(need.said, need.asker.municipality and need.asker.municipality.name) for need in needs] == [
        ("romferge til månen", "Loppa")
    ]


def test_what_was_just_written_is_in_the_next_answer(pool: Deputies, run: Run[Any], served: Writing) -> None:
    before = asked(pool, run, TARGETS[0])
    contact = {"municipality": "1804", "solution_id": BODO, "unit": "Velferdsteknologi", "email": "post@eksempel.no"}
    contact["source"] = "https://eksempel.no"
    added = served.client.post("/v1/contacts", json=contact, headers=served.adviser)
    assert added.status_code == 201, added.text
    pool.changed()
    after = asked(pool, run, TARGETS[0])
    assert before and after
    assert (b"post@eksempel.no" in before.body, b"post@eksempel.no" in after.body) == (False, True)
    assert dict(before.headers)[b"etag"] != dict(after.headers)[b"etag"]


def test_those_who_wait_get_their_turn_in_order_and_who_gives_up_takes_nobodys(run: Run[Any]) -> None:
    pool = Deputies(Settings(answering_processes=1), "prøve", lambda _: None)

    async def play() -> list[str]:
        here = await pool.place()
        order: list[str] = []

        async def wait(name: str) -> None:
            place = await pool.place()
            order.append(name)
            pool.leave(place)

        waiting = {name: asyncio.create_task(wait(name)) for name in "abcd"}
        await asyncio.sleep(0)
        waiting["b"].cancel()
        pool.leave(here)
        # It has got its turn and not begun.
        waiting["a"].cancel()
        await asyncio.gather(*waiting.values(), return_exceptions=True)
        await wait("e")
        return order

    assert run(play()) == ["c", "d", "e"]
    assert pool.present == 0


def test_one_that_does_not_answer_in_time_is_ended(run: Run[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.deputies.deputy._ANSWER_WITHIN_S", 0.2)

    async def wait() -> Answered | None:
        ours, theirs = socket.socketpair()
        with theirs:
            deputy = Deputy(subprocess.Popen(["sleep", "60"]), *await asyncio.open_connection(sock=ours))
            answered = await deputy.answer(Asked({}, 0))
            assert deputy.gone
            await deputy.stop()
            assert deputy.process.returncode == -signal.SIGKILL
            return answered

    assert run(wait()) is None


def test_one_that_nobody_has_needed_for_a_while_goes(
    pool: Deputies, run: Run[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(pool.look())
    assert pool.present == 1
    monkeypatch.setattr("search_api.deputies.pool._IDLE_S", 0.0)
    run(pool.look())
    assert pool.present == 0
    here = run(pool.place())
    assert here.deputy is None
    pool.leave(here)


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_under_load_a_second_process_is_called_in_and_when_it_is_killed_no_question_is_lost(tmp_path: Path) -> None:
    corpus, data, port = corpus_of(tmp_path, (DYROY, BODO)), tmp_path / "data", free_port()
    address = f"http://127.0.0.1:{port}"
    questions = [f"/v1/solutions?q={quote(text)}" for text in ("nattilsyn", "folketall", "rus i skolen", "snøskuter")]
    settings = {"KB_CORPUS": str(corpus), "KB_DATA": str(data), "PORT": str(port)}
    add(corpus, Settings(corpus=corpus, data=data))
    killed: list[int] = []
    with server(api_command(), f"{address}/health", tmp_path / "api.log", settings) as process:
        with httpx.Client(base_url=address, trust_env=False) as client:
            assert client.get("/health").json()["processes"] == 1
            alone = {each: client.get(each) for each in questions}
        called_in = threading.Event()

        def ask(number: int) -> int:
            """Ask until a second process answers, and a little longer; the first who asks kills it then."""
            until = time.monotonic() + 90
            last = 0
            with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
                for asked, question in enumerate(cycle(questions)):
                    answer = client.get(question)
                    assert (answer.status_code, answer.content) == (200, alone[question].content)
                    assert answer.headers["etag"] == alone[question].headers["etag"]
                    assert time.monotonic() < until, "nobody came"
                    if not called_in.is_set() and asked % 20 == 0 and client.get("/health").json()["processes"] == 2:
                        called_in.set()
                    last += called_in.is_set()
                    if number == 0 and last == 20:
                        killed.extend(children(process.pid))
                        os.kill(killed[0], signal.SIGKILL)
                    if last == 40:
                        return asked
            raise AssertionError

        with ThreadPoolExecutor(6) as many:
            assert all(many.map(ask, range(6)))
        others = {*killed, *children(process.pid)}
    assert len(killed) == 1
    assert "has gone" in (tmp_path / "api.log").read_text(encoding="utf-8")
    assert not any(Path(f"/proc/{each}").exists() for each in others)
    EdgeEngine(data / "index").tidy()
    assert not list((data / "index").glob("*.ved-siden-*"))
