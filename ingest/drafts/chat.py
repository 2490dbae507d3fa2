"""Better wording of drafts by a language model, where one is configured; off by default.

Any service that speaks OpenAI's chat interface will do, a local one too. It is given the passages of one draft, already
masked, and may only reword: which municipality, which sentences and which numbers is decided by the rules, so that
nothing it makes up can become a fact. An answer that cannot be used leaves the draft as the rules made it.
"""

import json
import logging

from haystack import component
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
from haystack.utils import Secret
from openai import OpenAIError
from pydantic import ValidationError

from ingest.drafts.proposing import Draft, Wording
from kunnskapsbase.document import Document
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import Settings

log = logging.getLogger(__name__)

_SYSTEM = (
    "Du hjelper en liten norsk kommune med å gjenfortelle en erfaring kort og nøkternt med egne ord. Bruk bare det som "
    "står i teksten. Finn ikke på tall, steder eller resultater. Nevn ingen personer. Skriv på målformen teksten har. "
    'Svar bare med JSON: {"title": "", "challenge": "", "approach": "", "lessons": ""}. La et felt være tomt når '
    "teksten ikke sier noe om det."
)
_LONGEST = 1200


@component
class DraftWriter:
    """Words each draft by a chat model.

    Raises:
        InputError: no service is configured.
    """

    def __init__(self, settings: Settings) -> None:
        if not (settings.chat_url and settings.chat_model):
            raise InputError("Sett KB_CHAT_URL og KB_CHAT_MODEL for å la en språkmodell formulere utkastene.")
        self._generator = OpenAIChatGenerator(
            api_key=Secret.from_token(settings.chat_key or "ingen"),
            model=settings.chat_model,
            api_base_url=settings.chat_url,
            generation_kwargs={"temperature": 0},
            timeout=60,
            max_retries=1,
        )

    @component.output_types(drafts=list[Draft])
    def run(self, drafts: list[Draft], document: Document) -> dict[str, list[Draft]]:
        """The drafts in the same order, each with its wording where the model gave one that can be used."""
        return {"drafts": [self._worded(draft, document) for draft in drafts]}

    def _worded(self, draft: Draft, document: Document) -> Draft:
        wanted = set(draft.passages)
        text = "\n\n".join(passage.text for passage in document.passages if passage.number in wanted)
        try:
            answer = self._generator.run([ChatMessage.from_system(_SYSTEM), ChatMessage.from_user(text)])
            wording = _read(answer["replies"][0].text or "")
        except (OpenAIError, ValueError, ValidationError) as error:
            log.warning("Språkmodellen ga ikke noe brukbart for %s (%s).", draft.id, type(error).__name__)
            return draft
        return draft.model_copy(update={"wording": wording})


def _read(reply: str) -> Wording:
    """The wording in a reply; models like to fence their JSON.

    Raises:
        ValueError: it holds no JSON object, or one that is not a wording.
    """
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object in the reply")
    wording = Wording.model_validate(json.loads(reply[start : end + 1]))
    if any(len(part) > _LONGEST for part in wording.model_dump().values()):
        raise ValueError("the wording is longer than the source could bear")
    return wording
