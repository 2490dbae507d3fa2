"""How much of a machine one file may take: a bomb, a loop or a 5,000-page scan must not stop the rest."""

from dataclasses import dataclass

from kunnskapsbase.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading one file; see ``KB_READ_…`` in docs/innstillinger.md."""

    megabytes: int = 100
    unpacked_megabytes: int = 400
    seconds: int = 120
    memory_megabytes: int = 900
    pages: int = 2000
    rows: int = 20_000
    columns: int = 100

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The bounds in force."""
        return cls(
            megabytes=settings.read_megabytes,
            unpacked_megabytes=settings.read_unpacked_megabytes,
            seconds=settings.read_seconds,
            memory_megabytes=settings.read_memory_megabytes,
            pages=settings.read_pages,
            rows=settings.read_rows,
            columns=settings.read_columns,
        )
