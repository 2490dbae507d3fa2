"""Who could help, in the few words there is room for."""

from kunnskapsbase.mentoring import Candidate
from search_api.wording import Wording


def mentor_words(candidate: Candidate, words: Wording) -> str:
    """How far it has come with the solution, whether anybody has asked it, and what it has said yes to."""
    parts = [words.say(f"standing_{each.standing.value}") for each in candidate.experiences[:1]]
    if not candidate.said_yes:
        return ", ".join((*parts, words.say("mentor_suggested")))
    helps = ", ".join(words.say(f"help_{each.value}") for each in candidate.mentor.helps_with)
    parts.append(words.say("mentor_said_yes_to", helps=helps))
    if not candidate.room:
        parts.append(words.say("mentor_full"))
    return "; ".join(parts)
