"""The sources of the corpus checked on loopback: alive, changed, moved, dead, and left alone."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.addresses import AddressRules
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.source_check import Checker, Notes, Result, Rounds, SourceStatus, Watched, record, watched
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import ROOT
from tests.ingest.conftest import GOOD
from tests.support.bad_files import GOOD_TEXT
from tests.support.bad_pdfs import text_pdf
from tests.support.web import Answer, Site, page, redirect, silent, website

LIMITS = Limits(megabytes=1, seconds=2)
LOCAL = AddressRules({"127.0.0.1"})
Check = Callable[[str, Result | None], Result]


def _page(text: str = GOOD_TEXT, title: str = "Møblene brukes om igjen", tag: str | None = None) -> Answer:
    main = f"<main><h1>{title}</h1><p>{text}</p></main>"
    content = f"<!doctype html><html><head><title>{title}</title></head><body>{main}</body></html>".encode()
    if tag is None:
        return page(content, "text/html; charset=utf-8")
    return page(content, "text/html; charset=utf-8", ETag=tag)


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def check(site: Site, reader: ReaderProcess, tmp_path: Path) -> Iterator[Check]:
    """Check a path of the site, against what was known before."""
    with Checker(LIMITS, LOCAL, reader, tmp_path) as checker:

        def check_path(path: str, before: Result | None) -> Result:
            return checker.check(site.address + path, before)

        yield check_path
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_answers_lives_and_the_next_time_it_is_unchanged(site: Site, check: Check) -> None:
    site.answers["/side"] = _page()
    first = check("/side", None)
    assert (first.status, first.title) == (SourceStatus.ALIVE, "Møblene brukes om igjen")
    second = check("/side", first)
    assert (second.status, second.text_hash) == (SourceStatus.ALIVE, first.text_hash)
    assert second.message == f"Uendret siden {first.checked[:10]}."


@pytest.mark.parametrize(
    ("newer", "says"),
    [
        (_page(title="Siden finnes ikke"), "«Møblene brukes om igjen» → «Siden finnes ikke»"),
        (_page(GOOD_TEXT[::-1]), "Teksten er en"),
    ],
)
def test_another_title_or_text_is_a_change_told_once(site: Site, check: Check, newer: Answer, says: str) -> None:
    site.answers["/side"] = _page()
    before = check("/side", None)
    site.answers["/side"] = newer
    changed = check("/side", before)
    assert (changed.status, changed.changed) == (SourceStatus.CHANGED, changed.checked)
    assert says in changed.message
    after = check("/side", changed)
    assert (after.status, after.changed) == (SourceStatus.ALIVE, changed.checked)


def test_what_surrounds_the_text_may_change(site: Site, check: Check) -> None:
    pages = [
        f"<html><body><nav>{menu}</nav><main><h1>Ombruk</h1><p>{GOOD_TEXT}</p></main></body></html>"
        for menu in ("Forside", "Forside og 3 nye saker")
    ]
    site.answers["/side"] = page(pages[0].encode(), "text/html")
    before = check("/side", None)
    site.answers["/side"] = page(pages[1].encode(), "text/html")
    assert check("/side", before).status is SourceStatus.ALIVE


def test_a_site_that_can_tell_is_asked_whether_anything_has_changed(site: Site, check: Check) -> None:
    def by_tag(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == '"a1"'
        (page(b"", "", 304) if same else _page(tag='"a1"'))(request)

    site.answers["/side"] = by_tag
    before = check("/side", None)
    after = check("/side", before)
    assert (after.status, after.text_hash, after.title) == (SourceStatus.ALIVE, before.text_hash, before.title)


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (page(b"", "", 404), SourceStatus.DEAD, "404"),
        (page(b"", "", 410), SourceStatus.DEAD, "410"),
        (redirect("/"), SourceStatus.DEAD, "forsiden"),
        (redirect("/annet/sted"), SourceStatus.MOVED, "/annet/sted"),
        (redirect("/side/"), SourceStatus.ALIVE, "Svarer"),
        (page(b"", "", 403), SourceStatus.LEFT_ALONE, "403"),
        (page(b"", "", 503), SourceStatus.UNREACHABLE, "503"),
        (silent, SourceStatus.UNREACHABLE, "i tide"),
        (redirect("/side"), SourceStatus.UNREACHABLE, "i ring"),
        (redirect("https://10.0.0.1/"), SourceStatus.LEFT_ALONE, "lokalnettet"),
        (page(bytes(2_000_000)), SourceStatus.ALIVE, "for stor"),
        (page(b"", "text/html"), SourceStatus.ALIVE, "kan ikke leses"),
        (page(text_pdf(2)), SourceStatus.ALIVE, "Svarer."),
    ],
    ids=["404", "410", "front", "moved", "slash", "403", "503", "silent", "ring", "private", "large", "empty", "pdf"],
)
def test_what_becomes_of_an_address_is_told(
    site: Site, check: Check, answer: Answer, status: SourceStatus, says: str
) -> None:
    site.answers |= {"/": _page(), "/annet/sted": _page(), "/side/": _page(), "/side": answer}
    result = check("/side", None)
    assert (result.status, says in result.message) == (status, True), result.message


def test_only_what_fails_three_times_in_a_row_is_dead(site: Site, check: Check) -> None:
    site.answers["/side"] = _page()
    living = check("/side", None)
    site.answers["/side"] = page(b"", "", 500)
    first = check("/side", living)
    second = check("/side", first)
    third = check("/side", second)
    assert [each.status.value for each in (first, second, third)] == ["utilgjengelig", "utilgjengelig", "død"]
    assert third.text_hash == living.text_hash
    site.answers["/side"] = _page()
    again = check("/side", third)
    assert (again.status, again.failures) == (SourceStatus.ALIVE, 0)


def test_what_robots_are_asked_to_leave_alone_is_left_alone(site: Site, check: Check) -> None:
    site.answers |= {"/robots.txt": page(b"User-agent: *\nDisallow: /side\n", "text/plain"), "/side": _page()}
    assert check("/side", None).status is SourceStatus.LEFT_ALONE
    assert site.paths() == []


class _Crowd:
    """Counts how many are being answered at once, in all and by site."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: dict[str, int] = {}
        self.most_of_a_site = 0
        self.most = 0

    def answer(self, name: str) -> Answer:
        def slowly(request: BaseHTTPRequestHandler) -> None:
            with self._lock:
                self._now[name] = self._now.get(name, 0) + 1
                self.most_of_a_site = max(self.most_of_a_site, self._now[name])
                self.most = max(self.most, sum(self._now.values()))
            time.sleep(0.1)
            _page()(request)
            with self._lock:
                self._now[name] -= 1

        return slowly


def test_sites_are_asked_beside_each_other_but_each_one_thing_at_a_time(reader: ReaderProcess, tmp_path: Path) -> None:
    crowd = _Crowd()
    with ExitStack() as stack:
        addresses = []
        for number in range(4):
            site = stack.enter_context(website())
            site.answers |= {f"/{page}": crowd.answer(str(number)) for page in range(3)}
            addresses += [Watched(f"{site.address}/{page}", ("erfaringer/en",)) for page in range(3)]
        rounds = Rounds(lambda: Checker(LIMITS, LOCAL, reader, tmp_path), lambda _: None, sites=2, pause_s=0.01)
        results = list(rounds.results(addresses))
    assert {each.address for each in results} == {each.address for each in addresses}
    assert (crowd.most_of_a_site, crowd.most) == (1, 2)


def test_a_fault_of_our_own_ends_the_round_and_does_not_hang_it(site: Site, tmp_path: Path) -> None:
    def broken() -> Checker:
        raise RuntimeError("vår egen feil")

    rounds = Rounds(broken, lambda _: None)
    with pytest.raises(RuntimeError, match="vår egen feil"):
        list(rounds.results([Watched(f"{site.address}/side", ("erfaringer/en",))]))


Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command over two experiences with a source each, and a webinar with two."""
    corpus = tmp_path / "corpus"
    for folder in ("erfaringer", "webinarer", "mal"):
        (corpus / folder).mkdir(parents=True)
    for name in ("en", "to"):
        text = GOOD.replace("asker-ombruk", name).replace(
            "https://www.asker.kommune.no/ombruk", f"{site.address}/{name}"
        )
        (corpus / "erfaringer" / f"{name}.md").write_text(text, encoding="utf-8")
    front = f"---\nid: tre\ntittel: Tre\nurl: {site.address}/tre\nopptak_url: {site.address}/en\n---\n"
    (corpus / "webinarer" / "tre.md").write_text(front, encoding="utf-8")
    (corpus / "mal" / "erfaring.md").write_text("---\nkilde:\n  url: https://www.kommunen.no/\n---\n", encoding="utf-8")
    monkeypatch.setenv("KB_CORPUS", str(corpus))
    monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KB_READ_SECONDS", "10")
    site.answers |= {f"/{name}": _page(title=name) for name in ("en", "to", "tre")}

    def check_sources(*arguments: str) -> tuple[int, dict[str, Any]]:
        status = main(["check-sources", *arguments, "--allow-private", "127.0.0.1", "--json"])
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        return status, said

    return check_sources


def _all_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.rglob("*") if file.is_file()}


def test_the_command_reports_whose_source_is_dead_changes_nothing_and_goes_on_where_it_was(
    site: Site, run: Run, tmp_path: Path
) -> None:
    before = _all_of(tmp_path / "corpus")
    status, said = run("en", "tre")
    assert (status, said["sjekket"]) == (0, 2)
    assert {entry["status"] for entry in said["adresser"]} == {"lever"}
    both = next(entry for entry in said["adresser"] if entry["adresse"].endswith("/en"))
    assert both["brukt_av"] == ["erfaringer/en", "webinarer/tre"]
    site.asked.clear()
    del site.answers["/to"]
    status, said = run()
    assert (status, said["sjekket"], site.paths()) == (1, 1, ["/to"])
    assert said["erfaringer_med_dod_kilde"] == ["to"]
    assert len(said["adresser"]) == 3
    assert run()[1]["sjekket"] == 0
    assert run("to", "--again")[1]["sjekket"] == 1
    assert _all_of(tmp_path / "corpus") == before
    assert {file.name for file in (tmp_path / "data").iterdir()} == {"kildesjekk.json", ".kildesjekk.lock"}


def test_what_is_told_to_a_person_names_the_file_and_what_is_wrong(
    site: Site, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    del site.answers["/to"]
    assert run("to")[0] == 1
    assert main(["check-sources", "to"]) == 1
    said = capsys.readouterr()
    assert f"død: {site.address}/to (erfaringer/to)" in said.err
    assert "Erfaringer med død kilde (1): to." in said.err
    assert "Sjekker 0." in said.out


def test_when_nobody_answers_it_is_the_network_and_nothing_is_noted(
    site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_READ_SECONDS", "1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        file = tmp_path / "corpus" / "erfaringer" / "to.md"
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        file.write_text(file.read_text(encoding="utf-8").replace(site.address, nobody), encoding="utf-8")
        status, said = run("to")
    assert (status, said["adresser"]) == (2, [])
    assert not (tmp_path / "data" / "kildesjekk.json").exists()


def _result(number: int, status: SourceStatus = SourceStatus.ALIVE) -> Result:
    return Result(
        address=f"https://a.no/{number}", status=status, checked="2026-01-01T00:00:00+00:00", message="Svarer."
    )


def test_what_was_checked_before_it_was_stopped_is_noted(tmp_path: Path) -> None:
    def stopped() -> Iterator[Result]:
        yield from map(_result, range(13))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(stopped(), Notes(tmp_path))
    assert all(Notes(tmp_path).get(f"https://a.no/{number}") == _result(number) for number in range(13))


def test_notes_that_cannot_be_read_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "kildesjekk.json").write_text("[{", encoding="utf-8")
    with pytest.raises(InputError, match="Slett filen"):
        Notes(tmp_path)


def test_every_experience_and_webinar_of_the_checkout_is_watched() -> None:
    named = {where for each in watched(ROOT / "corpus") for where in each.named_by}
    for folder in ("erfaringer", "webinarer"):
        assert {f"{folder}/{file.stem}" for file in (ROOT / "corpus" / folder).glob("*.md")} <= named
    assert not any(where.startswith(("mal/", "kommuner/")) for where in named)
    assert "rapporter/difi-2017-01" in named


def test_a_source_nobody_has_is_told_of(run: Run) -> None:
    status, said = run("fire")
    assert (status, "heter fire" in said["feil"]) == (2, True)
