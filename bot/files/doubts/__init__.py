"""What a knowledge folder says that can be served, but is hardly meant so: unclear, past, soon to change, private.

Each rule is one function that looks at one file; all of them only warn. `files.near_duplicates` looks at all files at
once.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from bot.errors import Problem, where
from bot.files.doubts.dates import changing_fees, ended_entries, ended_fees, old_plan, old_reviews
from bot.files.doubts.doubt import Doubt, Subject, passages_read
from bot.files.doubts.fees import (
    fees_without_decider,
    free_though_decided,
    online_without_address,
    two_fees_for_one_case,
)
from bot.files.doubts.language import abbreviations, long_sentences, words_of_the_past
from bot.files.doubts.personal import personal_numbers
from bot.files.folder import Loaded
from bot.files.near_duplicates import near_duplicates
from bot.files.reading import Content
from bot.files.word_places import letters_before, places_of
from bot.files.yaml_nodes import Location, Place, place_of
from bot.knowledge.draft import Draft

RULES: Sequence[Callable[[Subject], Iterator[Doubt]]] = (
    long_sentences,
    abbreviations,
    words_of_the_past,
    fees_without_decider,
    free_though_decided,
    two_fees_for_one_case,
    online_without_address,
    personal_numbers,
    ended_entries,
    ended_fees,
    changing_fees,
    old_reviews,
    old_plan,
)

MOST_TOLD = 100
"""Of one kind in one file: as much as a person would read."""


def doubts(loaded: Loaded, today: date) -> tuple[Problem, ...]:
    """The warnings about what is served, as of that day, sorted by path and line. Of a draft nothing is told yet."""
    found = (problem for path, (_, content) in loaded.served.items() for problem in _in_file(path, content, today))
    return tuple(sorted((*found, *near_duplicates(loaded.served)), key=where))


def _in_file(path: str, content: Content, today: date) -> Iterator[Problem]:
    if isinstance(content.value, Draft):
        return
    places = content.places
    texts = sorted(passages_read(content.value), key=lambda passage: place_of(places, passage.at))
    subject = Subject(content.value, tuple(texts), today)
    lines = content.text.split("\n")
    followed: dict[Location, Sequence[Place]] = {}
    for rule in RULES:
        for doubt in islice(rule(subject), MOST_TOLD):
            place = place_of(places, doubt.at)
            if doubt.text:
                if doubt.at not in followed:
                    followed[doubt.at] = places_of(lines, place, doubt.text)
                place = followed[doubt.at][letters_before(doubt.text, doubt.character)]
            yield place.slip(doubt.what, doubt.remedy, "warning").in_file(path)
