"""Three bands of municipalities by inhabitants, for what is counted and told by size."""

from enum import StrEnum


class SizeBand(StrEnum):
    """KOSTRA's size classes (SSB, KOSTRA-gruppering 2020): small under 5 000, middle under 20 000, large from there."""

    SMALL = "små"
    MIDDLE = "mellomstore"
    LARGE = "store"


def band_of(population: int) -> SizeBand:
    """The band of a municipality with so many inhabitants."""
    if population < 5_000:
        return SizeBand.SMALL
    return SizeBand.MIDDLE if population < 20_000 else SizeBand.LARGE
