"""``python -m search_api keys``: make a key to the API, list the keys, revoke one.

Exit status: 0 done; 2 nothing was done.
"""

import argparse
import sys
from datetime import date

from pydantic import ValidationError

from kunnskapsbase.api_key import KEY_ROLES, ApiKey
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.records import Keys
from kunnskapsbase.settings import Settings, explain

DONE, NOTHING_DONE = 0, 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m search_api keys", description="Nøkler til å skrive gjennom API-et."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    create = commands.add_parser("create", help="lag en nøkkel; den vises denne ene gangen")
    create.add_argument("--name", required=True, metavar="NAVN", help="hvem den er for, uten personnavn")
    create.add_argument("--role", required=True, choices=[role.value for role in KEY_ROLES], help="hva den gir lov til")
    create.add_argument("--municipality", metavar="KOMMUNENUMMER", help="for rollen municipality: kommunen den gjelder")
    commands.add_parser("list", help="vis alle nøkler, uten hemmelighetene")
    revoke = commands.add_parser("revoke", help="trekk en nøkkel tilbake; det virker med en gang")
    revoke.add_argument("id", help="nøkkelens id, som «list» viser")
    return parser


def _line(key: ApiKey) -> str:
    where = f"  {key.kommunenummer}" if key.kommunenummer else ""
    used = f"sist brukt {key.last_used}" if key.last_used else "aldri brukt"
    state = f"trukket tilbake {key.revoked}" if key.revoked else used
    return f"{key.id}  {key.role.value:<12}  {key.name}{where}  (laget {key.created}, {state})"


def _create(keys: Keys, arguments: argparse.Namespace, settings: Settings) -> None:
    said = arguments.municipality
    number = load_register(settings.corpus / "kommuner").get(said).kommunenummer if said else None
    key, secret = keys.create(arguments.name, ActorRole(arguments.role), date.today(), number)
    if said != number:
        print(f"Kommunenummeret {said} er ikke i bruk lenger; nøkkelen gjelder for {number}.", file=sys.stderr)
    print(_line(key), file=sys.stderr)
    print("Nøkkelen vises bare nå. Ta vare på den:", file=sys.stderr)
    # Alone on standard output, so that it can be sent on to where it is kept.
    print(secret)


def main(argv: list[str]) -> int:
    """Run one command."""
    arguments = _parser().parse_args(argv)
    try:
        settings = Settings()
        keys = Keys(settings.database)
        try:
            if arguments.command == "create":
                _create(keys, arguments, settings)
            elif arguments.command == "revoke":
                print(_line(keys.revoke(arguments.id, date.today())))
            else:
                for key in keys.each():
                    print(_line(key))
        finally:
            keys.close()
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return NOTHING_DONE
    except ValidationError as error:
        print(explain(error), file=sys.stderr)
        return NOTHING_DONE
    return DONE
