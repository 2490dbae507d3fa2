"""A transcript is read once, masked before anything is kept, and seen by those alone who may publish of it."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from kunnskapsbase.settings import Settings
from search_api.sharing.receiving import sweep
from tests.support.sharing import PRIVATE, SOURCE, TRANSCRIPT, drafts, send
from tests.support.writing import Writing


def raw_files(api: Writing) -> list[Path]:
    return [each for each in (api.settings.data / "opplastet").rglob("*") if each.is_file()]


def kept(api: Writing) -> bytes:
    return b"".join(each.read_bytes() for each in api.settings.data.rglob("*") if each.is_file())


def test_what_was_read_and_masked_is_told_by_numbers(shared: dict[str, Any]) -> None:
    assert {name: shared[name] for name in SOURCE} == SOURCE
    assert (shared["type"], shared["type_words"]) == ("webinar", "Webinar")
    assert {each["kind"]: each["number"] for each in shared["masked"]} == {"telefon": 1, "epost": 1, "navn": 3}
    assert {"kind": "minutes", "words": "minutter", "number": 2} in shared["counts"]
    assert (shared["drafts"], shared["published"]) == (1, 0)
    assert not any(private in str(shared) for private in PRIVATE)


def test_each_piece_of_text_knows_its_time_and_leads_there(api: Writing, shared: dict[str, Any]) -> None:
    found = api.client.get(f"/v1/uploads/{shared['id']}/segments", headers=api.organiser).json()
    assert found["total"] == shared["segments"] == len(found["results"])
    last = found["results"][-1]
    assert last["speaker"] == "Deltaker 2"
    assert (last["second"], last["place"]) == (79, "1:19 ut i opptaket")
    assert last["url"] == f"{SOURCE['url']}&t=79s"


def test_nothing_unmasked_and_no_file_is_kept(api: Writing, shared: dict[str, Any]) -> None:
    assert shared["id"].encode() in kept(api)
    assert not any(private.encode() in kept(api) for private in PRIVATE)
    assert raw_files(api) == []


def test_nobody_finds_it_before_it_is_published(api: Writing, shared: dict[str, Any]) -> None:
    assert shared["drafts"]
    found = api.client.get("/v1/solutions", params={"q": "kajakkvakt"}).json()
    assert "kajakk" not in str(found["results"]).lower()
    assert "kajakk" not in str(api.client.get("/v1/passages", params={"q": "kajakkvakt"}).json()["results"]).lower()


def test_only_who_may_publish_sees_it(api: Writing, shared: dict[str, Any]) -> None:
    for path in ("", f"/{shared['id']}", f"/{shared['id']}/segments", f"/{shared['id']}/drafts"):
        address = f"/v1/uploads{path}"
        assert api.client.get(address).status_code == 401
        assert api.client.get(address, headers=api.loppa).status_code == 403
        assert api.client.get(address, headers=api.adviser).status_code == 200
    assert send(api.client, {}).status_code == 401
    assert send(api.client, api.loppa).status_code == 403


def test_the_same_file_again_is_the_same_upload_with_all_that_was_done(api: Writing, shared: dict[str, Any]) -> None:
    again = send(api.client, api.adviser, filename="en-kopi.vtt")
    assert again.status_code == 201
    assert again.json()["id"] == shared["id"]
    assert again.json()["title"] == SOURCE["title"]
    listed = api.client.get("/v1/uploads", headers=api.organiser).json()
    assert [each["id"] for each in listed["results"]] == [shared["id"]]


def test_a_name_with_script_and_folders_is_shown_as_letters_and_leads_nowhere(api: Writing) -> None:
    name = "../../<script>alert('å')<script>.vtt"
    sent = send(api.client, api.organiser, text=TRANSCRIPT.replace("kajakk", "kano"), filename=name)
    assert sent.status_code == 201, sent.text
    upload = sent.json()
    assert upload["file_name"] == name
    assert raw_files(api) == []
    gone = api.client.delete(
        f"/v1/uploads/{upload['id']}", params={"version": upload["version"]}, headers=api.organiser
    )
    assert gone.status_code == 204
    assert api.client.get(f"/v1/uploads/{upload['id']}", headers=api.organiser).status_code == 404
    assert b"kanovakt" not in b"".join(
        each.read_bytes() for each in api.settings.data.glob("losfor.sqlite") if each.is_file()
    )


def test_the_source_is_mended_by_who_has_seen_it_as_it_is(api: Writing, shared: dict[str, Any]) -> None:
    path = f"/v1/uploads/{shared['id']}"
    before = api.client.get(path, headers=api.organiser).json()
    said = {"version": before["version"], "date": "2026-03"}
    after = api.client.patch(path, json=said, headers=api.organiser)
    assert after.json()["date"] == "2026-03"
    late = api.client.patch(path, json=said, headers=api.adviser)
    assert late.status_code == 409
    bad = {"version": after.json()["version"], "url": "ftp://eksempel"}
    refused = api.client.patch(path, json=bad, headers=api.organiser)
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "url")


_BAD = [
    (b"", "tom.vtt", "tom"),
    (b"\x89PNG\r\n\x1a\n" + bytes(64), "bilde.pdf", "tekstgjenkjenning"),
]


@pytest.mark.parametrize(("content", "name", "said"), _BAD)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    api: Writing, content: bytes, name: str, said: str
) -> None:
    refused = api.client.post("/v1/uploads", params={"filename": name}, content=content, headers=api.organiser)
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["parameter"] == "file"
    assert said in error["message"].lower()
    assert raw_files(api) == []


def test_too_large_a_file_is_refused_with_and_without_its_length(api: Writing) -> None:
    parameters = {"filename": "stor.vtt"}
    known = api.client.post("/v1/uploads", params=parameters, content=b"x" * (2 << 20), headers=api.organiser)
    pieces = (b"x" * 65536 for _ in range(32))
    streamed = api.client.post("/v1/uploads", params=parameters, content=pieces, headers=api.organiser)
    for refused in (known, streamed):
        assert (refused.status_code, refused.json()["title"]) == (413, "For stort")
        assert "1 MB" in refused.json()["detail"]
    assert raw_files(api) == []


def test_what_was_left_by_a_process_that_died_is_deleted_in_time(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    old, new = tmp_path / "opplastet" / "gammel", tmp_path / "opplastet" / "ny"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "fil.vtt").write_text("x", encoding="utf-8")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    sweep(settings)
    assert not old.exists()
    assert new.exists()


def test_an_idempotency_key_gives_the_same_answer_and_keeps_other_content_out(
    api: Writing, shared: dict[str, Any]
) -> None:
    headers = api.organiser | {"Idempotency-Key": "samme-fil"}
    first, second = send(api.client, headers), send(api.client, headers)
    assert first.json()["id"] == second.json()["id"] == shared["id"]
    assert second.headers["idempotency-replayed"] == "true"
    other = send(api.client, headers, text=TRANSCRIPT + "\n")
    assert (other.status_code, other.json()["errors"][0]["parameter"]) == (422, "Idempotency-Key")
    assert drafts(api.client, api.organiser, shared)
