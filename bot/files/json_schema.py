"""The JSON Schemas of the knowledge files, with which editors complete and explain what is written.

They describe the file, not the value: keys as written, scalars as an editor reads them (YAML 1.2 core: `50.000` is a
number, `2026-11-20` is text), and an empty key as what it is, not known. What spans several keys is left to the check.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bot.commune import Commune
from bot.knowledge.draft import DRAFT, STATUS, Draft
from bot.knowledge.override import Override
from bot.knowledge.plan import Plan
from bot.knowledge.procedure import Procedure
from bot.knowledge.questions import Case, Dialogue
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

Schema = dict[str, Any]

FOLDER = ".schema"
"""Where the schemas stand in a knowledge folder. It is hidden, and so is no knowledge."""
PROCEDURE = "thu-tuc.json"
OVERRIDE = "sua-thu-tuc.json"
TOPIC = "hoi-dap.json"
COMMUNE = "xa.json"
PLAN = "ke-hoach.json"
VOCABULARY = "tu-vung.json"
QUESTIONS = "cau-hoi.json"

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that the YAML extension of VS Code understands in full."""
_FORMS: Mapping[str, tuple[str, TypeAdapter[Any]]] = {
    OVERRIDE: ("Phần xã sửa cho một thủ tục chung", TypeAdapter(Override)),
    TOPIC: ("Chủ đề hỏi đáp", TypeAdapter(Topic)),
    COMMUNE: ("Hồ sơ của xã", TypeAdapter(Commune)),
    PLAN: ("Kế hoạch tuyên truyền của xã", TypeAdapter(Plan)),
    VOCABULARY: ("Từ vựng", TypeAdapter(Vocabulary)),
    QUESTIONS: ("Câu hỏi mẫu", TypeAdapter(list[Case | Dialogue])),
}


def schema_files() -> Mapping[str, str]:
    """The text of each schema by the name of its file."""
    forms = {PROCEDURE: _procedure()} | {name: _schema(title, model) for name, (title, model) in _FORMS.items()}
    return {name: json.dumps(form, ensure_ascii=False, indent=1) + "\n" for name, form in forms.items()}


def _procedure() -> Schema:
    """A procedure, or a draft of one, of which less is asked."""
    form = _schema("Thủ tục hành chính", TypeAdapter(Draft))
    needed = TypeAdapter(Procedure).json_schema()["required"]
    form["required"].remove(STATUS)
    form["properties"][STATUS] = _or_empty(form["properties"][STATUS])
    form["if"] = {"required": [STATUS], "properties": {STATUS: {"const": DRAFT}}}
    form["else"] = {"required": needed, "properties": {name: {"not": {"type": "null"}} for name in needed}}
    return form


def _schema(title: str, model: TypeAdapter[Any]) -> Schema:
    form = model.json_schema()
    for part in (form, *form.get("$defs", {}).values()):
        part.pop("description", None)  # the docstring, for those who read the code
        _as_written(part)
    return {"$schema": _DIALECT, "title": title} | {key: part for key, part in form.items() if key != "title"}


def _as_written(form: Schema) -> None:
    """Change a schema of pydantic in place: without its English names and its defaults, and with what may be empty."""
    form.pop("title", None)
    form.pop("default", None)
    for name, part in form.get("properties", {}).items():
        _as_written(part)
        if name not in form.get("required", ()):
            form["properties"][name] = _or_empty(part)
    for part in (*form.get("anyOf", ()), *form.get("patternProperties", {}).values()):
        _as_written(part)
    if "items" in form:
        _as_written(form["items"])
        form["items"] = _or_empty(form["items"])


def _or_empty(form: Schema) -> Schema:
    """The same, or nothing written: what the reader takes as not known."""
    nothing = {"type": "null"}
    if "anyOf" in form:
        return form if nothing in form["anyOf"] else form | {"anyOf": [*form["anyOf"], nothing]}
    said = {"description": form["description"]} if "description" in form else {}
    return said | {"anyOf": [{key: part for key, part in form.items() if key not in said}, nothing]}
