"""Mending the knowledge with a citizen's own words: a way of asking, and a golden question that guards it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app.commune_data import CommuneData
from bot.app.misses import MissGroup, put_away
from bot.dialogue import Decision, State, respond
from bot.errors import OperatorError
from bot.files.folder import Loaded, load
from bot.files.golden import golden_file, with_golden
from bot.files.ways import file_of, has_way, with_way
from bot.files.writing import rewritten
from bot.knowledge.knowledge import Knowledge
from bot.messages import Incoming
from bot.search import Library
from bot.storage.misses import Status
from bot.text.personal import masked, without_masks

_LONGEST = 200
"""Characters of a way of asking; what is longer tells a story and finds too much."""


@dataclass(frozen=True, slots=True)
class Attached:
    """The wording, the name of the entry, and the files that were changed: none where all was there already."""

    wording: str
    name: str
    entry_file: Path | None
    golden_file: Path | None


def attach(data: CommuneData, knowledge: Path, group: MissGroup, entry_id: str, text: str, at: datetime) -> Attached:
    """Add the text to the entry's ways of asking, and to the golden questions, and put the group away.

    Everything or nothing is done: raises OperatorError where the bot would still not answer the text with that entry.
    """
    wording = _checked(text)
    loaded = load(knowledge)
    served = _served(loaded, data.code, knowledge)
    found = file_of(loaded, data.code, entry_id)
    golden = golden_file(knowledge, found.scope)
    contents: dict[Path, bytes] = {}
    if not has_way(served, entry_id, wording):
        contents[found.file] = with_way(found, served.entries[entry_id], wording)
    golden_content = with_golden(golden, wording, entry_id, found.scope)
    if golden_content is not None:
        contents[golden] = golden_content
    with rewritten(contents):
        after = load(knowledge, loaded)
        if found.path in after.set_aside:
            wrong = "\n".join(str(problem) for problem in after.problems if problem.path == found.path)
            raise OperatorError(f"Thêm vào thì tệp không còn đọc được, nên đã để nguyên như cũ:\n{wrong}")
        _look_whether_it_helps(_served(after, data.code, knowledge), entry_id, wording, at)
        put_away(data, group, Status.ATTACHED)
    changed = [file if file in contents else None for file in (found.file, golden)]
    return Attached(wording, served.entries[entry_id].name, *changed)


def _checked(text: str) -> str:
    """The wording as a file takes it: one line, without personal numbers."""
    wording = " ".join(without_masks(masked(text).text).split())
    if not any(char.isalpha() for char in wording):
        raise OperatorError("Câu này không còn chữ nào để thêm. Viết cách hỏi sau --text.")
    if len(wording) > _LONGEST:
        what = f"Câu này dài {len(wording)} chữ cái, nhiều nhất là {_LONGEST}."
        raise OperatorError(f'{what} Viết ngắn lại sau --text, ví dụ: --text "mở quán ăn cần gì".')
    return wording


def _served(loaded: Loaded, commune: str, folder: Path) -> Knowledge:
    if commune not in loaded.communes:
        raise OperatorError(
            f"Trong «{folder}» không có xã «{commune}» dùng được. Chạy motcua check để xem phải sửa gì."
        )
    return loaded.communes[commune]


def _look_whether_it_helps(knowledge: Knowledge, entry_id: str, wording: str, at: datetime) -> None:
    incoming = Incoming(account="misses", person="", message="", text=wording)
    outcome = respond(State(), incoming, Library.of(knowledge), at).outcome
    if outcome.decision is Decision.ANSWER and outcome.ids[:1] == (entry_id,):
        return
    shown = outcome.ids or outcome.choices
    names = "; ".join(f"{knowledge.entries[other].name} ({other})" for other in shown)
    instead = f"máy trả lời bằng {names}" if outcome.ids else f"máy mời chọn: {names}" if names else "máy chưa trả lời"
    what = f"Thêm «{wording}» vào mục {entry_id} rồi mà {instead}. Chưa ghi gì."
    raise OperatorError(f"{what} Viết rõ hơn sau --text, hoặc xem cách hỏi của mục kia.")
