"""The register renewed: what every source changes, and then the file and its notes written, each in one step."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ingest.addresses import FetchError
from ingest.refreshing.answers import Answers, UnknownShapeError
from ingest.refreshing.notes import Notes
from ingest.refreshing.plan import NotBelievedError, SourcePlan, plan_of
from ingest.refreshing.readers import READERS
from ingest.refreshing.reading import Asking
from ingest.refreshing.sources import ApiSource
from ingest.refreshing.table import Table

FILE_NAME = "kommuner.csv"


class RegisterFolder:
    """The folder ``corpus/kommuner``, opened to be renewed.

    Raises:
        InputError: the register or its notes cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._table = Table.read(folder / FILE_NAME)
        self._notes = Notes(folder)

    def plans(self, sources: Sequence[ApiSource], answers: Answers, day: date) -> Iterator[SourcePlan]:
        """What each source changes, one after another as it is asked; a source that fails changes nothing."""
        for source in sources:

            def ask(number: str, source: ApiSource = source) -> Any:  # noqa: ANN401 - whatever JSON holds
                return answers.get(source.asked(day, number))

            try:
                yield plan_of(source, READERS[source.id].read(Asking(ask, self._table, day)), self._table)
            except (FetchError, UnknownShapeError, NotBelievedError) as error:
                yield SourcePlan(source, failure=str(error))

    def write(self, plans: Sequence[SourcePlan], day: date) -> None:
        """Make the changes, and note what was read; what is already as it is to be, is left alone."""
        changes = [change for plan in plans for change in plan.changes]
        for change in changes:
            self._table.rows[change.kommunenummer][change.column] = change.new
        if changes:
            self._table.write()
        self._notes.write([plan for plan in plans if plan.failure is None], day)
