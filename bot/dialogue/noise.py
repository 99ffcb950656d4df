"""What makes a message hard to read, whatever it asks: the kinds of noise by which scores are told apart."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.dialogue.evaluation import Verdict
from bot.search import Library
from bot.text.words import bare, words_of

_LONG = 25
"""From so many words on a message is long: a story with a question in it."""
_WITHOUT = 2
"""So many words that are spelt with accents only, typed without beside others with, make some left out."""


class Noise(StrEnum):
    """A kind of noise; the words are those of `motcua eval --json`. A message can be of several."""

    NO_ACCENTS = "no accents"
    PARTIAL_ACCENTS = "partial accents"
    LONG = "long"
    SEVERAL_REQUESTS = "several requests"
    DIALOGUE = "dialogue"
    NONE = "none of these"


def noises(verdict: Verdict, library: Library) -> tuple[Noise, ...]:
    """The kinds that the message of a verdict is of; `Noise.NONE` alone where it is of no other."""
    case = verdict.case
    words = words_of(case.q)
    has_accents = any(word != bare(word) for word in words)
    without = sum(library.lexicon.lacks_accents(word) for word in words)
    found = {
        Noise.NO_ACCENTS: bool(words) and not has_accents,
        Noise.PARTIAL_ACCENTS: has_accents and without >= _WITHOUT,
        Noise.LONG: len(words) >= _LONG,
        Noise.SEVERAL_REQUESTS: case.kind == "answer" and len(case.want) > 1,
        Noise.DIALOGUE: verdict.in_dialogue,
    }
    return tuple(noise for noise, applies in found.items() if applies) or (Noise.NONE,)


def by_noise(verdicts: Sequence[Verdict], library_of: Callable[[str | None], Library]) -> dict[Noise, list[Verdict]]:
    """The verdicts of each kind of noise, without the kinds that none is of. `library_of` is as in `evaluate`."""
    kinds = [noises(verdict, library_of(verdict.case.commune)) for verdict in verdicts]
    of_each = {noise: [each for each, of in zip(verdicts, kinds, strict=True) if noise in of] for noise in Noise}
    return {noise: found for noise, found in of_each.items() if found}
