"""``python -m eval.briefs``: every solution of the corpus as a one-page brief, its pages counted and what was cut."""

import sys
import time
from datetime import UTC, date, datetime
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from ingest.experience_file import read_experiences
from kunnskapsbase.mentor_assignment import choose
from kunnskapsbase.mentoring import Answering, Known, candidates
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import ROOT
from search_api.brief.content import Beside, tell
from search_api.brief.fitting import fitted
from search_api.brief.pdf import to_pdf
from search_api.shelf import Shelved
from search_api.wording import wording

# The smallest municipalities need the most words: much differs from those that have done it.
_ASKER = "5614"


def main() -> int:
    """Print pages, shortened texts and time. 1: some brief is not exactly one page."""
    register = load_register(ROOT / "corpus" / "kommuner")
    solutions, _ = read_experiences(sorted((ROOT / "corpus" / "erfaringer").glob("*.md")), register)
    words, asker, day = wording("nb"), register.get(_ASKER), date.today()
    wrong: list[str] = []
    shortened, seconds = 0, []
    for solution in solutions:
        begun = time.perf_counter()
        mentors = choose(asker, candidates([Answering(solution)], register, Known()))
        brief = fitted(tell(Shelved(solution, register), asker, words, day, Beside(mentors=mentors)), words)
        pdf = to_pdf(brief, datetime.now(UTC))
        seconds.append(time.perf_counter() - begun)
        shortened += any(words.say("brief_rest_source") in line.text for part in brief.main for line in part.lines)
        if len(PdfReader(BytesIO(pdf)).pages) != 1:
            wrong.append(solution.id)
    print(f"{len(solutions)} løsninger, {len(solutions) - len(wrong)} på nøyaktig én side, {shortened} forkortet.")
    print(f"Median {1000 * median(seconds):.0f} ms, lengst {1000 * max(seconds):.0f} ms.")
    for solution_id in wrong:
        print(f"  ikke én side: {solution_id}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
