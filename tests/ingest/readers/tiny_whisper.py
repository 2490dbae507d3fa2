"""A Whisper model of some thousand random numbers, in CTranslate2's format: real in form, and hearing nothing.

Made with transformers and CTranslate2, so that the reader meets the real library; it only exists where the audio extra
is installed.
"""

import json
import wave
from importlib import import_module
from pathlib import Path

LANGUAGES = ("en", "no")
TASKS = ("translate", "transcribe")
SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    *(f"<|{code}|>" for code in LANGUAGES),
    *(f"<|{task}|>" for task in TASKS),
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
# So small that the library takes it for an English-only model; that changes nothing in how it is called.
VOCABULARY = 3_000
TIMESTAMPS = 1_501
RATE = 16_000
# Resonances of the mouth (frequency and width in Hz) for four vowels.
FORMANTS = (
    ((700, 80), (1200, 90), (2600, 120)),
    ((300, 60), (2300, 100), (3000, 150)),
    ((350, 60), (800, 80), (2500, 120)),
    ((500, 70), (1700, 90), (2500, 120)),
)


def write_tiny_whisper(folder: Path) -> Path:
    """Write a model of one layer to ``folder``, as a person would by converting one from Hugging Face."""
    source = folder / "source"
    source.mkdir(parents=True)
    _write_tokenizer(source)
    _write_model(source)
    made = folder / "tiny-whisper"
    converter = import_module("ctranslate2.converters").TransformersConverter(
        str(source), copy_files=["tokenizer.json", "preprocessor_config.json"]
    )
    converter.convert(str(made))
    return made


def _write_tokenizer(source: Path) -> None:
    tokenizers = import_module("tokenizers")
    words = VOCABULARY - len(SPECIAL) - TIMESTAMPS
    vocabulary = {f"ord{number}": number for number in range(words)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="ord0"))
    tokenizer.add_special_tokens([*SPECIAL, *(f"<|{number * 0.02:.2f}|>" for number in range(TIMESTAMPS))])
    tokenizer.save(str(source / "tokenizer.json"))
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": "ord0", "eos_token": "<|endoftext|>"}
    (source / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    (source / "preprocessor_config.json").write_text(json.dumps({"feature_size": 80}), encoding="utf-8")


def _write_model(source: Path) -> None:
    torch, transformers = import_module("torch"), import_module("transformers")
    torch.manual_seed(0)
    first = VOCABULARY - len(SPECIAL) - TIMESTAMPS
    config = transformers.WhisperConfig(
        vocab_size=VOCABULARY,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        decoder_start_token_id=first + 1,
        eos_token_id=first,
        bos_token_id=first,
        pad_token_id=first,
        begin_suppress_tokens=None,
    )
    model = transformers.WhisperForConditionalGeneration(config)
    model.generation_config.suppress_tokens = []
    model.generation_config.begin_suppress_tokens = []
    model.generation_config.lang_to_id = {f"<|{code}|>": first + 2 + i for i, code in enumerate(LANGUAGES)}
    model.save_pretrained(str(source))


def write_vowels(path: Path, seconds: int = 8) -> Path:
    """Write a WAV file of vowels that follow each other, enough like speech for the library's search for speech."""
    numpy, lfilter = import_module("numpy"), import_module("scipy.signal").lfilter
    time = numpy.arange(RATE * seconds) / RATE
    pitch = 120 * (1 + 0.1 * numpy.sin(2 * numpy.pi * 0.7 * time) + 0.03 * numpy.sin(2 * numpy.pi * 5 * time))
    voice = numpy.diff(numpy.floor(numpy.cumsum(pitch / RATE)), prepend=0)
    voice = voice + 0.02 * numpy.random.default_rng(0).standard_normal(len(time))
    sound = numpy.zeros(len(time))
    length = RATE // 5
    for number, start in enumerate(range(0, len(time), length)):
        piece = voice[start : start + length]
        for frequency, width in FORMANTS[number % len(FORMANTS)]:
            decay = numpy.exp(-numpy.pi * width / RATE)
            turn = 2 * decay * numpy.cos(2 * numpy.pi * frequency / RATE)
            piece = lfilter([1 - decay], [1, -turn, decay * decay], piece)
        sound[start : start + length] = piece * numpy.hanning(len(piece))
    return write_wav(path, (sound / abs(sound).max() * 20_000).astype("<i2").tobytes())


def write_wav(path: Path, samples: bytes) -> Path:
    """Write sixteen-bit samples in one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return path
