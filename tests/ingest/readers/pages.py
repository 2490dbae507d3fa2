"""Small web pages in the forms that municipal sites have, each with what must come out of it and what must not.

The municipality, the people and the projects are invented; the forms are those of common publishing systems.
"""

from dataclasses import dataclass

COOKIES = """<div id="cookie-banner" class="cookie-consent" role="dialog"><h2>Informasjonskapsler</h2>
<p>Vi bruker informasjonskapsler for å gjøre nettstedet bedre for deg som besøker oss. Du kan når som helst endre
valget ditt i innstillingene nederst på siden.</p><button>Godta alle</button><button>Bare nødvendige</button></div>"""
MENU = """<header><a href="/">Eksempel kommune</a><nav aria-label="Hovedmeny"><ul><li><a href="/tjenester">Tjenester</a>
</li><li><a href="/politikk">Politikk og innsyn</a></li><li><a href="/ledige">Ledige stillinger</a></li></ul></nav>
</header><div class="breadcrumb"><a href="/">Hjem</a> / <a href="/prosjekter">Prosjekter</a></div>"""
FOOTER = """<aside class="related"><h3>Relaterte saker</h3><ul><li><a href="/a">Nytt sykehjem åpnet i sentrum</a></li>
<li><a href="/b">Høring om kommuneplanens arealdel</a></li></ul></aside><footer><p>Besøksadresse: Rådhusveien 1.
Åpningstider mandag til fredag.</p><p><a href="/personvern">Personvernerklæring</a></p></footer>"""
UNWANTED = (
    "Informasjonskapsler",
    "Godta alle",
    "Ledige stillinger",
    "Politikk og innsyn",
    "Høring om kommuneplanens arealdel",
    "Rådhusveien",
    "Personvernerklæring",
)


@dataclass(frozen=True)
class WebPage:
    """``wanted`` and ``unwanted`` are pieces of text as they stand in the page."""

    html: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = UNWANTED


def page(body: str, head: str = "", before: str = COOKIES + MENU, after: str = FOOTER) -> str:
    """A whole page around ``body``, with cookies, menu and footer."""
    return (
        f'<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8">{head}</head><body>'
        f"{before}{body}{after}</body></html>"
    )


HEAD = """<title>Velferdsteknologi i hjemmetjenesten - Eksempel kommune</title>
<meta property="og:site_name" content="Eksempel kommune">
<meta property="article:published_time" content="2023-05-04T10:00:00+02:00">
<link rel="canonical" href="https://www.eksempel.example/prosjekter/velferdsteknologi">
<script>document.write("Skriptet ble kjørt")</script><style>.a{color:red}</style>"""

ARTICLE = WebPage(
    page(
        """<main><article><h1>Velferdsteknologi i hjemmetjenesten</h1>
<p class="ingress">Kommunen har tatt i bruk elektronisk medisineringsstøtte, og har spart mange kjøreturer.</p>
<h2>Utfordringen</h2><p>Hjemmetjenesten brukte mye tid på å kjøre mellom brukerne. Avstandene er lange, og det er
vanskelig å rekruttere sykepleiere.</p><h2>Hva vi gjorde</h2><p>Vi innførte tre løsninger sammen med naboene:</p>
<ul><li>Elektronisk medisindispenser hos 25 brukere</li><li>Digitalt tilsyn om natten<ul><li>Først i to soner</li></ul>
</li><li>Ny <a href="https://leverandor.example/x">trygghetsalarm</a> med <b>GPS</b></li></ul>
<h3>Slik gikk innføringen</h3><ol><li>Kartlegging av brukerne</li><li>Opplæring av ansatte</li></ol>
<table><tr><th>Tiltak</th><th>Før</th><th>Etter</th></tr><tr><td>Besøk per dag</td><td>120</td><td>95</td></tr></table>
<blockquote><p>Det viktigste var å ta de ansatte med fra første dag.</p></blockquote>
<p>Prosjektet ble avsluttet i 2022, og løsningene er i ordinær drift.</p></article></main>""",
        HEAD,
    ),
    (
        "Velferdsteknologi i hjemmetjenesten",
        "spart mange kjøreturer",
        "Avstandene er lange",
        "Digitalt tilsyn om natten",
        "Først i to soner",
        "Besøk per dag",
        "ta de ansatte med fra første dag",
        "i ordinær drift",
    ),
    (*UNWANTED, "Skriptet ble kjørt", "color:red", "leverandor.example"),
)

DIVS = WebPage(
    page(
        """<div class="page-wrap"><div class="col-8 content"><div class="page-title">Felles legevakt</div>
<div class="text-block">Tre kommuner gikk sammen om legevakt fra 2019.<br><br>Vaktene ble færre for hver lege, og
ventetiden gikk ned for innbyggerne i alle de tre kommunene.</div>
<div class="text-block">Avtalen fordeler kostnadene etter innbyggertall. Kommunestyrene vedtok den samme avtalen.</div>
</div></div>""",
        "<title>Felles legevakt</title>",
    ),
    ("gikk sammen om legevakt fra 2019", "Vaktene ble færre for hver lege", "etter innbyggertall"),
)

ACCORDION = WebPage(
    page(
        """<main><h1>Spørsmål om digital byggesak</h1><p>Her svarer vi på det andre kommuner spør oss om.</p>
<details><summary>Hva kostet det?</summary><p>Innføringen kostet mest i opplæring, og tok ett år.</p></details>
<details><summary>Hvem kan vi spørre?</summary><p>Byggesaksavdelingen tar imot andre kommuner hver onsdag.</p>
</details><button aria-expanded="false">Hva ville vi gjort annerledes?</button><div hidden class="panel"><p>Vi ville
ryddet i arkivet først, fordi gamle saker manglet kartfesting.</p></div></main>""",
        "<title>Spørsmål om digital byggesak</title>",
    ),
    ("Hva kostet det?", "kostet mest i opplæring", "Hvem kan vi spørre?", "hver onsdag", "ryddet i arkivet først"),
)

SHORT = WebPage(
    page(
        """<main><h1>Bruktbutikk på gjenvinningsstasjonen</h1><p>Vi åpnet en bruktbutikk i 2021. Salget dekker
lønnen til to ansatte.</p></main>""",
        "<title>Bruktbutikk</title>",
    ),
    ("Vi åpnet en bruktbutikk i 2021", "lønnen til to ansatte"),
)

PROJECT_LIST = WebPage(
    page(
        """<main><h1>Prosjekter vi har fått støtte til</h1><ul class="cards">
<li><h3><a href="/p/1">Digital hjemmeoppfølging</a></h3><p>Pasienter med kols måler selv hjemme.</p></li>
<li><h3><a href="/p/2">Grønn anskaffelse</a></h3><p>Nye krav til utslippsfrie byggeplasser.</p></li>
<li><h3><a href="/p/3">Bedre inkludering</a></h3><p>Flyktninger får praksisplass i barnehage.</p></li></ul></main>""",
        "<title>Prosjekter</title>",
    ),
    ("Digital hjemmeoppfølging", "måler selv hjemme", "utslippsfrie byggeplasser", "Bedre inkludering", "praksisplass"),
)

TABLE_PAGE = WebPage(
    page(
        """<main><h1>Tilskudd til frivillighet</h1><table><thead><tr><th>År</th><th>Tiltak</th><th>Kroner</th></tr>
</thead><tbody><tr><td>2021</td><td>Turgruppe for eldre</td><td>50 000</td></tr><tr><td>2022</td><td>Leksehjelp på
biblioteket</td><td>75 000</td></tr></tbody></table></main>""",
        "<title>Tilskudd til frivillighet</title>",
    ),
    ("Turgruppe for eldre", "Leksehjelp på biblioteket", "75 000"),
)

WORD = WebPage(
    """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>Sluttrapport</title>
<style>p.MsoNormal{margin:0cm}</style></head><body lang=NO-BOK><div class=WordSection1>
<h1>Sluttrapport for ombruk</h1><p class=MsoNormal>Møbler ble registrert og flyttet mellom skolene.</p>
<p class=MsoListParagraph>·&nbsp;&nbsp; Færre innkjøp av nye stoler</p><h2>Lærdom</h2>
<p class=MsoNormal>Lageret må være varmt og tørt, ellers blir møblene ødelagt før de kan brukes om igjen.</p>
</div></body></html>""",
    ("Sluttrapport for ombruk", "flyttet mellom skolene", "Færre innkjøp av nye stoler", "Lageret må være varmt"),
    ("MsoNormal",),
)

PAGES = {
    "artikkel": ARTICLE,
    "bare div": DIVS,
    "trekkspill": ACCORDION,
    "kort": SHORT,
    "prosjektliste": PROJECT_LIST,
    "tabell": TABLE_PAGE,
    "fra Word": WORD,
}
