"""Fills in the model card from the records of the run, so that its numbers are those that were measured."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from training.evaluate import Scores
from training.model_folder import WEIGHTS_FILE
from training.sources import PAIRED_TEXT, RUNNING_TEXT

TEMPLATE = Path(__file__).with_name("model_card.md")
SPEED = "speed"


def sources_table() -> str:
    """Returns the table of training text with its licences."""
    sources = RUNNING_TEXT + PAIRED_TEXT
    rows = [f"| `{source.path}` | {source.holds} | {source.licence} |" for source in sources]
    return "\n".join(["| File | What it holds | Licence or origin |", "|---|---|---|", *rows])


def scores_table(scores: Mapping[str, Scores]) -> str:
    """Returns the table of scores, one row a size."""
    rows = [
        f"| {name} | {part['lov_dev']['all']:.3f} "
        f"| {part['lov_dev']['nb']:.3f} / {part['lov_dev']['nn']:.3f} "
        f"| {part['norquad_dev']['all']:.3f} | {part['letters_nn_to_nb']['all']:.3f} "
        f"| {part[SPEED]['passages_per_second']:,.0f} | {part[SPEED]['milliseconds_per_query']} |"
        for name, part in scores.items()
    ]
    heads = "lov_dev | of these nb / nn | norquad_dev | letters nn → nb | passages/s | ms a query"
    return "\n".join([f"| Vectors, size | {heads} |", "|---" * 7 + "|", *rows])


def leak_table(units: Mapping[str, Mapping[str, int]]) -> str:
    """Returns the table of training units seen and dropped by the leak check."""
    rows = [f"| {name} | {count['seen']:,} | {count['dropped']:,} |" for name, count in units.items()]
    return "\n".join(["| Source | Units seen | Dropped |", "|---|---|---|", *rows])


def write_card(
    folder: Path, record: Mapping[str, object], scores: Mapping[str, Scores], template: Path = TEMPLATE
) -> None:
    """Writes `README.md` in the model folder.

    Args:
        folder: The model folder, with the weights in place.
        record: What `training.json` holds.
        scores: What `evaluation.json` holds.
        template: The card, with `$name` where a number or a table goes.
    """
    leak, units, first = record["leak_check"], record["units"], next(iter(scores.values()))
    if not (isinstance(leak, dict) and isinstance(units, dict)):
        raise TypeError("the record of the run lacks its leak check or its units")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    card = Template(template.read_text(encoding="utf-8")).substitute(
        {name: str(value) for name, value in record.items() if isinstance(value, int | float)},
        dim=str(max(map(int, record["dims"]))) if isinstance(record["dims"], list) else "",
        megabytes=f"{size / 1e6:.1f}",
        weights_megabytes=f"{(folder / WEIGHTS_FILE).stat().st_size / 1e6:.1f}",
        queries_nn=f"{first['lov_dev']['n_nn']:.0f}",
        units="\n".join(f"- `{kind}`: {count:,}" for kind, count in units.items()),
        shingle_words=leak["shingle_words"],
        sources=sources_table(),
        scores=scores_table(scores),
        leaks=leak_table(leak["units"]),
    )
    (folder / "README.md").write_text(card, encoding="utf-8")
