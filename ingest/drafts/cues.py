"""Words that show what a sentence tells: what was hard, what was done, what it gave, what was learnt.

Word beginnings of bokmål and nynorsk, matched at a word's start. They were written from the terms of the field in
ORDBOK.md and the reports' own vocabulary, not fitted to any labelled set; how well they do stands in
eval/results/utkast.md.
"""

import re


def _starts(listed: str) -> re.Pattern[str]:
    """Any of the comma-separated beginnings; a space at the end of one stands for a whole word."""
    beginnings = [each.strip().replace("_", " ") for each in listed.split(",")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(beginnings)})", re.IGNORECASE)


# «_» is a space that counts: the whole word is meant.
CHALLENGE = _starts("""
    utfordring, problem, mangel, mangl, vanskelig, vanskeleg, for få_, for lite_, for dårlig, krevende, krevjande,
    sårbar, hindre, hindr, barriere, tidkrevende, press på, knapphet, kapasitetsproblem, behov for å, hadde behov,
    lang ventetid, trangt, underskudd, fraflytting
""")
APPROACH = _starts("""
    innfør, tok i bruk, tatt i bruk, tar i bruk, teke i bruk, har etablert, etablerte, ble etablert, blei etablert,
    vart etablert, har utviklet, utviklet, utvikla, har laget, laga_, laget_, startet, starta, prøvde ut, prøver ut,
    utprøv, pilot, gjennomfør, har gått sammen, samarbeider om, samarbeider med, samarbeid mellom, har ansatt_, ansette,
    opprett, bygde, byggjer, organiser, samlokaliser, digitaliser, automatiser, har tatt, løste, løyste, valgte å,
    valde å, forpliktet, anskaff, kjøpte inn, omstil, la om_, testet, testa_
""")
GAIN = _starts("""
    spar, redus, færre, mindre_, raskere, raskare, kortere, kortare, økt_, auka_, bedre_, betre_, gevinst, effekt,
    resultat, nytte, forbedr, forbetr, frigj, lavere, lågare, tryggere, tryggare, mer fornøyd, meir nøgd, tilfreds,
    doblet, dobla, halver, økte_, sank, innspar
""")
LESSON = _starts("""
    erfaring, lærdom, lærte, suksess, viktig å, viktig at, avgjørende, avgjerande, i ettertid, burde, fallgruve,
    forutsetning, føresetnad, krever at, krev at, lykkes, lukkast, mislykk
""")
# A number with what it counts: «30 prosent», «2,5 millioner kroner», «25 ansatte».
AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:,\d+)?)[ \u00a0]?"
    r"(?P<unit>%|prosent(?:poeng)?|millioner kroner|mill\.? kroner|milliarder kroner|kroner|timer|timar|dager|dagar|"
    r"uker|veker|måneder|månader|årsverk|ansatte|tilsette|brukere|brukarar|ganger|gonger|tonn|kWh|MWh|GWh)(?!\w)",
    re.IGNORECASE,
)
# Roles that a source may name as whom to ask; people's names are never taken.
CONTACT_ROLE = re.compile(
    r"(?<!\w)((?:prosjekt|program|enhets|avdelings|tjeneste|teneste|virksomhets|fag|digitaliserings|innovasjons|utviklings)"
    r"(?:leder|leiar|sjef|rådgiver|rådgjevar|koordinator|direktør)(?:en)?"
    r"|kommunedirektør(?:en)?|ordfører(?:en)?|ordførar(?:en)?|kommunalsjef(?:en)?)(?!\w)"
    r"(?:\s+(?:for|i)\s+(?P<unit>[a-zæøåA-ZÆØÅ][\w-]+(?:\s(?:og\s)?[\w-]+)?))?",
)
MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
