"""``python -m search_api``: serve the API on ``PORT`` (8000 unless told) and ``HOST`` (127.0.0.1).

``python -m search_api keys …`` makes, lists and revokes the keys that writing takes; ``python -m search_api reminders``
writes the mails that ask how it went.
"""

import errno
import os
import socket
import sys

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is loaded."""
    # The protocol is named, because asyncio sets TCP_NODELAY only on sockets that say they are TCP; without it every
    # answer waits 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def main(argv: list[str]) -> int:
    """Serve, or run the command in ``argv``."""
    if not argv:
        return serve()
    if argv[0] == "keys":
        from search_api import keys_command  # noqa: PLC0415

        return keys_command.main(argv[1:])
    if argv[0] == "reminders":
        from search_api import reminders_command  # noqa: PLC0415

        return reminders_command.main(argv[1:])
    print(
        f"Ukjent kommando «{argv[0]}». Uten kommando startes API-et; «keys» lager nøkler til det, og «reminders» "
        "skriver e-postene som spør hvordan det gikk.",
        file=sys.stderr,
    )
    return 2


def serve() -> int:
    """Serve until stopped. 1: the port or the index is taken, or there is no index; 2: the settings make no sense."""
    host = os.environ.get("HOST", "127.0.0.1")
    said = os.environ.get("PORT", "8000")
    if not said.isdigit() or not 0 < int(said) < 65536:
        print(f"PORT må være et tall fra 1 til 65535, ikke «{said}».", file=sys.stderr)
        return 2
    try:
        listener = _listen(host, int(said))
    except OSError as taken:
        reason = "er opptatt" if taken.errno == errno.EADDRINUSE else f"kan ikke brukes ({taken.strerror})"
        print(f"Port {said} {reason}. Velg en annen: PORT=8001 make api", file=sys.stderr)
        return 1

    with listener:
        return _serve_on(listener)


def _serve_on(listener: socket.socket) -> int:
    import uvicorn  # noqa: PLC0415
    from pydantic import ValidationError  # noqa: PLC0415

    from kunnskapsbase.errors import InputError, KunnskapsbaseError  # noqa: PLC0415
    from kunnskapsbase.settings import explain, settings  # noqa: PLC0415
    from search_api.app import create_app  # noqa: PLC0415
    from search_api.service import SearchService  # noqa: PLC0415

    try:
        service = SearchService(settings())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 1
    except ValidationError as error:
        print(explain(error), file=sys.stderr)
        return 2
    config = uvicorn.Config(create_app(service), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
