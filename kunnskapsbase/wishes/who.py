"""Of whom a sentence tells: of those who ask, or of the solution they seek."""

import re

# A word for what somebody has done, as in «tiltak som er avsluttet».
SOLUTION_WORD = (
    r"(?:(?:prosjekt|løsning|løysing|tiltak|ordning|tjenest|tenest|eksemp|forsøk|pilot|erfaring|røynsl|satsing"
    r"|samarbeid)\w*|døme)"
)
_OWN = (
    r"\b(?:vi|me|jeg|eg|kommunen\s+vår|vår\s+kommune)\s+"
    r"(?:har|hadde|er|var|skal|fikk|fekk|driver|driv|vurderer|vurderar|planleg\w+|prøv\w+)\b"
)
_SOUGHT = (
    r"\b(?:hvem|kven|hvilke|hvilken|kva|hva|hvor|kvar|noen|nokon|nokre|andre|lurer|lurar|ser\s+etter|leter|leitar|søker"
    r"|søkjer|ønsker|ønskjer|finnes|finst|eksempl\w+|døme)\b"
)
_TOLD_OF_ONESELF = re.compile(rf"{_OWN}(?!.*{_SOUGHT})", re.IGNORECASE | re.DOTALL)


def told_of_oneself(before: str) -> bool:
    """Whether what comes after ``before`` in its sentence is told of those who ask («vi har hatt …»), not sought."""
    return _TOLD_OF_ONESELF.search(before) is not None
