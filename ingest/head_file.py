"""A Markdown file that has everything in its front matter: a webinar, a network or a scheme. Its body is empty.

What it shares with experiences stands here too: how values are written in one fixed order, what the template leaves
behind, and an id that must be the file's name.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from ingest.front_matter import FrontMatter, OneLine, front_matter_text, read_front_matter
from ingest.problems import FileRejectedError, Problem
from ingest.text_files import read_text
from ingest.validation import Fault, Model, unfilled, validate

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Short lists of these are written on one line.
_ONE_LINE = ("kommunenummer", "fylkesnummer", "alle_i_fylke", "fylker")


def head_text(values: dict[str, object], order: tuple[str, ...]) -> str:
    """``values`` as front matter, those of ``order`` in that order; empty ones are left out."""
    return front_matter_text({key: _tidy(values[key], key) for key in order if _says_something(key, values.get(key))})


def _says_something(key: str, value: object) -> bool:
    # Empty lists say nothing more than no list, and cost the reader a line each; nor has a gain been measured unless it
    # says so.
    return value not in (None, []) and (key, value) != ("maalt", False)


def _tidy(value: object, key: str = "") -> object:
    if isinstance(value, dict):
        return {name: _tidy(item, name) for name, item in value.items() if _says_something(name, item)}
    if isinstance(value, list):
        return OneLine(value) if key in _ONE_LINE else [_tidy(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def read_head(
    path: Path, model: type[Model], what: str, more: Callable[[FrontMatter], Iterable[Fault]] = lambda _: ()
) -> Model:
    """The ``model`` in the file ``path``; ``what`` is it called, and ``more`` finds what the model alone cannot.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
    """
    name = path.as_posix()
    text = read_text(path)
    front = read_front_matter(name, text)
    problems = [*front.problems]
    for number, line in enumerate(COMMENT.sub(only_line_breaks, front.body).split("\n"), front.body_line):
        if line.strip():
            message = f"{what} har alt i hodet; her skal det ikke stå tekst. Flytt den inn i et felt, eller slett den."
            problems.append(Problem(name, number, message))
            break
    valid = None
    if front.readable:
        valid, invalid = validate(model, name, front, front.data)
        problems += [*invalid, *id_unlike_name(path, front)]
        problems += [Problem(name, front.line(fault.place), fault.message) for fault in more(front)]
    problems = told(name, text, problems)
    if problems or valid is None:
        raise FileRejectedError(problems)
    return valid


def only_line_breaks(comment: re.Match[str]) -> str:
    """What is left of a comment, so that the lines below it keep their numbers."""
    return "\n" * comment.group().count("\n")


def told(path: str, text: str, problems: list[Problem]) -> list[Problem]:
    """All ``problems``, but where a line still has the template's placeholder, that is all there is to say of it."""
    blanks = unfilled(path, text)
    blank_lines = {problem.line for problem in blanks}
    return [*blanks, *(problem for problem in problems if problem.line not in blank_lines)]


def id_unlike_name(path: Path, front: FrontMatter) -> list[Problem]:
    """What is to be said when the id is not the file's name."""
    given = front.data.get("id")
    if not isinstance(given, str) or given == path.stem:
        return []
    message = (
        f"id er «{given}», men filen heter «{path.name}». De skal være like: gi filen navnet {given}.md, eller rett id."
    )
    return [Problem(path.as_posix(), front.line(("id",)), message)]
