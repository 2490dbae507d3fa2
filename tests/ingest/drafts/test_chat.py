"""A chat service words drafts and decides nothing; tested over HTTP against a service of the same interface."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ingest.drafts import Draft, drafts
from ingest.drafts.chat import DraftWriter
from ingest.drafts.writing import draft_text
from kunnskapsbase.document import Document
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.settings import Settings
from tests.ingest.drafts.test_drafts import STORY, document, register

__all__ = ["register"]


class Service(ThreadingHTTPServer):
    """Answers every chat with ``reply`` and remembers what it was asked."""

    reply: str | int = "{}"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        service = self.server
        assert isinstance(service, Service)
        service.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        status = service.reply if isinstance(service.reply, int) else 200
        body = json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": "liten",
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": "stop",
                        "message": {"role": "assistant", "content": str(service.reply)},
                    }
                ],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        ).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def worded(service: Service, register: MunicipalityRegister) -> tuple[Draft, Document]:
    settings = Settings(chat_url=f"http://127.0.0.1:{service.server_port}/v1", chat_model="liten")
    source = document(STORY)
    (draft,) = DraftWriter(settings).run(drafts(source, register), source)["drafts"]
    return draft, source


def test_the_wording_comes_from_the_service_and_the_facts_do_not(
    service: Service, register: MunicipalityRegister
) -> None:
    service.reply = '```json\n{"title": "Digitalt tilsyn", "challenge": "", "approach": "De tok det i bruk."}\n```'
    draft, source = worded(service, register)
    assert draft.wording is not None
    assert draft.wording.title == "Digitalt tilsyn"
    assert draft.kommunenummer == ("5530",)
    text = draft_text(draft, source, register)
    assert "FYLL INN (forslag fra språkmodell): De tok det i bruk." in text
    assert service.asked[0]["model"] == "liten"
    assert STORY.text in service.asked[0]["messages"][1]["content"]


@pytest.mark.parametrize("reply", ["Det vet jeg ikke.", '{"ukjent": "felt"}', "{", f'{{"title": "{"x" * 2000}"}}', 400])
def test_an_answer_that_cannot_be_used_leaves_the_draft_as_it_was(
    service: Service, register: MunicipalityRegister, reply: str | int
) -> None:
    service.reply = reply
    draft, _ = worded(service, register)
    assert draft.wording is None


def test_a_service_that_is_not_there_leaves_the_draft_as_it_was(register: MunicipalityRegister) -> None:
    source = document(STORY)
    writer = DraftWriter(Settings(chat_url="http://127.0.0.1:9/v1", chat_model="liten"))
    (draft,) = writer.run(drafts(source, register), source)["drafts"]
    assert draft.wording is None


def test_it_is_off_until_somebody_turns_it_on() -> None:
    with pytest.raises(InputError, match="KB_CHAT_URL"):
        DraftWriter(Settings())
