"""A Markdown file with YAML front matter, read with the line of every value and written in one fixed way.

Values are read as text, whatever YAML would make of them: ``kommunenummer: 0301`` is an octal number to YAML 1.1,
``dato: 2021-05-04`` a date and ``nei`` in some parsers a boolean. The domain model decides what a value is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from ingest.problems import Problem

Value = str | None | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]

FENCE = "---"
# Deepest in use: aktorer → item → kommunenummer → number. libyaml's own composer recurses and takes the process
# down with it on a file of ten thousand brackets, so the tree is built from its events, which do not.
MAX_DEPTH = 8
_NULLS = {"", "~", "null", "Null", "NULL"}

_YAML_MESSAGES = {
    "mapping values are not allowed": "det står et kolon der YAML ikke venter det. Sett verdien i anførselstegn når "
    "den selv har kolon, og sjekk at innrykket er likt",
    "did not find expected key": "innrykket stemmer ikke, eller et anførselstegn mangler. Felter på samme nivå skal "
    "ha like mange mellomrom foran seg",
    "cannot start any token": "linjen begynner med et tegn som YAML ikke tåler, ofte en tabulator, @ eller `. Bruk "
    "mellomrom til innrykk, og sett verdien i anførselstegn",
    "tab character": "linjen er rykket inn med tabulator. Bruk mellomrom",
    "could not find expected ':'": "det mangler kolon etter feltnavnet",
    "unexpected end of stream": "et anførselstegn som åpner, blir aldri lukket",
    "did not find expected ',' or ']'": "listen i hakeparentes mangler komma eller ]",
    "did not find expected ',' or '}'": "verdien i krøllparentes mangler komma eller }",
    "did not find expected node content": "listen eller verdien i parentes er ikke ferdig",
    "block sequence entries are not allowed": "punktet i listen («-») står på feil sted. Sett det på egen linje under "
    "feltnavnet",
    "did not find expected '-' indicator": "innrykket i listen stemmer ikke. Alle punkter («-») skal ha like mange "
    "mellomrom foran seg",
    "unknown escape character": "omvendt skråstrek («\\») i doble anførselstegn. Bruk enkle anførselstegn",
    "did not find expected <document start>": "det står noe etter verdien som YAML ikke venter",
}


@dataclass(frozen=True)
class FrontMatter:
    """What the front matter says, the line of every place in it, and what is wrong with its form."""

    data: dict[str, Value]
    lines: dict[Place, int]
    problems: list[Problem]
    readable: bool
    body: str
    body_line: int

    @property
    def found(self) -> bool:
        """Whether the file has a front matter at all, so that the rest is the body."""
        return self.body_line > 1

    def line(self, place: Place) -> int:
        """The line of ``place``, or of the nearest place around it."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1


def read_front_matter(path: str, text: str) -> FrontMatter:
    """Take apart ``text``, the content of the file ``path``."""
    lines = text.split("\n")
    problem: Problem | None = None
    end = 0
    if lines[0].rstrip() != FENCE:
        problem = Problem(
            path, 1, "Filen skal begynne med en linje med bare «---», så feltene, så en ny linje med «---»."
        )
    else:
        end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
        if not end:
            problem = Problem(
                path, 1, "Hodet i filen er ikke lukket: det mangler en linje med bare «---» etter det siste feltet."
            )
    if problem:
        return FrontMatter({}, {}, [problem], readable=False, body="", body_line=1)
    tree = _Tree(path)
    readable = tree.build("\n".join(lines[1:end]) + "\n")
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(tree.root, tree.lines, tree.problems, readable, body, body_line=end + 2)


@dataclass
class _Open:
    """A mapping or a list whose end has not come yet."""

    container: dict[str, Value] | list[Value]
    place: Place
    key: str | None = None


class _UnreadableError(Exception):
    """The rest of the front matter cannot be understood."""


@dataclass
class _Tree:
    path: str
    root: dict[str, Value] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def build(self, text: str) -> bool:
        try:
            for event in _events(text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            # The front matter begins on line 2, and marks count from 0. An error at the very end has its mark on
            # the line after the last: the closing fence.
            self._problem(mark.line + 2 if mark else None, _explain(error.problem or ""))
            return False
        except yaml.YAMLError:
            self._problem(None, _explain(""))
            return False
        except _UnreadableError:
            return False
        return True

    def _problem(self, line: int | None, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def _take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = mark.line + 2 if mark else 1
        if isinstance(event, yaml.AliasEvent):
            self._problem(line, "Henvisninger i YAML (* og &) kan ikke brukes her. Skriv verdien helt ut.")
            raise _UnreadableError
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self._problem(line, f"Typemerket «{event.tag}» kan ikke brukes her. Slett det.")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self.open[-1] if self.open else None
        if parent and isinstance(parent.container, dict) and parent.key is None:
            key = event.value
            if key in parent.container:
                first = self.lines[(*parent.place, key)]
                self._problem(line, f"Feltet «{key}» står to ganger; første gang på linje {first}. Slett det ene.")
            parent.key = key
            self.lines[(*parent.place, key)] = line
            return
        if not parent:
            self._problem(line, "Hodet skal bestå av felter, ett på hver linje: «tittel: Navn på erfaringen».")
            raise _UnreadableError
        plain = event.implicit[0]
        self._add(None if plain and event.value in _NULLS else event.value, line)

    def _start(self, container: dict[str, Value] | list[Value], line: int) -> None:
        if not self.open:
            if isinstance(container, list):
                self._problem(line, "Hodet skal bestå av felter («tittel: …»), ikke av en liste.")
                raise _UnreadableError
            self.root = container
            self.open.append(_Open(container, ()))
            return
        parent = self.open[-1]
        if isinstance(parent.container, dict) and parent.key is None:
            self._problem(line, "Et feltnavn kan ikke være en liste. Skriv «feltnavn: verdi».")
            raise _UnreadableError
        if len(self.open) >= MAX_DEPTH:
            self._problem(line, "For mange nivåer i hverandre. Se malen i corpus/mal.")
            raise _UnreadableError
        self.open.append(_Open(container, self._add(container, line)))

    def _add(self, value: Value, line: int) -> Place:
        parent = self.open[-1]
        if isinstance(parent.container, list):
            place: Place = (*parent.place, len(parent.container))
            parent.container.append(value)
            self.lines[place] = line
        else:
            # Only reached with a key in hand: a value without one is a key itself.
            key = parent.key or ""
            place = (*parent.place, key)
            parent.container[key] = value
            parent.key = None
        return place


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _explain(problem: str) -> str:
    for english, norwegian in _YAML_MESSAGES.items():
        if english in problem:
            return f"Hodet kan ikke leses: {norwegian}. Feilen kan også ligge på linjen over."
    return (
        "Hodet kan ikke leses fra denne linjen: her står et tegn som betyr noe eget i YAML. Sett verdien i enkle "
        "anførselstegn, eller sammenlign med malen i corpus/mal."
    )


class OneLine(list[str]):
    """A short list written on one line: ``['3203']``."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _one_line(dumper: yaml.SafeDumper, items: OneLine) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(items), flow_style=True)


_Dumper.add_representer(OneLine, _one_line)


def front_matter_text(data: dict[str, object]) -> str:
    """``data`` as front matter with both fences: keys in the order given, one value a line, no wrapping."""
    dumped = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"), default_flow_style=False
    )
    return f"{FENCE}\n{dumped}{FENCE}\n"
