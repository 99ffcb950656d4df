"""Values as the YAML that a person would have written: plain where that is safe, quoted or folded where it is not.

PyYAML writes it. Its own choice of style is for machines: it leaves a text plain that our reader refuses (`-abc`), and
breaks long lines where a piece may look like the next item of a list.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from bot.files.file_text import without_invisible

Written = str | int | date | Sequence["Written"] | Mapping[str, "Written"]
"""What can be written: numbers and days stand without quotes, every text is read back as it was."""

_PLAIN = re.compile(r"(?:[^\W\d_]|\d+(?= [^\W\d_]))(?:(?:[^\n:#]|:(?=\S)|(?<=\S)#)*[^\s:])?")
_LONG = 80
_WIDTH = 116


def as_yaml(content: Mapping[str, Written]) -> str:
    """The keys with their values, a line end after each. Characters that nobody can see are left out."""
    return str(
        yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
    )


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their key, as all our files do."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write what stands twice twice: our reader knows no anchors."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    text = without_invisible(unicodedata.normalize("NFC", value))
    long = len(text) > _LONG and " " in text
    style = ">" if long or "\n" in text else None if _PLAIN.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
