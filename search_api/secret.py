"""The secret that links are signed with: ``KB_SECRET``, or one made once and kept beside the store."""

import os
import secrets

from kunnskapsbase.settings import Settings

FILE_NAME = "hemmelighet"
_BYTES = 32


def secret_of(settings: Settings) -> str:
    """The secret in force. The file is made where there is none; nobody else on the machine may read it."""
    if settings.secret:
        return settings.secret
    settings.data.mkdir(parents=True, exist_ok=True)
    file = settings.data / FILE_NAME
    made = settings.data / f".{FILE_NAME}-{secrets.token_hex(4)}"
    try:
        # Written whole before it has its name, so that two who start at once never read half of one.
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_hex(_BYTES))
        os.link(made, file)
    except FileExistsError:
        pass
    finally:
        made.unlink(missing_ok=True)
    return file.read_text(encoding="ascii")
