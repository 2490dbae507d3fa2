"""``python -m search_api keys`` as a person runs it."""

import subprocess
import sys
from pathlib import Path

from demo.processes import ROOT, environment


def run(tmp_path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    env = environment({"KB_DATA": str(tmp_path)})
    command = [sys.executable, "-m", "search_api", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_key_is_made_listed_without_its_secret_and_revoked(tmp_path: Path) -> None:
    made = run(
        tmp_path, "keys", "create", "--name", "Senja kommune", "--role", "municipality", "--municipality", "1931"
    )
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert "1931 er ikke i bruk lenger; nøkkelen gjelder for 5530" in made.stderr
    assert secret not in made.stderr
    listed = run(tmp_path, "keys", "list")
    assert "Senja kommune  5530" in listed.stdout
    key_id = secret.split("_")[1]
    assert listed.stdout.startswith(key_id)
    assert secret.split("_", 2)[2] not in listed.stdout
    revoked = run(tmp_path, "keys", "revoke", key_id)
    assert revoked.returncode == 0
    assert "trukket tilbake" in revoked.stdout


def test_what_cannot_be_done_says_why_and_does_nothing(tmp_path: Path) -> None:
    for arguments, says in (
        (("keys", "create", "--name", "x", "--role", "municipality"), "må ha et kommunenummer"),
        (("keys", "create", "--name", "x", "--role", "municipality", "--municipality", "9999"), "9999"),
        (("keys", "revoke", "ffffffff"), "ffffffff"),
        (("nøkler",), "Ukjent kommando"),
    ):
        failed = run(tmp_path, *arguments)
        assert (failed.returncode, failed.stdout) == (2, ""), arguments
        assert says in failed.stderr
    assert run(tmp_path, "keys", "list").stdout == ""
