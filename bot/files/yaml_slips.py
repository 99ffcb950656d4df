"""Why a YAML text cannot be read, in Vietnamese: the usual slips of people who write it by hand.

The parser's own words are of little use to them and differ between its two versions. So they only say where to look;
what is wrong is seen from the lines themselves: that line, the one before it, and the one where the thing began.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import yaml

from bot.files.slip import Edit, Slip

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
    column: int
    began: int
    said: str

    def slip(self, at: int, column: int, what: str, remedy: str, mend: Edit | None = None) -> Slip:
        """A slip in that line, at that column (both from 0)."""
        return Slip(at + 1, what, remedy, column=column + 1, mend=mend)

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
    remedy = "Xem lại dấu hai chấm, ngoặc kép và thụt đầu dòng ở đây."
    return scene.slip(scene.here, scene.column, "Không đọc được dòng này.", remedy)


def _scene(text: str, error: yaml.YAMLError) -> _Scene:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None) or mark
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    here = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line == here else 0
    while here and not lines[here].strip():
        here -= 1
        column = _indent(lines[here])
    return _Scene(lines, here, column, min(context.line, len(lines) - 1) if context else here, said)


def _value(line: str) -> tuple[str, int]:
    """What is written behind the line's dashes and key, and where it begins."""
    match = _VALUE.match(line)
    return (match[1], match.start(1)) if match else ("", 0)


def _tab(scene: _Scene) -> Slip | None:
    for at in range(min(scene.before(), scene.here), scene.here + 1):
        if _TAB.match(scene.lines[at]):
            remedy = "Xóa đi rồi thụt bằng dấu cách, hai dấu một cấp."
            return scene.slip(at, scene.lines[at].index("\t"), "Dòng này thụt vào bằng phím Tab.", remedy)
    return None


def _backslash(scene: _Scene) -> Slip | None:
    if "escape" not in scene.said:
        return None
    column = max(scene.lines[scene.here].rfind("\\", 0, scene.column + 1), 0)
    remedy = "Bỏ dấu ấy, hoặc đổi ngoặc kép thành ngoặc đơn."
    return scene.slip(scene.here, column, "Trong ngoặc kép có dấu \\ lạ.", remedy)


def _open_quote(scene: _Scene) -> Slip | None:
    never_closed = [scene.began] if "quoted scalar" in scene.said else []
    for at in (*never_closed, *scene.suspects()):
        value, column = _value(scene.lines[at])
        if value[:1] in {'"', "'"} and not _CLOSED.match(value):
            what = "Dấu ngoặc kép mở ra mà không đóng lại."
            return scene.slip(at, column, what, "Thêm dấu ngoặc kép ở cuối câu.")
    return None


def _glued_colon(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        match = _GLUED_COLON.match(scene.lines[at])
        if match and '"' not in match[1]:
            key = match[1].strip().removeprefix("-").strip()
            remedy = f"Viết «{key}: » rồi mới đến nội dung."
            mend = Edit(at + 1, match.end(), ":", ": ")
            return scene.slip(at, match.end() - 1, "Thiếu dấu cách sau dấu hai chấm.", remedy, mend)
    return None


def _after_quote(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        value, column = _value(scene.lines[at])
        closed = _CLOSED.match(value)
        if closed and not value[closed.end() :].lstrip().startswith(("#", ",", "]", "}", ":")):
            rest = value[closed.end() :].strip()
            if rest:
                what = "Sau dấu ngoặc kép đóng vẫn còn chữ."
                column += value.index(rest, closed.end())
                return scene.slip(at, column, what, "Đặt cả câu trong một cặp ngoặc đơn '…'.")
    return None


def _special_start(scene: _Scene) -> Slip | None:
    for at in scene.suspects():
        value, column = _value(scene.lines[at])
        first = value[:1]
        flow = re.fullmatch(r"\{[^}]*\}.*[^\s},\]].*|\[[^\]]*\].*[^\s},\]].*", value)
        if (first and first in "@`%*&!|>," and not _BLOCK.fullmatch(value)) or flow:
            what = f"Câu bắt đầu bằng dấu {first} nên không đọc được."
            return scene.slip(at, column, what, "Đặt cả câu trong ngoặc kép.")
    return None


def _open_bracket(scene: _Scene) -> Slip | None:
    if "flow" not in scene.said:
        return None
    line = scene.lines[scene.began]
    bracket = "{" if "mapping" in scene.said or "[" not in line else "["
    what = f"Dấu {bracket} mở ra mà không đóng lại."
    remedy = "Đóng ngoặc, hoặc đặt cả câu trong ngoặc kép."
    return scene.slip(scene.began, max(line.find(bracket), 0), what, remedy)


def _colon_inside(scene: _Scene) -> Slip | None:
    if "mapping values" not in scene.said:
        return None
    here = scene.lines[scene.here]
    if _KEY_LINE.match(here) and len(re.findall(r":(?: |$)", here)) == 1:
        return None
    what = "Trong câu có dấu hai chấm nên câu bị cắt đôi."
    return scene.slip(scene.here, scene.column, what, "Đặt cả câu trong ngoặc kép.")


def _indentation(scene: _Scene) -> Slip | None:
    if not any(said in scene.said for said in ("block", "mapping values", "document start", "simple key")):
        return None
    for at in (scene.before(), scene.here):
        line = scene.lines[at]
        loose = ":" not in line and not line.lstrip().startswith(("- ", "---"))
        if loose and _indent(line) <= _indent(scene.lines[scene.here]):
            remedy = "Viết «tên mục: nội dung»; dòng nối tiếp câu trên phải thụt vào sâu hơn."
            return scene.slip(at, _indent(line), "Dòng này không có tên mục.", remedy)
    column = _indent(scene.lines[scene.here])
    what = "Dòng này thụt đầu dòng không đúng."
    return scene.slip(scene.here, column, what, "Viết thẳng hàng với các mục cùng cấp.")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
