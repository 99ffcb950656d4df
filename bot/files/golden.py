"""The golden questions: what the knowledge must go on to answer. One file for all communes, and one of each."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import OperatorError
from bot.files.insertion import quoted, with_entry
from bot.files.questions import read_questions
from bot.files.tree import SHARED
from bot.knowledge.questions import Case, Dialogue
from bot.text.words import bare, folded

_NAME = "cau-hoi.yaml"
_OPENING = "# Câu hỏi mẫu: máy phải trả lời mỗi câu bằng đúng mục ghi ở want. Chấm điểm: motcua eval.\n".encode()


def golden_file(knowledge: Path, scope: str) -> Path:
    """Where the golden questions of the scope are, or will be."""
    return knowledge / _NAME if scope == SHARED else knowledge / "xa" / scope / _NAME


def golden_files(knowledge: Path) -> dict[str, Path]:
    """Those that are there, by scope: the shared one first, then by the communes' codes."""
    own = {file.parent.name: file for file in sorted((knowledge / "xa").glob(f"*/{_NAME}"))}
    shared = golden_file(knowledge, SHARED)
    return {SHARED: shared, **own} if shared.is_file() else own


def with_golden(file: Path, question: str, entry_id: str, scope: str) -> bytes | None:
    """The golden file with one more question that the entry answers; None where it holds the question already.

    Raises OperatorError where the file is wrong, or wants another answer to the question.
    """
    items: Sequence[Case | Dialogue] = read_questions(file) if file.exists() else []
    cases = [case for item in items for case in ((item,) if isinstance(item, Case) else ())]
    same = [case for case in cases if bare(folded(case.q)) == bare(folded(question))]
    if any(case.kind == "answer" and entry_id in (*case.want, *case.any_of) for case in same):
        return None
    if same:
        wanted = ", ".join((*same[0].want, *same[0].any_of)) or same[0].kind
        what = f"Trong «{file}» đã có câu «{same[0].q}», với câu trả lời khác ({wanted})."
        raise OperatorError(f"{what} Sửa câu ấy trước, hoặc thêm --text để viết khác đi.")
    commune = f", commune: {scope}" if scope != SHARED else ""
    entry = f"{{q: {quoted(question)}, kind: answer, want: [{quoted(entry_id)}]{commune}}}"
    data = with_entry(file.read_bytes() if file.exists() else _OPENING, entry)
    if data is None:
        raise OperatorError(f"Không thêm được vào «{file}» vì tệp trình bày khác lạ. Thêm tay dòng này:\n- {entry}")
    return data
