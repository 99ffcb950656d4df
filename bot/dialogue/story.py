"""A story and then a question: "nhà tôi ở thôn trên, hôm trước đi chợ … giờ muốn làm lại căn cước thì đem theo gì"."""

from bot.dialogue.clauses import endings
from bot.dialogue.policy import SURE_OF_ENDING, Answer, Ruling, ruled
from bot.search import Found, Library


def asked_at_the_end(text: str, whole: Found, ruling: Ruling, library: Library) -> tuple[Found, Ruling]:
    """What a long message asks for in its last clauses, where all of it together tells nothing.

    Something asked for surely there was told of before too: it must be among what was found for the whole. Otherwise
    `whole` and `ruling` are the answer.
    """
    told = {hit.id for hit in whole.hits}
    for ending in endings(text):
        found = library.find(library.read(ending))
        ruled_so = ruled(found)
        decision = ruled_so.decision
        if isinstance(decision, Answer) and decision.hit.score >= SURE_OF_ENDING and decision.hit.id in told:
            return found, ruled_so
    return whole, ruling
