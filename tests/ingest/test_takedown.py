"""Taking down: with the API running, not a word of the source is left in any file of the store."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import pytest

from demo.processes import ROOT, environment
from ingest.pipeline import add
from ingest.preparing import Wishes
from ingest.takedown import find_target, take_down
from kunnskapsbase.adoption import Adoption
from kunnskapsbase.audit import Actor, ActorRole
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import InputError
from kunnskapsbase.feedback import Feedback
from kunnskapsbase.records import (
    Adoptions,
    AuditTrail,
    Contacts,
    Feedbacks,
    IdempotentRequests,
    KeptAnswer,
    RecordStore,
    Status,
    source_id,
)
from kunnskapsbase.settings import Settings
from tests.support.servers import api_settings, running_api
from tests.support.source_files import project_list, report
from tests.support.tiny_model import make_tiny_model

MakeCorpus = Callable[[int], Path]
# No other text has it, and no stem of it.
RARE = "pukkellakskverna"


def traces(folder: Path, word: str = RARE) -> set[str]:
    """Files under ``folder`` with ``word`` in their name or content, by the content's path.

    Looked for as UTF-8 and UTF-16, in either case, and in every stream that zlib or gzip has packed.
    """
    needles = {
        form.encode(encoding)
        for form in (word, word.upper(), word.capitalize())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    found: set[str] = set()
    for file in folder.rglob("*"):
        if word in file.name.casefold():
            found.add(file.name)
        if not file.is_file():
            continue
        try:
            # Room that an index has taken in advance is nothing but zeros; one of them may end a word in UTF-16.
            content = file.read_bytes().rstrip(b"\0") + b"\0"
        except FileNotFoundError:
            # Gone since it was listed: an index that was let go of.
            continue
        if any(needle in text for text in (content, *_unpacked(content)) for needle in needles):
            found.add(file.relative_to(folder).as_posix())
    return found


def _unpacked(content: bytes) -> Iterator[bytes]:
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        place = content.find(start)
        while place >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(wbits=47).decompress(content[place:], 1 << 20)
            place = content.find(start, place + 1)


def test_the_search_for_traces_finds_what_is_hidden_in_the_ways_it_says(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(RARE.upper(), encoding="utf-16-le")
    (tmp_path / "b").write_bytes(b"xx" + zlib.compress(RARE.encode()))
    (tmp_path / f"{RARE}.txt").write_text("hei")
    (tmp_path / "c").write_text("hei")
    assert traces(tmp_path) == {"a", "b", f"{RARE}.txt"}


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(small_corpus: MakeCorpus, tmp_path: Path, tiny_model: Path) -> Settings:
    return Settings(corpus=small_corpus(3), data=tmp_path / "data", embedding_model=str(tiny_model))


def remove(settings: Settings, name: str) -> None:
    store = RecordStore(settings.database)
    try:
        target = find_target(store, name)
    finally:
        store.close()
    done = take_down(settings, target)
    assert done.left == ()
    assert done.log_emptied


def ingest(*arguments: str, extra: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        cwd=ROOT,
        env=environment(extra),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_with_the_api_running_a_document_is_found_before_and_nowhere_after(
    small_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = small_corpus(3)
    extra = api_settings(tmp_path, corpus)
    data = tmp_path / "data"
    file = report(tmp_path / "innboks" / f"om-{RARE}.md", about=f"den nye {RARE} i elva")
    with running_api(tmp_path, corpus=corpus) as address, httpx.Client(base_url=address, timeout=10) as api:

        def answers() -> str:
            return api.get("/v1/passages", params={"q": f"den nye {RARE} i elva"}).text

        added = ingest("add", str(file), extra=extra)
        assert added.returncode == 0, added.stderr
        deadline = time.monotonic() + 5
        while RARE not in answers() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert RARE in answers()
        assert traces(data)
        old = {folder.name for folder in (data / "index").iterdir() if folder.is_dir()}

        # Nobody asks anything meanwhile: the API looks for the new index by itself.
        removed = ingest("remove", file.name, "--yes", "--json", extra=extra)
        assert removed.returncode == 0, removed.stderr
        told = json.loads(removed.stdout)
        assert told == {"id": source_id(str(file)), "oppforinger": told["oppforinger"], "fullstendig": True}

        assert traces(data) == set()
        assert RARE not in answers()
        passages = {name for name in old if name.startswith("passasjer")}
        assert passages
        assert not passages & {folder.name for folder in (data / "index").iterdir()}
    assert traces(data) == set()
    # The file itself is not ours to delete.
    assert file.exists()
    with sqlite3.connect(data / "losfor.sqlite") as database:
        rows = database.execute("SELECT * FROM source WHERE id = ?", [source_id(str(file))]).fetchall()
    database.close()
    kept = [value for value in rows[0] if value not in (None, 0)]
    assert kept[:3] == [source_id(str(file)), "fjernet", "tatt_ned"]
    assert len(kept) == 4


def test_of_what_was_added_to_a_solution_nothing_is_left_either(settings: Settings) -> None:
    add(settings.corpus, settings)
    name = sorted((settings.corpus / "erfaringer").glob("*.md"))[0].stem
    by, day = Actor("nokkel-1", ActorRole.ADVISER), date(2026, 6, 1)
    whose = {"losning": name, "kommunenummer": "5614"}
    told = whose | {"status": "i_drift", "siden": day, "merknad": f"Vår {RARE}."}
    reached = {
        "losning": name,
        "kommunenummer": "5614",
        "enhet": RARE,
        "nettsted": "https://example.org",
        "kilde": RARE,
    }
    answer = Feedback(solution_id=name, question=f"hvem har en {RARE}?", helped=True, day=day)
    with (
        closing(Adoptions(settings.database)) as adoptions,
        closing(Contacts(settings.database)) as contacts,
        closing(Feedbacks(settings.database)) as feedback,
        closing(IdempotentRequests(settings.database)) as requests,
    ):
        adoptions.record(Adoption.model_validate(told), by)
        contacts.record(ContactPoint.model_validate(reached), by)
        feedback.record(answer)
        requests.begin("en", b"x")
        requests.finish("en", KeptAnswer(201, json.dumps({"note": RARE})))
    assert add(settings.corpus, settings).indexed == 3
    assert traces(settings.data)
    remove(settings, name)
    assert traces(settings.data) == set()
    with closing(AuditTrail(settings.database)) as trail:
        assert [entry.entity for entry in trail.each()] == ["adopsjon", "kontakt", "tilbakemelding"]


def test_a_corpus_file_that_was_taken_down_comes_back_only_when_asked_for(settings: Settings) -> None:
    add(settings.corpus, settings)
    file = sorted((settings.corpus / "erfaringer").glob("*.md"))[0]
    remove(settings, file.stem)
    again = add(settings.corpus, settings)
    assert again.summary.removed == [f"erfaringer/{file.name}"]
    assert (again.summary.taken_in, again.summary.unchanged) == (0, 2)
    # Nor under another name, nor when it is edited.
    moved = file.with_name("flyttet.md")
    file.rename(moved)
    assert add(settings.corpus, settings).summary.removed == ["erfaringer/flyttet.md"]
    moved.rename(file)
    file.write_text(file.read_text(encoding="utf-8") + "\n")
    assert add(settings.corpus, settings).summary.taken_in == 0
    back = add(settings.corpus, settings, wishes=Wishes(again=True))
    assert (back.summary.taken_in, back.indexed) == (1, 3)
    assert add(settings.corpus, settings).summary.unchanged == 3


def test_one_row_of_a_list_can_be_taken_down_and_stays_out_of_the_next_version(
    settings: Settings, tmp_path: Path
) -> None:
    file = project_list(tmp_path / "prosjekter.csv", {f"Prosjekt {RARE}": "Noe manglet.", "Nytt gulv": "Slitt."})
    add(file, settings)
    store = RecordStore(settings.database)
    try:
        record = next(record for record in store.all("erfaring") if RARE in record.body)
        remove(settings, record.id)
        assert [RARE in each.body for each in store.all("erfaring")] == [False]
        assert store.source(str(file))
        project_list(file, {f"Prosjekt {RARE}": "Noe manglet.", "Nytt gulv": "Slitt og skjevt."})
        outcome = add(file, settings)
        assert outcome.summary.sources[0].status is Status.PARTLY
        assert "tatt ned" in outcome.summary.sources[0].message
        assert [RARE in each.body for each in store.all("erfaring")] == [False]
    finally:
        store.close()


def test_a_source_that_never_was_taken_in_can_be_taken_down_too(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / f"{RARE}.md"
    file.write_bytes(b"")
    assert add(file, settings).summary.failures
    assert traces(settings.data)
    remove(settings, str(file))
    assert traces(settings.data) == set()


def test_a_copy_that_was_fetched_is_deleted_with_its_note(settings: Settings) -> None:
    file = report(settings.data / "hentet" / "rapport.md", about=RARE)
    note = file.with_name("rapport.md.yml")
    note.write_text(f"tittel: Om {RARE}\n", encoding="utf-8")
    add(file.parent, settings)
    remove(settings, "rapport.md")
    assert not file.exists()
    assert not note.exists()
    assert traces(settings.data) == set()


def test_indexes_and_vectors_made_with_other_models_go_too(settings: Settings, tmp_path: Path) -> None:
    other = settings.model_copy(
        update={"embedding_model": str(make_tiny_model(tmp_path / "other", dimensions=24, seed=2))}
    )
    file = report(tmp_path / "rapport.md", about=RARE)
    for each in (settings, other):
        add([settings.corpus, file], each)

    def vectors() -> int:
        with sqlite3.connect(settings.data / "losfor.sqlite") as database:
            count: int = database.execute("SELECT count(*) FROM embedding").fetchone()[0]
        database.close()
        return count

    before = vectors()
    remove(settings, str(file))
    # Three experiences by two models; of the report's four passages nothing.
    assert (before, vectors()) == (14, 6)
    assert len(list((settings.data / "index").glob("*.current"))) == 2
    assert add(settings.corpus, other).indexed == 3


def test_what_to_take_down_must_be_one_source_that_is_there(settings: Settings, tmp_path: Path) -> None:
    report(tmp_path / "a" / "rapport.md")
    report(tmp_path / "b" / "rapport.md", about="noe annet")
    add([tmp_path / "a", tmp_path / "b"], settings)
    store = RecordStore(settings.database)
    try:
        with pytest.raises(InputError, match="Flere kilder"):
            find_target(store, "rapport.md")
        with pytest.raises(InputError, match="Fant ingen kilde"):
            find_target(store, "finnes-ikke")
    finally:
        store.close()
