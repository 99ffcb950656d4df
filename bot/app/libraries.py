"""The knowledge of all communes, indexed, for commands that end; `motcua run` keeps its own up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import OperatorError
from bot.files.folder import load
from bot.search import Library
from bot.settings import Settings, check_communes


@dataclass(frozen=True, slots=True)
class Libraries:
    """The libraries by commune code, and which commune is meant where none is named (None: several, none chosen)."""

    by_code: Mapping[str, Library]
    default: str | None

    def of(self, code: str | None) -> Library:
        """The library of that commune, or of the default one. Raises OperatorError where there is none."""
        wanted = code or self.default
        known = ", ".join(sorted(self.by_code))
        if wanted is None:
            raise OperatorError(f"Có nhiều xã: {known}. Thêm --commune và mã xã để chọn một.")
        if wanted in self.by_code:
            return self.by_code[wanted]
        raise OperatorError(f"Không có xã nào mang mã «{wanted}». Các mã hiện có: {known}.")


def no_commune(folder: Path) -> OperatorError:
    """The failure of a knowledge folder that serves nobody."""
    return OperatorError(f"Trong «{folder}» chưa có xã nào dùng được. Chạy motcua check để xem phải sửa gì.")


def not_served(code: str) -> str:
    """That a commune has a folder and is not served."""
    return f"Chưa phục vụ được {code}: tệp xa/{code}/xa.yaml thiếu hoặc có chỗ sai."


def load_libraries(settings: Settings) -> Libraries:
    """Read and index the knowledge folder. Raises OperatorError where it cannot be read or serves no commune."""
    loaded = load(settings.knowledge)
    if not loaded.communes:
        raise no_commune(settings.knowledge)
    check_communes(settings, loaded.communes.keys(), loaded.left_out)
    default = settings.commune or (next(iter(loaded.communes)) if len(loaded.communes) == 1 else None)
    return Libraries(Library.of_all(loaded.communes), default)


def load_library(settings: Settings, code: str) -> Library:
    """Read the knowledge folder and index that commune alone. Raises OperatorError where it is not served."""
    loaded = load(settings.knowledge)
    check_communes(settings, loaded.communes.keys(), loaded.left_out)
    if code not in loaded.communes:
        what = f"Trong «{settings.knowledge}» không có xã «{code}» dùng được."
        raise OperatorError(f"{what} Chạy motcua check để xem phải sửa gì.")
    return Library.of(loaded.communes[code])


def present(settings: Settings) -> datetime:
    """Now, or the moment that `MOTCUA_NOW` sets for tests and previews."""
    return settings.now or datetime.now(UTC)
