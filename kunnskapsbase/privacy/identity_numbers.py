"""Fødselsnummer and their kin, known by their two control digits (mod 11).

Eleven digits may also be a bank account or a case number; those fail one of the two digits 120 times of 121, and most
of the rest fail the date. D-numbers (day + 40), H-numbers (month + 40), the test persons of NAV (month + 65) and
Skatteetaten (month + 80) are masked as well, and FH-numbers (day from 80), which carry no date.
Source: Skatteetaten, «Fødselsnummer» and «Tenor testdata»; the control digits by python-stdnum.
"""

import re

from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

# Six and five digits, as they are written: 010190 12345, 01.01.90-12345, 01019012345.
_CANDIDATE = re.compile(
    r"(?<![\w.,/-])(\d{2}[. \u00a0]?\d{2}[. \u00a0]?\d{2})[\s.\u00a0-]{0,2}(\d{3}[ \u00a0]?\d{2})(?![\d/]|[.,-]\d)"
)
_MONTH_OFFSETS = (0, 40, 65, 80)


def _is_date(number: str) -> bool:
    day, month = int(number[:2]), int(number[2:4])
    if day >= 80:
        return True
    day -= 40 if day > 40 else 0
    return 1 <= day <= 31 and any(1 <= month - offset <= 12 for offset in _MONTH_OFFSETS)


def is_identity_number(number: str) -> bool:
    """Whether eleven digits are a valid fødselsnummer, D-number or the like."""
    return (
        len(number) == 11
        and _is_date(number)
        and number[9] == calc_check_digit1(number)
        and number[10] == calc_check_digit2(number)
    )


def identity_numbers(text: str) -> list[tuple[int, int]]:
    """Where they stand, as ``(start, end)``."""
    return [found.span() for found in _CANDIDATE.finditer(text) if is_identity_number(re.sub(r"\D", "", found.group()))]
