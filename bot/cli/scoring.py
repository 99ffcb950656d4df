"""The scores of a question file as tables: the whole, by kind of noise, and what was taken for what."""

from collections.abc import Iterator, Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from bot.dialogue import Decision
from bot.dialogue.confusion import Confusion, confusions
from bot.dialogue.evaluation import Score, Verdict, scores
from bot.dialogue.noise import Noise

_SHOWN = {
    "decision": "đúng cách đáp",
    "hit@1": "đúng mục, ngay câu đầu",
    "hit@3": "đúng mục, trong ba mục",
    "aspects": "đúng ý được hỏi",
    "says": "có những chữ cần có",
    "offered": "mời chọn đúng",
    "false answers": "trả lời bừa",
    "dialogue turns right": "lượt đúng trong hội thoại",
}
"""What the measures are called in the table; `--json` has them by their own names."""
_NOISES = {
    Noise.NO_ACCENTS: "không dấu",
    Noise.PARTIAL_ACCENTS: "thiếu dấu",
    Noise.LONG: "dài, kể chuyện",
    Noise.SEVERAL_REQUESTS: "hỏi nhiều việc",
    Noise.DIALOGUE: "trong hội thoại",
    Noise.NONE: "còn lại",
}
_BY_NOISE = {"decision": "cách đáp", "hit@1": "mục đầu", "hit@3": "ba mục", "aspects": "ý hỏi"}
_KINDS = {"answer": "trả lời", "choose": "mời chọn", "none": "nói chưa biết", "social": "đáp lời"}
_DECISIONS = {
    Decision.ANSWER: "trả lời",
    Decision.CHOOSE: "mời chọn",
    Decision.NONE: "nói chưa biết",
    Decision.SOCIAL: "đáp lời",
}
_MOST_PAIRS = 15


ByNoise = Mapping[Noise, Sequence[Verdict]]


def tables(
    name: str, verdicts: Sequence[Verdict], of_noise: ByNoise, names: Mapping[str, str]
) -> Iterator[Table | str]:
    """What to print of the file of that name; `names` are those of the entries by their ids."""
    yield _whole(name, scores(verdicts), len(verdicts))
    if verdicts:
        yield _noises(of_noise)
    pairs = confusions(verdicts)
    if pairs:
        yield _pairs(pairs[:_MOST_PAIRS], names)
    if len(pairs) > _MOST_PAIRS:
        yield f"… và {len(pairs) - _MOST_PAIRS} cặp nữa; --json cho xem đủ."


def _whole(name: str, rows: Sequence[Score], count: int) -> Table:
    table = Table("", "đúng", "trên", "tỷ lệ", title=f"{escape(name)}: {count} câu", title_justify="left")
    for row in rows:
        table.add_row(_SHOWN[row.name], str(row.good), str(row.count), _share(row))
    return table


def _share(row: Score) -> str:
    return "" if row.share is None else f"{row.share:.3f}"


def _noises(of_noise: ByNoise) -> Table:
    """The shares of each kind of noise; a question can be of several."""
    table = Table("đúng", "số câu", *_BY_NOISE.values(), title="Theo loại câu", title_justify="left")
    for noise, found in of_noise.items():
        shares = {row.name: _share(row) for row in scores(found)}
        table.add_row(_NOISES[noise], str(len(found)), *(shares[name] for name in _BY_NOISE))
    return table


def _pairs(pairs: Sequence[tuple[Confusion, int]], names: Mapping[str, str]) -> Table:
    table = Table("cần", "được", "số lần", title="Nhầm mục nào với mục nào", title_justify="left")
    for pair, count in pairs:
        wanted = _named(pair.wanted, names) if pair.kind == "answer" else _KINDS[pair.kind]
        if pair.kind == "choose":
            wanted = f"{wanted}: {_named(pair.wanted, names)}"
        answered = _named((pair.answered,), names) if pair.answered else _DECISIONS[pair.decision]
        table.add_row(escape(wanted), escape(answered), str(count))
    return table


def _named(ids: Sequence[str], names: Mapping[str, str]) -> str:
    return "; ".join(f"{each} {names.get(each, '(không có trong tri thức)')}" for each in ids)


def noises_as_json(of_noise: ByNoise) -> dict[str, object]:
    """The scores of each kind of noise, as those of the whole are told."""
    return {noise: {"cases": len(found), "scores": scores_as_json(found)} for noise, found in of_noise.items()}


def scores_as_json(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """The measures by their own names."""
    return {row.name: {"good": row.good, "count": row.count, "share": row.share} for row in scores(verdicts)}


def confusions_as_json(verdicts: Sequence[Verdict], names: Mapping[str, str]) -> list[dict[str, object]]:
    """All pairs, most frequent first, with the names of the entries that are known."""
    return [
        {
            "kind": pair.kind,
            "wanted": pair.wanted,
            "wanted_names": [names.get(each) for each in pair.wanted],
            "decision": pair.decision,
            "answered": pair.answered,
            "answered_name": names.get(pair.answered) if pair.answered else None,
            "count": count,
        }
        for pair, count in confusions(verdicts)
    ]
