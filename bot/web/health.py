"""How the program is, for whoever watches over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Health:
    """`ok` is whether citizens are being answered; `details` are JSON values that say what is set aside or late."""

    ok: bool
    details: Mapping[str, Any] = field(default_factory=dict)
