"""A shard that another process has open, opened once more to be read: its files linked into a folder beside it.

A finished shard is never written to, so links are as good as copies, take no room and no time (10 ms for 10,000
passages), and are the same pages in memory. The log (WAL) stays behind: the other process has it locked, and all that
was in it has been flushed.
"""

import os
import shutil
from pathlib import Path

from kunnskapsbase.errors import IndexMissingError

_MARK = ".ved-siden-"
_LOG = "wal"


def folder_of_view(collection: Path) -> Path:
    """Where this process keeps its view of a collection."""
    return collection.with_name(f"{collection.name}{_MARK}{os.getpid()}")


def seen_through(folder_name: str) -> str:
    """The name of the collection that a folder is a view of; of any other folder, its own name."""
    return folder_name.partition(_MARK)[0]


def link(shard: Path, view: Path) -> None:
    """Put the files of ``shard`` in ``view``, a folder that is not there yet.

    Raises:
        IndexMissingError: the shard has gone, because a new build has taken its place.
    """
    try:
        shutil.copytree(shard, view, copy_function=os.link, ignore=shutil.ignore_patterns(_LOG))
    except (FileNotFoundError, shutil.Error) as gone:
        raise IndexMissingError(f"Søkeindeksen i {shard.parent} er byttet ut.") from gone
