"""Reading question files: all cases, or all that is wrong with the file."""

import stat
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.errors import OperatorError
from bot.files.file_text import read_text, unreadable
from bot.files.slip import Slip
from bot.files.validation import validated
from bot.files.yaml_nodes import Location, Node, Place, Places, parse
from bot.knowledge.questions import Case, Dialogue

_LIMIT = 5_000_000


def read_questions(file: Path) -> list[Case | Dialogue]:
    """The cases of a question file. Raises OperatorError that tells every mistake with its line."""
    _look_at(file)
    text = read_text(file, _LIMIT)
    if text == unreadable():
        raise _closed(file)
    if isinstance(text, Slip):
        raise _refused(file, [text])
    document = parse(text)
    errors = [slip for slip in document.slips if slip.severity == "error"]
    if errors:
        raise _refused(file, errors)
    if not isinstance(document.content, list):
        raise _refused(file, [Slip(1, "Tệp câu hỏi phải là một danh sách.", "Bắt đầu mỗi câu bằng dấu gạch ngang.")])
    places = _by_item(document.places)
    items = [_item(node, places.get(number, {})) for number, node in enumerate(document.content)]
    slips = [slip for item in items if isinstance(item, tuple) for slip in item]
    if slips:
        raise _refused(file, slips)
    return [item for item in items if not isinstance(item, tuple)]


def _look_at(file: Path) -> None:
    """Tells what stands in place of the file, if anything. A pipe is as good as a file."""
    try:
        is_folder = stat.S_ISDIR(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        raise OperatorError(f"Không thấy tệp câu hỏi «{file}». Xem lại tên tệp.") from None
    except OSError:
        raise _closed(file) from None
    if is_folder:
        raise OperatorError(f"«{file}» là một thư mục. Chỉ rõ tệp câu hỏi, ví dụ {file / 'cau-hoi.yaml'}.")


def _closed(file: Path) -> OperatorError:
    return OperatorError(f"Không mở được tệp câu hỏi «{file}». Xem lại quyền đọc của tệp.")


def _by_item(places: Places) -> dict[str | int, dict[Location, Place]]:
    """The places of each item of the list, with locations inside the item."""
    items: dict[str | int, dict[Location, Place]] = defaultdict(dict)
    for location, place in places.items():
        if location:
            items[location[0]][location[1:]] = place
    return items


def _item(node: Node, places: Places) -> Case | Dialogue | tuple[Slip, ...]:
    is_dialogue = isinstance(node, dict) and "dialogue" in node
    return validated(Dialogue, node, places) if is_dialogue else validated(Case, node, places)


def _refused(file: Path, slips: Sequence[Slip]) -> OperatorError:
    return OperatorError("\n".join(str(slip.in_file(str(file))) for slip in slips))
