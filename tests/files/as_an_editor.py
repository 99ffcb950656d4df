"""Knowledge files as an editor reads them (YAML 1.2, core schema), and what it finds wrong by a schema."""

import json
import re
from typing import Any

import jsonschema
import yaml


class _EditorLoader(yaml.SafeLoader):
    """PyYAML follows YAML 1.1, where `no` is false and `2026-11-20` a date; editors follow 1.2, where both are text."""


_EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)
_EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def read_as_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=_EditorLoader)


def complaints(schema: str, content: Any) -> list[str]:
    """What is wrong with the content by the schema, each as the way to the place and the rule that is broken."""
    validator = jsonschema.Draft7Validator(json.loads(schema))
    return sorted(
        f"{'/'.join(map(str, error.absolute_path))}: {error.validator}" for error in validator.iter_errors(content)
    )
