"""Where the API's own time goes: a profile of finding, presenting and writing answers, without HTTP around them."""

import cProfile
import io
import pstats
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

from eval.runs import open_service
from eval.timings import spread
from kunnskapsbase.municipalities import Municipality
from kunnskapsbase.settings import Settings
from search_api import presenting
from search_api.parameters import SolutionParameters
from search_api.service import SearchService
from search_api.wording import wording

_ANSWERS = 300
_SHOWN = 40


def _asking(
    service: SearchService, questions: Sequence[str], askers: Sequence[Municipality]
) -> Callable[[int], list[float]]:
    """One answer as the route makes it; returns the milliseconds of its parts."""
    words = wording("nb")

    def ask(place: int) -> list[float]:
        asker = askers[place % len(askers)].kommunenummer
        marks = [time.perf_counter()]
        parameters = SolutionParameters(q=questions[place % len(questions)], municipality=asker)
        wanted = parameters.ask(service.register)
        marks.append(time.perf_counter())
        found, beside = service.find(wanted)
        marks.append(time.perf_counter())
        answer = presenting.answer(found, service.register, words, beside)
        marks.append(time.perf_counter())
        answer.model_dump_json()
        marks.append(time.perf_counter())
        return [(later - earlier) * 1000 for earlier, later in pairwise(marks)]

    return ask


def profile(settings: Settings, questions: Sequence[str], answers: int = _ANSWERS) -> str:
    """The parts' times without a profiler, then the functions that cost most by their own time and by all below."""
    with open_service(settings) as service:
        ask = _asking(service, questions, list(service.register))
        for place in range(len(questions)):
            ask(place)
        parts = [ask(place) for place in range(answers)]
        profiler = cProfile.Profile()
        profiler.enable()
        for place in range(answers):
            ask(place)
        profiler.disable()
    names = ("parameters", "find", "presenting", "model_dump_json")
    lines = [f"{name:>16}: {spread(times)} ms" for name, times in zip(names, zip(*parts, strict=True), strict=True)]
    text = io.StringIO()
    statistics = pstats.Stats(profiler, stream=text).strip_dirs()
    statistics.sort_stats("tottime").print_stats(_SHOWN)
    statistics.sort_stats("cumulative").print_stats(_SHOWN)
    return "\n".join([f"{answers} answers", *lines, text.getvalue()])
