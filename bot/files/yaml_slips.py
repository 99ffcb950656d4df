"""Why a YAML text cannot be read, in Vietnamese: the usual slips of people who write it by hand.

The parser's own words are of little use to them and differ between its two versions. So they only say where to look;
what is wrong is seen from the lines themselves: that line, the one before it, and the one where the thing began.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import yaml

from bot.files.slip import Slip

_TAB = re.compile(r" *\t")
_KEY = r"\s*(?:- +)*[^\W\d]\w*"
_GLUED_COLON = re.compile(rf"({_KEY}):(?=[^\s/])")
_VALUE = re.compile(r"\s*(?:- +)*(?:[^\s:\"'#][^:]*:(?: +|$))?(.*)")
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?")
_KEY_LINE = re.compile(rf"{_KEY} *:(?: |$)")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The text's lines, where the parser stopped (from 0), where the thing it was reading began, and its words."""

    lines: list[str]
    here: int
    began: int
    said: str

    def before(self) -> int:
        """The last line above that is neither blank nor a remark."""
        above = range(self.here - 1, -1, -1)
        return next((at for at in above if self.lines[at].strip() and not self.lines[at].lstrip().startswith("#")), 0)

    def suspects(self) -> Iterable[int]:
        return dict.fromkeys((self.here, self.before(), self.began))


def slip_of(text: str, error: yaml.YAMLError) -> Slip:
    """The one slip that keeps the text from being read."""
    scene = _scene(text, error)
    finders: tuple[Callable[[_Scene], Slip | None], ...] = (
        _tab,
        _backslash,
        _open_quote,
        _glued_colon,
        _after_quote,
        _special_start,
        _open_bracket,
        _colon_inside,
        _indentation,
    )
    for find in finders:
        slip = find(scene)
        if slip:
            return slip
    return Slip(scene.here + 1, "Không đọc được dòng này.", "Xem lại dấu hai chấm, ngoặc kép và thụt đầu dòng ở đây.")


def _scene(text: str, error: yaml.YAMLError) -> _Scene:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None) or mark
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    here = min(mark.line, len(lines) - 1) if mark else 0
    while here and not lines[here].strip():
        here -= 1
    return _Scene(lines, here, min(context.line, len(lines) - 1) if context else here, said)


def _value(line: str) -> str:
    match = _VALUE.match(line)
    return match[1] if match else ""


def _tab(scene: _Scene) -> Slip | None:
    for at in range(min(scene.before(), scene.here), scene.here + 1):
        if _TAB.match(scene.lines[at]):
            return Slip(at + 1, "Dòng này thụt vào bằng phím Tab.", "Xóa đi rồi thụt bằng dấu cách, hai dấu một cấp.")
    return None


def _backslash(scene: _Scene) -> Slip | None:
    if "escape" not in scene.said:
        return None
    return Slip(scene.here + 1, "Trong ngoặc kép có dấu \\ lạ.", "Bỏ dấu ấy, hoặc đổi ngoặc kép thành ngoặc đơn.")


def _open_quote(scene: _Scene) -> Slip | None:
    never_closed = [scene.began] if "quoted scalar" in scene.said else []
    for at in (*never_closed, *scene.suspects()):
        value = _value(scene.lines[at])
        if value[:1] in {'"', "'"} and not _CLOSED.match(value):
            return Slip(at + 1, "Dấu ngoặc kép mở ra mà không đóng lại.", "Thêm dấu ngoặc kép ở cuối câu.")
    return None


def _glued_colon(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        match = _GLUED_COLON.match(scene.lines[at])
        if match and '"' not in match[1]:
            key = match[1].strip().removeprefix("-").strip()
            return Slip(at + 1, "Thiếu dấu cách sau dấu hai chấm.", f"Viết «{key}: » rồi mới đến nội dung.")
    return None


def _after_quote(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        value = _value(scene.lines[at])
        closed = _CLOSED.match(value)
        if closed and not value[closed.end() :].lstrip().startswith(("#", ",", "]", "}", ":")):
            rest = value[closed.end() :].strip()
            if rest:
                return Slip(at + 1, "Sau dấu ngoặc kép đóng vẫn còn chữ.", "Đặt cả câu trong một cặp ngoặc đơn '…'.")
    return None


def _special_start(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        value = _value(scene.lines[at])
        first = value[:1]
        flow = re.fullmatch(r"\{[^}]*\}.*[^\s},\]].*|\[[^\]]*\].*[^\s},\]].*", value)
        if (first and first in "@`%*&!|>," and not _BLOCK.fullmatch(value)) or flow:
            return Slip(at + 1, f"Câu bắt đầu bằng dấu {first} nên không đọc được.", "Đặt cả câu trong ngoặc kép.")
    return None


def _open_bracket(scene: _Scene) -> Slip | None:
    if "flow" not in scene.said:
        return None
    line = scene.lines[scene.began]
    bracket = "{" if "mapping" in scene.said or "[" not in line else "["
    return Slip(
        scene.began + 1, f"Dấu {bracket} mở ra mà không đóng lại.", "Đóng ngoặc, hoặc đặt cả câu trong ngoặc kép."
    )


def _colon_inside(scene: _Scene) -> Slip | None:
    if "mapping values" not in scene.said:
        return None
    here = scene.lines[scene.here]
    if _KEY_LINE.match(here) and len(re.findall(r":(?: |$)", here)) == 1:
        return None
    return Slip(scene.here + 1, "Trong câu có dấu hai chấm nên câu bị cắt đôi.", "Đặt cả câu trong ngoặc kép.")


def _indentation(scene: _Scene) -> Slip | None:
    if not any(said in scene.said for said in ("block", "mapping values", "document start", "simple key")):
        return None
    for at in (scene.before(), scene.here):
        line = scene.lines[at]
        loose = ":" not in line and not line.lstrip().startswith(("- ", "---"))
        if loose and _indent(line) <= _indent(scene.lines[scene.here]):
            remedy = "Viết «tên mục: nội dung»; dòng nối tiếp câu trên phải thụt vào sâu hơn."
            return Slip(at + 1, "Dòng này không có tên mục.", remedy)
    return Slip(scene.here + 1, "Dòng này thụt đầu dòng không đúng.", "Viết thẳng hàng với các mục cùng cấp.")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
