"""Whether there is room on the disk to build an index in, asked before it is built.

The index writes through mapped memory: where the disk fills up in the middle, the system ends the process with SIGBUS
and nobody can say why. The old index would go on serving, but the person would be left with «Bus error».
"""

import shutil

from kunnskapsbase.records import StoreFullError
from kunnskapsbase.settings import Settings

_MEGABYTE = 1 << 20
# Measured with qdrant-edge 0.9: an index of 10,000 passages takes 66 MB with 256 dimensions and 112 MB with 768. While
# it is put in order, parts of it lie there twice; and even a small one begins with some megabytes.
_LEAST = 32 * _MEGABYTE
_EACH = 16 * 1024


def require_room(settings: Settings, texts: int) -> None:
    """Do nothing where there is room for an index of so many texts.

    Raises:
        StoreFullError: there is not; nothing has been done.
    """
    if settings.qdrant_url:
        return
    settings.data.mkdir(parents=True, exist_ok=True)
    wanted = _LEAST + texts * _EACH
    free = shutil.disk_usage(settings.data).free
    if free < wanted:
        raise StoreFullError(
            f"Det er ikke plass til å bygge søkeindeksen: {settings.data} har {free // _MEGABYTE} MB ledig, og det kan "
            f"trenges {wanted // _MEGABYTE} MB. Det som er tatt inn, står, og den gamle søkeindeksen er i bruk. "
            "Frigjør plass, og kjør kommandoen på nytt."
        )
