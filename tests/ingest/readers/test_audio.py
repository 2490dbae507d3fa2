"""Sound: off until it is set up; what a speech model hears becomes paragraphs with their second.

Where faster-whisper is installed it is also run, with a model made here.
"""

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import audio
from kunnskapsbase.settings import settings
from tests.ingest.readers.tiny_whisper import write_tiny_whisper, write_vowels, write_wav

INSTALLED = importlib.util.find_spec("faster_whisper") is not None


@dataclass
class Heard:
    """A segment as the library has them."""

    start: float
    end: float
    text: str


class Listener:
    """In the place of the library's model where it is not installed: it answers what the test gives it."""

    def __init__(self, heard: Iterable[Heard]) -> None:
        self.heard = heard
        self.language = ""

    def transcribe(
        self, audio: str, *, language: str, vad_filter: bool, condition_on_previous_text: bool
    ) -> tuple[Iterable[Heard], object]:
        assert Path(audio).is_file()
        assert vad_filter
        assert not condition_on_previous_text
        self.language = language
        return self.heard, None


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "opptak.wav", bytes(audio_seconds(1)))


def audio_seconds(seconds: int) -> int:
    return seconds * 2 * 16_000


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


def test_sound_is_refused_with_how_to_turn_it_on(recording: Path, environment: pytest.MonkeyPatch) -> None:
    environment.delenv("KB_AUDIO_MODEL", raising=False)
    with pytest.raises(UnreadableError) as refused:
        audio.read(recording, Limits())
    assert refused.value.reason is Reason.NOT_CONFIGURED
    assert "KB_AUDIO_MODEL" in str(refused.value)
    assert "docs/opptak.md" in str(refused.value)


@pytest.mark.skipif(INSTALLED, reason="faster-whisper is installed here")
def test_without_the_library_the_message_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="pip install faster-whisper") as refused:
        audio.speech_model(tmp_path)
    assert refused.value.reason is Reason.NOT_CONFIGURED


def test_what_is_heard_becomes_paragraphs_that_open_the_recording_where_it_is_said(recording: Path) -> None:
    listener = Listener(
        [
            Heard(0.0, 4.2, " Vi startet med to soner."),
            Heard(4.2, 9.0, " Så tok vi resten."),
            Heard(15.0, 18.0, " Hva kostet det?"),
        ]
    )
    found = audio.transcribe(listener, recording, name="nb-whisper-small")
    assert [(block.spot.second, block.text) for block in found.blocks] == [
        (0.0, "Vi startet med to soner. Så tok vi resten."),
        (15.0, "Hva kostet det?"),
    ]
    assert listener.language == "no"
    assert found.parser == "faster-whisper (nb-whisper-small)"
    assert found.counts["seconds"] == 18


def test_it_is_remarked_that_a_machine_wrote_it_down(recording: Path) -> None:
    found = audio.transcribe(Listener([Heard(0.0, 1.0, "Hei.")]), recording, name="modell")
    assert "talegjenkjenning" in [remark.code for remark in found.remarks]


@pytest.mark.parametrize("heard", [[], [Heard(0.0, 1.0, "  ")]])
def test_a_recording_without_speech_is_said_to_have_none(recording: Path, heard: list[Heard]) -> None:
    with pytest.raises(UnreadableError, match="ikke funnet tale") as refused:
        audio.transcribe(Listener(heard), recording, name="modell")
    assert refused.value.reason is Reason.NO_TEXT


@pytest.mark.skipif(not INSTALLED, reason="faster-whisper is an extra")
def test_the_real_library_reads_sound_with_a_model_in_its_own_format(tmp_path: Path) -> None:
    model = audio.speech_model(write_tiny_whisper(tmp_path))
    found = audio.transcribe(model, write_vowels(tmp_path / "tale.wav"), name="tiny-whisper")
    assert found.blocks
    assert all(block.text.startswith("ord") and block.spot.second is not None for block in found.blocks)


@pytest.mark.skipif(not INSTALLED, reason="faster-whisper is an extra")
def test_the_real_library_refuses_silence_broken_files_and_folders_without_a_model(tmp_path: Path) -> None:
    model = audio.speech_model(write_tiny_whisper(tmp_path))
    broken = tmp_path / "ødelagt.mp3"
    broken.write_bytes(b"ID3" + bytes(range(256)) * 20)
    silent = write_wav(tmp_path / "stille.wav", bytes(audio_seconds(3)))
    for file, reason in ((broken, Reason.DAMAGED), (silent, Reason.NO_TEXT)):
        with pytest.raises(UnreadableError) as refused:
            audio.transcribe(model, file, name="tiny")
        assert refused.value.reason is reason
    with pytest.raises(UnreadableError, match=r"model\.bin og tokenizer\.json") as missing:
        audio.speech_model(tmp_path)
    assert missing.value.reason is Reason.NOT_CONFIGURED
