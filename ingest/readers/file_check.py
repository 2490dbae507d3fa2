"""What can be known of a file before anything reads it: that it is a file, lies where it should, and has a size."""

import errno
import os
import stat
from pathlib import Path

from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError

_NO_ACCESS = "Filen kan ikke åpnes: du har ikke lov til å lese den. Endre rettighetene, eller kjør som en som har lov."
_WHY_NOT_OPENED = {
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.ENOENT: "Filen finnes ikke. Den kan være flyttet, eller være en snarvei til noe som er borte.",
    errno.ELOOP: "Filen er en snarvei (symbolsk lenke) som peker i ring eller ikke skal følges.",
    errno.ENAMETOOLONG: "Filnavnet er for langt til å åpnes. Gi filen et kortere navn.",
    errno.ENXIO: "Dette er ikke en vanlig fil, så den leses ikke.",
}
_MEGABYTE = 1_000_000


def check_file(file: Path, limits: Limits, *, root: Path | None = None, follow: bool = True) -> int:
    """The size of ``file`` in bytes, once it is known to be a regular file within the limits.

    ``root`` is the folder it must lie in when links have been followed; ``follow=False`` refuses a link as such.

    Raises:
        UnreadableError: with the reason.
    """
    try:
        if root is not None and not file.resolve().is_relative_to(root.resolve()):
            raise UnreadableError(
                Reason.OUTSIDE_FOLDER,
                f"Filen ligger utenfor mappen {root} når lenker følges, så den leses ikke. Legg den i mappen.",
            )
        status = _status(file, follow=follow)
    except (OSError, ValueError, RuntimeError) as error:
        # Path.resolve tells of a ring of links with RuntimeError before Python 3.13; ValueError is a NUL in the name.
        code = errno.ELOOP if isinstance(error, RuntimeError) else getattr(error, "errno", None)
        message = _WHY_NOT_OPENED.get(code or 0, f"Filen kan ikke åpnes ({error}).")
        raise UnreadableError(Reason.NOT_READABLE, message) from error
    if not stat.S_ISREG(status.st_mode):
        what = "en mappe" if stat.S_ISDIR(status.st_mode) else "et rør, en enhet eller noe annet enn en fil"
        raise UnreadableError(Reason.NOT_READABLE, f"Dette er {what}, ikke en vanlig fil.")
    if status.st_size == 0:
        raise UnreadableError(Reason.EMPTY, "Filen er tom (0 byte). Hent eller lagre den på nytt.")
    if status.st_size > limits.megabytes * _MEGABYTE:
        raise UnreadableError(
            Reason.TOO_LARGE,
            f"Filen er {status.st_size / _MEGABYTE:.0f} MB; grensen er {limits.megabytes} MB. "
            "Del den opp, ta ut bildene, eller hev KB_READ_MEGABYTES.",
        )
    return status.st_size


def _status(file: Path, *, follow: bool) -> os.stat_result:
    """Opened and not only asked about, so that what may not be read is known now; a pipe must not make us wait."""
    if file.is_dir():
        return file.stat()
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    descriptor = os.open(file, flags)
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)
