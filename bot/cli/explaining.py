"""`motcua ask --explain`: why a question is answered as it is, for whoever keeps the knowledge."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import Any

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.table import Table

from bot.cli.deciding import decided, sentence
from bot.dialogue import Turn
from bot.dialogue.reason import Reason
from bot.dialogue.wording.aspects import NAMES
from bot.search import Library
from bot.search.explaining import Candidate, Explained, Part, Role, WordRead, explained
from bot.search.ranking import Hit

_ROLES = {
    Role.FILLER: "từ đệm, bỏ qua",
    Role.ASPECT: "hỏi mục",
    Role.CONCEPT: "nội dung, có từ cùng nghĩa",
    Role.CONTENT: "nội dung",
}
_MEASURES = {
    "same_by_evidence": "giống, và câu nói đủ nhiều",
    "same": "giống một cách hỏi",
    "whole": "các cách hỏi nói hết câu này",
    "exact": "đúng nguyên một cách hỏi",
    "behind": "chữ hợp mục khác hơn",
    "ahead": "hơn các lĩnh vực khác",
    "above": "chữ hợp mục này, từ số cộng trên",
    "less_alike": "cả câu giống mục khác hơn",
    "topic": "là chủ đề hỏi đáp",
    "listed": "chỉ có tên trong danh mục",
    "family": "là nhóm nhiều mục",
    "family_same": "nhóm: giống một cách hỏi",
    "family_whole": "nhóm: nói hết câu này",
}
"""What the measures of `search.confidence` are called in the table; `--json` has them by their own names."""
_MOST_MEANINGS = 4
_LEAST_SHOWN = 0.005
_LONGEST_NAME = 40
"""Characters of the name of each of several entries that stand in one cell."""


def show(question: str, turn: Turn, library: Library) -> None:
    """Print for a person how the question was read, what was found, and what decided."""
    console = Console(highlight=False, emoji=False)
    for part in _parts(question, turn, library):
        console.print(part)


def _parts(question: str, turn: Turn, library: Library) -> Iterator[RenderableType]:
    yield escape(f"Câu hỏi: {question}")
    _, told = _explained(turn, library)
    if told and told.words:
        yield _reading(told.words)
        aspects = ", ".join(NAMES[aspect] for aspect in told.aspects) or "không nói riêng mục nào"
        yield f"Mục được hỏi: {aspects}"
    if told and told.candidates:
        yield _candidates(told.candidates, library)
        if any(candidate.measures for candidate in told.candidates):
            yield _sums(told)
        if told.beyond_phrase:
            yield escape(
                f"Ngoài phạm vi: giống «{told.beyond_phrase}» {told.beyond:.0%}. Càng giống, mọi mục càng bị trừ."
            )
    yield escape(decided(turn, library))
    yield escape(sentence(turn))


def _explained(turn: Turn, library: Library) -> tuple[Reason, Explained | None]:
    if turn.reason is None:
        raise ValueError("a turn of the conversation always has a reason")
    question = turn.reason.question
    return turn.reason, explained(question, turn.reason.found, library) if question else None


def _reading(words: Iterable[WordRead]) -> Table:
    table = Table("chữ", "là", "hiểu thành", "nặng", title="Đọc từng chữ", title_justify="left")
    for word in words:
        role = f"{_ROLES[word.role]}: {NAMES[word.aspect]}" if word.aspect else _ROLES[word.role]
        weight = f"{word.weight:.2f}" if word.weight else ""
        table.add_row(escape(word.word), role, escape(_taken_for(word)), weight)
    return table


def _taken_for(word: WordRead) -> str:
    if word.role is Role.FILLER:
        return ""
    forms = ", ".join(word.taken_for) or "không có trong tri thức"
    more = ", …" if len(word.means) > _MOST_MEANINGS else ""
    return f"{forms} (= {', '.join(word.means[:_MOST_MEANINGS])}{more})" if word.means else forms


def _candidates(candidates: Iterable[Candidate], library: Library) -> Table:
    table = Table("", "mục", "khả năng", "giống nhất cách hỏi", title="Gần nhất", title_justify="left")
    for place, candidate in enumerate(candidates, 1):
        phrase = f"«{candidate.phrase}» {candidate.hit.measures.same:.0%}" if candidate.phrase else ""
        name = escape(_name_of(candidate.hit, library))
        table.add_row(str(place), name, f"{candidate.hit.score:.1%}", escape(phrase))
    return table


def _name_of(hit: Hit, library: Library) -> str:
    """The id and the name of an entry, or that it is a family, and of which entries."""
    entries = library.knowledge.entries
    if not hit.is_family:
        return f"{hit.id} {entries[hit.id].name}"
    names = [f"{each} {shorten(entries[each].name, _LONGEST_NAME, placeholder=' …')}" for each in hit.ids]
    return f"nhóm: {'; '.join(names)}"


def _sums(told: Explained) -> Table:
    """What each word and each measure adds, one column for each candidate."""
    candidates = told.candidates
    numbers = [str(place) for place in range(1, len(candidates) + 1)]
    table = Table("điểm từ đâu ra", *numbers, title="Mỗi chữ góp gì", title_justify="left")
    _add_rows(table, [candidate.words for candidate in candidates])
    table.add_row("cộng: chữ hợp mục này", *(f"{candidate.hit.measures.above:.2f}" for candidate in candidates))
    table.add_section()
    _add_rows(table, [[Part(_MEASURES[part.name], part.adds) for part in each.measures] for each in candidates])
    table.add_row("trừ: có thể hỏi chuyện khác", *(f"{-told.doubt:+.2f}" for _ in candidates))
    table.add_row("cộng: điểm", *(f"{candidate.hit.logit:.2f}" for candidate in candidates))
    return table


def _add_rows(table: Table, columns: Sequence[Sequence[Part]]) -> None:
    """A row for each part that adds anything anywhere."""
    for row in zip(*columns, strict=True):
        cells = [f"{part.adds:+.2f}" if abs(part.adds) >= _LEAST_SHOWN else "" for part in row]
        if any(cells):
            table.add_row(escape(row[0].name), *cells)


def as_json(question: str, turn: Turn, library: Library) -> dict[str, Any]:
    """The same for a program."""
    reason, told = _explained(turn, library)
    ruling = reason.ruling
    threshold = ruling.threshold if ruling else None
    return {
        "question": question,
        "decision": turn.outcome.decision,
        "ids": turn.outcome.ids,
        "choices": turn.outcome.choices,
        "route": reason.route,
        "rule": ruling.rule if ruling else None,
        "measured": ruling.measured if ruling else None,
        "threshold": {"name": threshold.name, "value": threshold.value} if threshold else None,
        "aspects": told.aspects if told else (),
        "words": [_word_as_json(word) for word in told.words] if told else [],
        "candidates": [_candidate_as_json(candidate, library) for candidate in told.candidates] if told else [],
        "beyond": {"likeness": told.beyond, "phrase": told.beyond_phrase} if told else None,
        "doubt": told.doubt if told else None,
    }


def _word_as_json(word: WordRead) -> dict[str, Any]:
    return {
        "word": word.word,
        "role": word.role,
        "taken_for": word.taken_for,
        "aspect": word.aspect,
        "means": word.means,
        "weight": word.weight,
    }


def _candidate_as_json(candidate: Candidate, library: Library) -> dict[str, Any]:
    hit = candidate.hit
    return {
        "ids": hit.ids,
        "names": [library.knowledge.entries[entry_id].name for entry_id in hit.ids],
        "logit": hit.logit,
        "score": hit.score,
        "situation": hit.situation,
        "phrase": candidate.phrase,
        "measures": hit.measures._asdict(),
        "adds": {part.name: part.adds for part in candidate.measures},
        "words": [{"word": part.name, "nats": part.adds} for part in candidate.words],
    }
