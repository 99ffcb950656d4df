"""Other ways to find an entry, over the same phrases and with the same questions as ours.

All are given phrases and questions in one form, without accents. For rapidfuzz each phrase stands for its entry, for
BM25 and FTS5 an entry is the document of all its phrases: each the way in which it finds more. Vietnamese words are
parted by spaces, and none is left out as too common.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from rapidfuzz import fuzz, process

from bot.text.words import bare, folded

Phrases = Mapping[str, Sequence[str]]
"""The phrases of each entry, by its id."""
Finder = Callable[[str], list[str]]
"""The ids of up to three entries for a question, best first."""

MOST = 3
_CANDIDATES = 50
"""So many phrases are looked at for three different entries."""


def peers() -> Iterator[tuple[str, Callable[[Phrases], Finder]]]:
    """The name of each peer, and what makes its index. bm25s is there only where the extra `bench` is installed."""
    yield "rapidfuzz WRatio", lambda phrases: _fuzzy(phrases, fuzz.WRatio)
    yield "rapidfuzz token_set_ratio", lambda phrases: _fuzzy(phrases, fuzz.token_set_ratio)
    if find_spec("bm25s"):
        yield "bm25s", _bm25
    yield "SQLite FTS5", _full_text


def plain(text: str) -> str:
    """The form in which peers are given everything."""
    return bare(folded(text))


def _fuzzy(phrases: Phrases, scorer: Callable[..., float]) -> Finder:
    ids = [entry_id for entry_id, told in phrases.items() for _ in told]
    texts = [plain(text) for told in phrases.values() for text in told]

    def find(question: str) -> list[str]:
        found = process.extract(plain(question), texts, scorer=scorer, limit=_CANDIDATES)
        return list(islice(dict.fromkeys(ids[place] for _, _, place in found), MOST))

    return find


def _documents(phrases: Phrases) -> list[str]:
    return [" ".join(plain(text) for text in told) for told in phrases.values()]


def _bm25(phrases: Phrases) -> Finder:
    bm25s: Any = import_module("bm25s")
    ids = list(phrases)
    index = bm25s.BM25()
    index.index([document.split() for document in _documents(phrases)], show_progress=False)

    def find(question: str) -> list[str]:
        words = [plain(question).split()]
        places, _ = index.retrieve(words, k=min(MOST, len(ids)), show_progress=False)
        return [ids[place] for place in places[0]]

    return find


def _full_text(phrases: Phrases) -> Finder:
    ids = list(phrases)
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table entries using fts5(words, tokenize = 'unicode61')")
    database.executemany("insert into entries(words) values (?)", [(document,) for document in _documents(phrases)])

    def find(question: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in plain(question).split())
        rows = database.execute(
            "select rowid from entries where entries match ? order by rank limit ?", (words or '""', MOST)
        )
        return [ids[place - 1] for (place,) in rows]

    return find
