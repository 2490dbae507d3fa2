"""``make demo``: take in the corpus, start the API and the pages, ask one real question, and serve until Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from demo.processes import (
    ROOT,
    DidNotStartError,
    api_command,
    environment,
    must_run,
    port_is_free,
    started,
    ui_command,
    wait_until_ready,
)

QUESTION = "Hvem har løst nattilsyn i hjemmetjenesten for en kommune med 2 000 innbyggere?"


def ask(api: str, question: str, limit: int = 3) -> dict[str, Any]:
    """The API's answer to a question."""
    parameters = urllib.parse.urlencode({"q": question, "limit": limit})
    with urllib.request.urlopen(f"{api}/v1/solutions?{parameters}", timeout=30) as response:
        answer: dict[str, Any] = json.load(response)
        return answer


def show(answer: dict[str, Any]) -> str:
    """An answer as a person would read it in a terminal."""
    lines = [f"Spørsmål: {answer['query']['text']}"]
    if answer["message"]:
        lines.append(f"  {answer['message']}")
    for place, hit in enumerate(answer["results"], 1):
        lines += ["", f"  {place}. {hit['title']}"]
        if matched := hit["matched"]:
            municipality = matched["municipality"]
            inhabitants = f"{municipality['population']:,}".replace(",", " ")
            distance = f" – {matched['distance']}" if matched["distance"] else ""
            lines.append(f"     Hvem:    {municipality['name']}, {inhabitants} innbyggere{distance}")
        lines.append(f"     Hvorfor: {'; '.join(reason['text'] for reason in hit['why'])}")
        lines.append(f"     Kilde:   {hit['source']['publisher']}, {hit['source']['url']}")
        if contact := hit["contact"]:
            reach = contact["phone"] or contact["email"] or contact["website"]
            lines.append(f"     Kontakt: {contact['unit']}: {reach} ({hit['verification']['words']})")
    return "\n".join(lines)


def _port(name: str, default: int) -> int:
    said = os.environ.get(name) or str(default)
    if not said.isdigit() or not 0 < int(said) < 65536:
        sys.exit(f"{name} må være et tall fra 1 til 65535, ikke «{said}».")
    if not port_is_free(int(said)):
        sys.exit(f"Port {said} er opptatt av et annet program. Velg en annen: {name}={int(said) + 1} make demo")
    return int(said)


def _take_in_corpus() -> None:
    status = subprocess.run(
        [sys.executable, "-m", "ingest", "add", "corpus/"], cwd=ROOT, env=environment(), check=False
    ).returncode
    # 1: some files were rejected, and the rest is served.
    if status not in {0, 1}:
        sys.exit(status)


def main() -> int:
    """Run the demo until it is told to stop."""
    port, ui_port = _port("PORT", 8000), _port("UI_PORT", 8501)
    api, pages = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{ui_port}"
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: stop.set())
    _take_in_corpus()
    if stop.is_set():
        return 130
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        try:
            with (
                started(api_command(), logs / "api", {"PORT": str(port)}) as api_process,
                started(ui_command(ui_port), logs / "ui", {"KB_API_URL": api}) as ui_process,
            ):
                wait_until_ready(api_process, f"{api}/health", logs / "api")
                wait_until_ready(ui_process, f"{pages}/_stcore/health", logs / "ui")
                print(f"\n{show(ask(api, QUESTION))}\n")
                print(f"Sidene: {pages}\nAPI-et: {api} (beskrivelse: {api}/docs)\nStopp med Ctrl-C.", flush=True)
                while not stop.wait(0.5):
                    must_run(api_process, logs / "api")
                    must_run(ui_process, logs / "ui")
        except DidNotStartError as failure:
            print(failure, file=sys.stderr)
            return 1
    print("Stoppet.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
