"""Reports are brought from their addresses by a real server on loopback that behaves as the network does."""

import gzip
import hashlib
import resource
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.addresses import AddressRules, FetchError, FetchProblem
from ingest.fetched_reports import NOTES_NAME, FetchStatus, Outcome, fetch_reports
from ingest.fetching import Fetcher
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.report_catalogue import Report
from ingest.sidecar import read_sidecar
from tests.support.bad_files import GOOD_TEXT
from tests.support.bad_pdfs import text_pdf
from tests.support.web import Answer, Site, cut, drip, in_turn, page, redirect, rest, silent, website, without_length

LIMITS = Limits(megabytes=2, seconds=8)
LOCAL = AddressRules({"127.0.0.1"})
PDF = text_pdf(3)
HTML = f"<!doctype html><html><body><main><h1>Ombruk</h1><p>{GOOD_TEXT}</p></main></body></html>".encode()
Bring = Callable[..., Outcome]


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess(LIMITS) as process:
        yield process


@pytest.fixture
def bring(site: Site, reader: ReaderProcess, tmp_path: Path) -> Bring:
    """Fetch the site's ``path`` as a report, to the folder ``hentet``."""

    def fetch(path: str = "/rapport.pdf", limits: Limits = LIMITS, **more: Any) -> Outcome:  # noqa: ANN401 - fields
        address = path if path.startswith("http") else site.address + path
        report = Report(id="rapporten", title="Rapporten", publisher="Utgiver", year=2020, address=address, **more)
        with Fetcher(limits, LOCAL, pause_s=0.01) as fetcher:
            (outcome,) = fetch_reports([report], tmp_path / "hentet", fetcher, reader)
        left = [each.name for each in (tmp_path / "hentet").iterdir() if each.name.endswith(".del")]
        assert left == []
        return outcome

    return fetch


def _notes(folder: Path) -> dict[str, Any]:
    (entry,) = yaml.safe_load((folder / "hentet" / NOTES_NAME).read_text(encoding="utf-8"))["hentet"]
    result: dict[str, Any] = entry
    return result


def _stored(folder: Path) -> bytes | None:
    path = folder / "hentet" / "rapporten.pdf"
    return path.read_bytes() if path.exists() else None


def test_a_report_is_stored_with_its_size_hash_address_time_and_type(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = page(PDF, ETag='"a1"', Last_Modified="Mon, 01 Jun 2020 10:00:00 GMT")
    assert bring().status is FetchStatus.FETCHED
    assert _stored(tmp_path) == PDF
    notes = _notes(tmp_path)
    assert notes["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert notes["byte"] == len(PDF)
    assert (notes["adresse"], notes["endelig_adresse"]) == (f"{site.address}/rapport.pdf",) * 2
    assert (notes["innholdstype"], notes["format"], notes["etag"]) == ("application/pdf", "pdf", '"a1"')
    assert datetime.now(UTC) - datetime.fromisoformat(notes["hentet"]) < timedelta(minutes=1)
    assert notes["tegn"] > 20


def test_the_note_beside_it_tells_add_where_it_is_from(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/siden"] = redirect("/filer/rapport.pdf")
    site.answers["/filer/rapport.pdf"] = page(PDF)
    bring("/siden")
    metadata = read_sidecar(tmp_path / "hentet" / "rapporten.pdf.yml")
    assert metadata.title == "Rapporten"
    assert metadata.url == f"{site.address}/filer/rapport.pdf"
    assert metadata.date == "2020"


def test_we_say_who_we_are_and_ask_for_nothing_packed(site: Site, bring: Bring) -> None:
    site.answers["/rapport.pdf"] = page(PDF)
    bring()
    headers = {name.lower(): value for name, value in site.asked[-1][1].items()}
    assert headers["user-agent"].startswith("lostfor/")
    assert headers["accept-encoding"] == "identity"


def test_redirects_are_followed_and_recorded(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers |= {"/a": redirect("/b", 301), "/b": redirect(f"{site.address}/c#side", 308), "/c": page(PDF)}
    assert bring("/a").status is FetchStatus.FETCHED
    assert _notes(tmp_path)["omdirigeringer"] == [f"{site.address}/b", f"{site.address}/c"]
    assert _notes(tmp_path)["endelig_adresse"] == f"{site.address}/c"


def test_a_chain_of_six_redirects_is_refused(site: Site, bring: Bring) -> None:
    site.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": page(PDF)}
    assert bring("/0").problem is FetchProblem.TOO_MANY_REDIRECTS
    assert bring("/1").status is FetchStatus.FETCHED


def test_a_ring_of_redirects_is_refused(site: Site, bring: Bring) -> None:
    site.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert bring("/a").problem is FetchProblem.TOO_MANY_REDIRECTS
    assert len(site.paths()) <= 4


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        ("https://localhost:1/", FetchProblem.PRIVATE_ADDRESS),
        ("https://10.0.0.1/admin", FetchProblem.PRIVATE_ADDRESS),
        ("https://169.254.169.254/latest/meta-data", FetchProblem.PRIVATE_ADDRESS),
        ("https://[::1]/", FetchProblem.PRIVATE_ADDRESS),
        ("https://[::ffff:192.168.1.1]/", FetchProblem.PRIVATE_ADDRESS),
        ("https://0.0.0.0/", FetchProblem.PRIVATE_ADDRESS),
        ("http://93.184.216.34/", FetchProblem.NOT_ENCRYPTED),
        ("file:///etc/passwd", FetchProblem.REFUSED),
        ("ftp://93.184.216.34/rapport.pdf", FetchProblem.REFUSED),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused(
    site: Site, bring: Bring, tmp_path: Path, to: str, problem: FetchProblem
) -> None:
    site.answers["/rapport.pdf"] = redirect(to)
    assert bring().problem is problem
    assert _stored(tmp_path) is None


def test_the_local_network_is_refused_unless_told(site: Site, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = page(PDF)
    with Fetcher(LIMITS) as fetcher, pytest.raises(FetchError, match=r"--allow-private 127\.0\.0\.1") as caught:
        fetcher.fetch(f"{site.address}/rapport.pdf", tmp_path / "del")
    assert caught.value.problem is FetchProblem.PRIVATE_ADDRESS
    assert site.asked == []


def test_a_name_that_resolves_otherwise_the_second_time_gains_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = httpx.URL(site.address).port
    answers = [("93.184.216.34", port)]

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        address = answers.pop() if answers else ("127.0.0.1", port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    answers *= 2  # one for the address, one for its robots.txt
    with Fetcher(LIMITS, pause_s=0.01) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"http://rapport.example:{port}/rapport.pdf", tmp_path / "del")
    assert caught.value.problem is FetchProblem.PRIVATE_ADDRESS
    assert site.asked == []


def test_content_without_encryption_is_refused() -> None:
    response = httpx.Response(200, request=httpx.Request("GET", "http://www.example.org/rapport.pdf"))
    with pytest.raises(FetchError) as caught:
        AddressRules().check_answered(response)
    assert caught.value.problem is FetchProblem.NOT_ENCRYPTED


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/rapport.pdf", page(HTML, "text/html")),
        ("/rapport.pdf", page(HTML, "application/pdf")),
        ("/siden", page(HTML, "application/pdf")),
        ("/siden", page(PDF, "text/html")),
        ("/siden", page(b"", "text/html")),
        ("/siden", page(b"<!doctype html><html><body></body></html>", "text/html")),
        ("/siden", page(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60), "application/pdf")),
        ("/siden", page(bytes(range(256)) * 9, "application/octet-stream")),
    ],
)
def test_what_is_not_what_it_says_or_cannot_be_read_is_not_stored(
    site: Site, bring: Bring, tmp_path: Path, path: str, answer: Answer
) -> None:
    site.answers[path] = answer
    assert bring(path).problem is FetchProblem.WRONG_TYPE
    assert [each.name for each in (tmp_path / "hentet").iterdir()] == [".hentes.lock"]


@pytest.mark.parametrize("content_type", ["application/pdf; charset=binary", "application/octet-stream", ""])
def test_a_pdf_whose_type_is_said_loosely_is_stored(site: Site, bring: Bring, content_type: str) -> None:
    site.answers["/siden"] = page(PDF, content_type)
    assert bring("/siden").status is FetchStatus.FETCHED


def test_a_page_is_taken_as_the_page_it_is(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/publikasjon"] = page(HTML, "text/html; charset=utf-8")
    outcome = bring("/publikasjon")
    assert outcome.status is FetchStatus.FETCHED
    assert "nettsiden" in outcome.message
    assert (tmp_path / "hentet" / "rapporten.html").read_bytes() == HTML


@pytest.mark.parametrize("make", [page, without_length])
def test_what_is_too_large_is_given_up(site: Site, bring: Bring, make: Callable[[bytes], Answer]) -> None:
    site.answers["/rapport.pdf"] = make(PDF + bytes(3_000_000))
    assert bring().problem is FetchProblem.TOO_LARGE
    assert len(site.paths()) == 1


def test_a_packed_bomb_is_given_up_before_it_fills_the_memory(site: Site, bring: Bring) -> None:
    bomb = gzip.compress(bytes(400_000_000), 6)
    site.answers["/rapport.pdf"] = page(bomb, Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert bring(limits=Limits(megabytes=20, seconds=8)).problem is FetchProblem.TOO_LARGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_what_is_packed_unasked_is_unpacked(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = page(gzip.compress(PDF), Content_Encoding="gzip", ETag='"a"')
    assert bring().status is FetchStatus.FETCHED
    assert _stored(tmp_path) == PDF


def test_what_is_packed_wrongly_is_told_of(site: Site, bring: Bring) -> None:
    site.answers["/rapport.pdf"] = page(b"not gzip at all", Content_Encoding="gzip")
    assert bring().problem is FetchProblem.CUT_OFF


def test_a_broken_transfer_is_continued_where_it_broke(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = in_turn(cut(PDF, 700, ETag='"a1"'), rest(PDF))
    assert bring().status is FetchStatus.FETCHED
    assert _stored(tmp_path) == PDF
    assert site.asked[-1][1]["Range"] == "bytes=700-"
    assert site.asked[-1][1]["If-Range"] == '"a1"'


@pytest.mark.parametrize(
    "answers",
    [
        (cut(PDF, 700), page(PDF)),
        (cut(PDF, 700, ETag='W/"a1"'), page(PDF)),
        (cut(b"x" * 5000, 700, ETag='"old"'), page(PDF, ETag='"new"')),
        (cut(PDF, 700, ETag='"a1"'), rest(PDF, shift=5), page(PDF)),
        (cut(PDF, 700, ETag='"a1"'), page(b"", "", 416), page(PDF)),
    ],
    ids=["no tag", "weak tag", "changed meanwhile", "wrong place", "no such place"],
)
def test_a_broken_transfer_that_cannot_be_continued_starts_again(
    site: Site, bring: Bring, tmp_path: Path, answers: tuple[Answer, ...]
) -> None:
    site.answers["/rapport.pdf"] = in_turn(*answers)
    assert bring().status is FetchStatus.FETCHED
    assert _stored(tmp_path) == PDF


def test_a_transfer_that_always_breaks_is_given_up(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = cut(PDF, 700)
    assert bring().problem is FetchProblem.CUT_OFF
    assert len(site.paths()) == 4
    assert _stored(tmp_path) is None


@pytest.mark.parametrize("answer", [drip, silent])
def test_what_takes_too_long_is_given_up(site: Site, bring: Bring, answer: Answer) -> None:
    site.answers["/rapport.pdf"] = answer
    started = time.monotonic()
    assert bring(limits=Limits(megabytes=2, seconds=1)).problem is FetchProblem.TOO_SLOW
    assert time.monotonic() - started < 4


def test_a_fault_that_passes_is_waited_out(site: Site, bring: Bring) -> None:
    site.answers["/rapport.pdf"] = in_turn(page(b"", "", 500), page(b"", "", 429, Retry_After="1"), page(PDF))
    started = time.monotonic()
    assert bring().status is FetchStatus.FETCHED
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize(
    ("status", "problem", "asked"),
    [
        (404, FetchProblem.NOT_FOUND, 1),
        (410, FetchProblem.NOT_FOUND, 1),
        (403, FetchProblem.REFUSED, 1),
        (304, FetchProblem.REFUSED, 1),
        (503, FetchProblem.SERVER_ERROR, 4),
    ],
)
def test_a_refusal_is_told_of_and_only_what_may_pass_is_tried_again(
    site: Site, bring: Bring, status: int, problem: FetchProblem, asked: int
) -> None:
    site.answers["/rapport.pdf"] = page(b"" if status == 304 else b"feil", "", status)
    assert bring().problem is problem
    assert len(site.paths()) == asked


def test_what_has_not_changed_is_not_brought_again(site: Site, bring: Bring, tmp_path: Path) -> None:
    def by_tag(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == '"a1"'
        (page(b"", "", 304) if same else page(PDF, ETag='"a1"'))(request)

    site.answers["/rapport.pdf"] = by_tag
    bring()
    outcome = bring()
    assert outcome.status is FetchStatus.UNCHANGED
    assert _notes(tmp_path)["sist_sjekket"] >= _notes(tmp_path)["hentet"]
    (tmp_path / "hentet" / "rapporten.pdf").write_bytes(b"edited")
    assert bring().status is FetchStatus.FETCHED
    assert _stored(tmp_path) == PDF


def test_the_same_content_under_another_tag_is_unchanged(site: Site, bring: Bring) -> None:
    site.answers["/rapport.pdf"] = in_turn(page(PDF, ETag='"a1"'), page(PDF, ETag='"a2"'))
    bring()
    assert bring().status is FetchStatus.UNCHANGED


def test_changed_content_is_told_of_and_replaces_the_old(site: Site, bring: Bring, tmp_path: Path) -> None:
    newer = text_pdf(4, "Asker har en ny utgave av rapporten her.")
    site.answers["/rapport.pdf"] = in_turn(page(PDF, ETag='"a1"'), page(newer, ETag='"a2"'))
    bring()
    outcome = bring()
    assert outcome.status is FetchStatus.CHANGED
    assert "Endret siden" in outcome.message
    assert _stored(tmp_path) == newer
    assert _notes(tmp_path)["forrige_sha256"] == hashlib.sha256(PDF).hexdigest()


def test_a_page_that_becomes_a_pdf_leaves_no_page_behind(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/publikasjon"] = in_turn(page(HTML, "text/html"), page(PDF))
    bring("/publikasjon")
    bring("/publikasjon")
    names = {each.name for each in (tmp_path / "hentet").iterdir()}
    assert names == {".hentes.lock", NOTES_NAME, "rapporten.pdf", "rapporten.pdf.yml"}


def test_content_that_is_not_what_the_catalogue_expects_is_not_stored(site: Site, bring: Bring, tmp_path: Path) -> None:
    site.answers["/rapport.pdf"] = page(PDF)
    assert bring(sha256="0" * 64).problem is FetchProblem.OTHER_CONTENT
    assert _stored(tmp_path) is None
    assert bring(sha256=hashlib.sha256(PDF).hexdigest()).status is FetchStatus.FETCHED


def test_what_robots_are_asked_to_leave_alone_is_left_alone(site: Site, bring: Bring) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /lukket\n", "text/plain")
    site.answers |= {"/lukket/rapport.pdf": page(PDF), "/rapport.pdf": page(PDF)}
    assert bring("/lukket/rapport.pdf").problem is FetchProblem.ROBOTS
    assert site.paths() == []
    assert bring().status is FetchStatus.FETCHED


def test_what_cannot_be_put_in_place_is_told_of(site: Site, bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "hentet" / "rapporten.pdf" / "mappe").mkdir(parents=True)
    site.answers["/rapport.pdf"] = page(PDF)
    assert bring().problem is FetchProblem.NOT_STORED


def test_nobody_there_is_told_of(bring: Bring) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert bring(f"http://127.0.0.1:{taken.getsockname()[1]}/a").problem is FetchProblem.NO_CONTACT


def _certificate(folder: Path) -> Path:
    """A certificate of our own for 127.0.0.1, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "sertifikat.pem"
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_plain_http_may_lead_to_https_and_a_certificate_must_hold(site: Site, tmp_path: Path) -> None:
    certificate = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    with website(context) as secure:
        secure.answers["/rapport.pdf"] = page(PDF)
        site.answers["/rapport.pdf"] = redirect(f"{secure.address}/rapport.pdf")
        with Fetcher(LIMITS, LOCAL, verify=trusting) as fetcher:
            fetched = fetcher.fetch(f"{site.address}/rapport.pdf", tmp_path / "del")
        assert fetched.final_address.startswith("https://")
        with Fetcher(LIMITS, LOCAL, pause_s=0.01) as fetcher, pytest.raises(FetchError, match="Sertifikatet"):
            fetcher.fetch(f"{secure.address}/rapport.pdf", tmp_path / "del")
    assert len(secure.paths()) == 1
