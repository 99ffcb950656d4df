"""From what pydantic finds wrong to sentences for the writer of the file: one for each mistake, with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.files.model_keys import Keys, certain, keys_at, likely, same
from bot.files.slip import Edit, Slip
from bot.files.yaml_nodes import Location, Place, Places, place_of

Model = TypeVar("Model", bound=BaseModel)

_GLUED = re.compile(r"(\w+:)\S")
_AS_LIST = "Viết mỗi ý một dòng, bắt đầu bằng dấu gạch ngang."


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One error of pydantic: the input that is wrong, its place, and the keys known around it and inside it."""

    given: Any
    at: Location
    context: Mapping[str, Any]
    around: Keys
    inside: Keys
    empty: bool


def validated(model: type[Model], content: Any, places: Places) -> Model | tuple[Slip, ...]:
    """The value that the content describes, or all that keeps it from being one, in the order of the lines."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        return _slips(model, error, places)


def _slips(model: type[BaseModel], error: ValidationError, places: Places) -> tuple[Slip, ...]:
    found = [(detail["type"], _mistake(model, dict(detail), places)) for detail in error.errors(include_url=False)]
    found = [(kind, mistake) for kind, mistake in found if not (kind == "too_short" and _enough(mistake))]
    missing = {mistake.at for kind, mistake in found if kind == "missing"}
    misspelt: set[Location] = set()
    for kind, mistake in found:
        meant = likely(str(mistake.at[-1]), mistake.around) if kind == "extra_forbidden" else None
        if meant and (*mistake.at[:-1], meant) in missing:
            misspelt.add((*mistake.at[:-1], meant))
    told = [pair for pair in found if not (pair[0] == "missing" and pair[1].at in misspelt)]
    return tuple(sorted({_slip(places, kind, each) for kind, each in told}))


def _slip(places: Places, kind: str, mistake: _Mistake) -> Slip:
    tell = _SENTENCES.get(kind)
    what, remedy = tell(mistake) if tell else ("Chỗ này viết chưa đúng.", "So với một tệp đang đúng rồi viết lại.")
    place = _place(places, kind, mistake)
    words = _certain_words(places, kind, mistake)
    slip = place.slip(what, remedy)
    return replace(slip, mend=Edit(place.line, place.value, *words)) if words else slip


def _certain_words(places: Places, kind: str, mistake: _Mistake) -> tuple[str, str] | None:
    """What is written, and what must have been meant by it, if that is certain."""
    given, meant = mistake.given, None
    if kind == "extra_forbidden":
        given = str(mistake.at[-1])
        meant = certain(given, [key for key in mistake.around if (*mistake.at[:-1], key) not in places])
    elif not isinstance(given, str):
        return None
    elif kind in {"enum", "literal_error"}:
        meant = same(given, _allowed(mistake))
    elif kind == "model_type":
        glued = _GLUED.match(given)
        given, meant = (":", ": ") if glued and glued[1].removesuffix(":") in mistake.inside else ("", None)
    elif kind == "field":
        meant = mistake.context.get("meant")
    return (given, meant) if meant else None


def _place(places: Places, kind: str, mistake: _Mistake) -> Place:
    place = place_of(places, mistake.at)
    glued = _GLUED.match(mistake.given) if kind == "model_type" and isinstance(mistake.given, str) else None
    if glued:
        return place._replace(value=place.value + glued.end(1) - 1)
    return place.of_key if kind in {"extra_forbidden", "missing"} else place


def _mistake(model: type[BaseModel], detail: dict[str, Any], places: Places) -> _Mistake:
    at = tuple(part for part in detail["loc"] if part != "[key]")
    around, inside = keys_at(model, at[:-1]), keys_at(model, at)
    return _Mistake(detail["input"], at, detail.get("ctx", {}), around, inside, empty=at in places)


def _unknown_key(mistake: _Mistake) -> tuple[str, str]:
    key = mistake.at[-1]
    what = f"Không có mục «{key}» ở đây."
    meant = likely(str(key), mistake.around)
    if meant:
        return what, f"Có phải bạn muốn viết «{meant}» không?"
    if len(mistake.around) <= 8:
        return what, f"Các mục dùng được: {', '.join(mistake.around)}."
    return what, "Xóa mục này, hoặc xem tên mục trong một tệp đang đúng."


def _missing_key(mistake: _Mistake) -> tuple[str, str]:
    key = str(mistake.at[-1])
    description = mistake.around.get(key, "")
    hint = f" ({description})" if description else ""
    if mistake.empty:
        return f"Mục «{key}» đang trống mà không thể thiếu.", f"Điền vào sau dấu hai chấm{hint}."
    return f"Thiếu mục «{key}».", f"Thêm dòng «{key}: …»{hint}."


def _mapping_wanted(mistake: _Mistake) -> tuple[str, str]:
    if isinstance(mistake.given, str) and _GLUED.match(mistake.given):
        return "Thiếu dấu cách sau dấu hai chấm.", "Viết «tên mục: nội dung», có dấu cách ở giữa."
    shown = ", ".join(f"«{key}: …»" for key in list(mistake.inside)[:3])
    if not mistake.at:
        return "Tệp này không gồm các dòng «tên mục: nội dung».", f"Viết từng dòng như {shown}."
    if isinstance(mistake.given, list):
        return "Chỗ này không dùng danh sách.", f"Bỏ dấu gạch ngang, viết từng dòng như {shown}."
    return "Chỗ này phải gồm nhiều mục nhỏ, không phải một dòng chữ.", f"Xuống dòng, thụt vào, viết {shown}."


def _pairs_wanted(mistake: _Mistake) -> tuple[str, str]:
    return "Chỗ này phải gồm các dòng «từ: nghĩa».", "Bỏ dấu gạch ngang, viết mỗi từ một dòng."


def _list_wanted(mistake: _Mistake) -> tuple[str, str]:
    if isinstance(mistake.given, dict):
        return "Chỗ này phải là danh sách, không phải các mục nhỏ.", _AS_LIST
    return "Chỗ này phải là danh sách, không phải một dòng chữ.", _AS_LIST


def _choice(mistake: _Mistake) -> tuple[str, str]:
    what = f"Không dùng được «{str(mistake.given)[:60]}» ở đây."
    if not isinstance(mistake.given, str):
        what = "Chỗ này phải là một từ chọn sẵn, không phải danh sách hay mục nhỏ."
    return what, f"Chọn một trong: {', '.join(_allowed(mistake))}."


def _allowed(mistake: _Mistake) -> list[str]:
    return re.findall(r"'([^']*)'", str(mistake.context.get("expected", "")))


def _text_wanted(mistake: _Mistake) -> tuple[str, str]:
    return "Chỗ này phải là một dòng chữ.", "Viết chữ ngay sau dấu hai chấm, trong ngoặc kép."


def _enough(mistake: _Mistake) -> bool:
    """Whether the list only counts as too short because of items that are wrong, which are told themselves."""
    return isinstance(mistake.given, list) and len(mistake.given) >= int(mistake.context.get("min_length", 1))


def _too_few(mistake: _Mistake) -> tuple[str, str]:
    least, given = mistake.context.get("min_length", 1), mistake.context.get("actual_length", 0)
    if not given:
        return "Danh sách này đang trống.", f"Cần ít nhất {least} dòng; nếu chưa biết thì xóa cả mục."
    return f"Danh sách này mới có {given} dòng.", f"Cần ít nhất {least} dòng."


def _field(mistake: _Mistake) -> tuple[str, str]:
    if isinstance(mistake.given, dict) and "một dòng chữ" in str(mistake.context["what"]):
        if not mistake.given:
            return "Câu bắt đầu bằng dấu { nên không đọc được.", "Đặt cả câu trong ngoặc kép."
        return "Chỗ này phải là một dòng chữ.", "Nếu trong câu có dấu hai chấm, đặt cả câu trong ngoặc kép."
    return str(mistake.context["what"]), str(mistake.context["remedy"])


_SENTENCES: Mapping[str, Callable[[_Mistake], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "model_type": _mapping_wanted,
    "dict_type": _pairs_wanted,
    "tuple_type": _list_wanted,
    "enum": _choice,
    "literal_error": _choice,
    "string_type": _text_wanted,
    "too_short": _too_few,
    "field": _field,
}
"""Every type of error that the models of `knowledge` and `commune` yield; a test provokes each."""
