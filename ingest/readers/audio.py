"""Sound and video, written down by faster-whisper on this machine; an extra, off until ``KB_AUDIO_MODEL`` is set.

That names a folder with a Whisper model in CTranslate2's format, for Norwegian NbAiLab/nb-whisper-small; docs/opptak.md
says how to get it. Nothing is downloaded here and no sound leaves the machine.
"""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol

from ingest.blocks import Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.captions import extract
from ingest.readers.file_check import check_file
from ingest.readers.stamps import Cue
from kunnskapsbase.settings import settings

_HOW = "Se docs/opptak.md. Har opptaket undertekster (.vtt eller .srt), kan du bruke dem i stedet."


class Segment(Protocol):
    """Some seconds of speech, as faster-whisper gives them."""

    start: float
    end: float
    text: str


class SpeechModel(Protocol):
    """What is used of ``faster_whisper.WhisperModel``."""

    def transcribe(
        self, audio: str, *, language: str, vad_filter: bool, condition_on_previous_text: bool
    ) -> tuple[Iterable[Segment], object]:
        """The segments, found as they are asked for, and what was found out about the sound."""


def read(file: Path, limits: Limits) -> Extract:
    """Write down what is said in a sound or video file, with the second of each paragraph.

    Raises:
        UnreadableError: NOT_CONFIGURED until a model is chosen and faster-whisper installed; or the file has no sound.
    """
    model = settings().audio_model
    if not model:
        raise UnreadableError(
            Reason.NOT_CONFIGURED,
            "Lyd og video leses ikke uten en talemodell. Sett KB_AUDIO_MODEL til mappen den ligger i. " + _HOW,
        )
    check_file(file, limits)
    return transcribe(speech_model(Path(model)), file, name=Path(model).name)


def speech_model(folder: Path) -> SpeechModel:
    """The Whisper model in ``folder``, on the CPU with eight-bit weights.

    Raises:
        UnreadableError: NOT_CONFIGURED: faster-whisper is not installed, or there is no model that it can use.
    """
    try:
        library = import_module("faster_whisper")
    except ImportError as error:
        raise UnreadableError(
            Reason.NOT_CONFIGURED,
            "Lyd og video trenger faster-whisper: kjør «pip install faster-whisper» i samme miljø. " + _HOW,
        ) from error
    # Without its own tokenizer faster-whisper fetches one from the network.
    missing = [name for name in ("model.bin", "tokenizer.json") if not (folder / name).is_file()]
    if missing:
        raise UnreadableError(
            Reason.NOT_CONFIGURED,
            f"Mappen {folder}, som KB_AUDIO_MODEL peker på, mangler {' og '.join(missing)}. " + _HOW,
        )
    try:
        model: SpeechModel = library.WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise UnreadableError(
            Reason.NOT_CONFIGURED, f"Talemodellen i {folder} kan ikke brukes ({error}). " + _HOW
        ) from error
    return model


def transcribe(model: SpeechModel, file: Path, *, name: str) -> Extract:
    """What ``model``, called ``name``, hears in ``file``."""
    try:
        # Norwegian is said and not guessed: by itself Whisper takes some of it for Danish or Swedish. What was heard
        # before is left out, because a model that goes on from its own text can repeat a line for minutes.
        segments, _ = model.transcribe(str(file), language="no", vad_filter=True, condition_on_previous_text=False)
        cues = [Cue(each.start, max(each.start, each.end), (each.text,)) for each in segments]
    except IndexError as error:
        # PyAV's way of saying that there is no sound track.
        raise UnreadableError(Reason.NO_TEXT, "Filen har ingen lyd. Bruk opptaket med lyd.") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise UnreadableError(
            Reason.DAMAGED, "Lyden kan ikke leses. Åpne filen i en avspiller, og lagre den på nytt som MP3 eller MP4."
        ) from error
    if not any(cue.lines[0].strip() for cue in cues):
        raise UnreadableError(Reason.NO_TEXT, "Det ble ikke funnet tale i opptaket.")
    found = extract(SourceType.AUDIO, f"faster-whisper ({name})", cues, Counter())
    found.remarks.append(
        Remark(
            "talegjenkjenning",
            "Teksten er skrevet ned av en maskin. Navn, tall og fagord kan være feil; hør etter før du siterer.",
        )
    )
    return found
