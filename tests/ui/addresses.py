"""One address of each page, as a reader may come to it."""

from urllib.parse import urlencode

ALARM, KARI = "flekkefjord-brannvakt-trygghetsalarm", "luster-kommune-kari"
BIOGAS = "midt-gudbrandsdal-biogass"
QUESTION = "Hvem har løst nattilsyn for Loppa som er i drift, etter 2015?"


def addresses(language: str) -> dict[str, str]:
    """Name → address, relative to where the pages are served."""
    said = {
        "spor": ("", {}),
        "svar": ("", {"q": QUESTION, "kommune": "5614"}),
        "uten-svar": ("", {"q": "kvantedatamaskin romferd månebase"}),
        "losning": ("losning", {"id": ALARM, "kommune": "5614"}),
        "borte": ("losning", {"id": "finnes-ikke"}),
        "lagret": ("liste", {"lagret": f"{ALARM},{KARI}", "kommune": "5614"}),
        "koble": ("koble", {"fylke": "Finnmark", "tema": "digitalt tilsyn"}),
        "del": ("del", {}),
        "om": ("om", {}),
    }
    chosen = {"sprak": "nn"} if language == "nn" else {}
    return {name: f"/{path}?{urlencode({**asked, **chosen})}" for name, (path, asked) in said.items()}
