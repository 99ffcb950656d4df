"""Doubts about the words: too many of them, shortened ones, and those of the past."""

from collections.abc import Iterator

from bot.files.doubts.doubt import Doubt, Subject
from bot.knowledge.plain_words import ABBREVIATIONS, MOST_WORDS, abbreviated, outdated, too_long


def long_sentences(subject: Subject) -> Iterator[Doubt]:
    """Sentences that one cannot take in at a glance. The catalogue's cells are lists of offices, not sentences."""
    for passage in () if isinstance(subject.value, tuple) else subject.passages:
        for mention, count in too_long(passage.text):
            what = f"Câu này dài {count} chữ, người dân khó đọc."
            yield passage.doubt(mention.at, what, f"Tách thành các câu ngắn, mỗi câu nhiều nhất {MOST_WORDS} chữ.")


def abbreviations(subject: Subject) -> Iterator[Doubt]:
    """Abbreviations that the file does not spell out where it first uses them; each is told once."""
    seen: set[str] = set()
    for passage in subject.passages:
        for mention, spelt_out in abbreviated(passage.text):
            if mention.words not in seen and not spelt_out:
                what = f"Người dân có thể không hiểu chữ tắt «{mention.words}»."
                full = ABBREVIATIONS[mention.words]
                remedy = f"Viết «{full}»; muốn dùng chữ tắt thì lần đầu viết «{full} ({mention.words})»."
                yield passage.doubt(mention.at, what, remedy)
            seen.add(mention.words)


def words_of_the_past(subject: Subject) -> Iterator[Doubt]:
    """Names of papers, offices and levels that are no more, where the sentence does not say so.

    The name of a situation is what citizens are in ("only an old identity card"), not what they are told.
    """
    for passage in subject.passages:
        named = passage.at[0] == "tinh_huong" and passage.at[-1] == "ten"
        for mention, name in () if named else outdated(passage.text):
            yield passage.doubt(mention.at, f"«{mention.words}» đã cũ. {name.since}", name.remedy)
