"""Which files make up a knowledge folder, and what each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from bot.errors import Problem
from bot.files.model_keys import likely

SHARED = ""
"""The scope of what all communes tell; the scope of a commune's own files is its code."""
QUESTIONS = "cau-hoi.yaml"
"""The name of a question file: it may stand beside what it asks for, and is no knowledge."""

_DEEPEST = 10


class Kind(Enum):
    """What a file holds, by the place where it stands."""

    PROCEDURE = auto()
    TOPIC = auto()
    COMMUNE = auto()
    PLAN = auto()
    VOCABULARY = auto()
    CATALOGUE = auto()


_FOLDERS = {"thu-tuc": Kind.PROCEDURE, "hoi-dap": Kind.TOPIC}
CATALOGUE = "danh-muc.csv"
_SHARED_FILES = {"tu-vung.yaml": Kind.VOCABULARY, CATALOGUE: Kind.CATALOGUE}
PLAN = "ke-hoach.yaml"
_COMMUNE_FILES = {"xa.yaml": Kind.COMMUNE, PLAN: Kind.PLAN}


@dataclass(frozen=True, slots=True)
class Found:
    """A knowledge file: its path as problems name it, what it holds, and for whom (a commune's code, or `SHARED`)."""

    path: str
    kind: Kind
    scope: str
    file: Path

    @property
    def place(self) -> tuple[str, Kind, str]:
        """Where the file stands in its folder, wherever that is."""
        return self.path, self.kind, self.scope


@dataclass(frozen=True, slots=True)
class Tree:
    """The knowledge files in the order of their paths, the folders that could not be listed, and what is wrong.

    `communes` are the names of the communes' folders, whatever is in them.
    """

    files: tuple[Found, ...]
    closed: tuple[str, ...]
    problems: tuple[Problem, ...]
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Walk:
    folder: Path
    files: list[Found]
    closed: list[str]
    problems: list[Problem]

    def path(self, file: Path) -> str:
        # A name that is not UTF-8 could not be printed.
        return file.relative_to(self.folder).as_posix().encode("utf-8", "replace").decode()

    def entries(self, folder: Path) -> list[Path]:
        try:
            return sorted(entry for entry in folder.iterdir() if not _leftover(entry.name))
        except OSError:
            path = self.path(folder)
            self.closed.append(path)
            self.problems.append(Problem(path, 1, "Không mở được thư mục này.", "Xem lại quyền đọc của thư mục."))
            return []

    def stranger(self, file: Path, remedy: str) -> None:
        self.problems.append(Problem(self.path(file), 1, "Không đọc tệp, thư mục có tên này.", remedy, "warning"))


def survey(folder: Path) -> Tree:
    """Look through the folder without opening a file. OSError if the folder itself cannot be listed."""
    list(folder.iterdir())
    walk = _Walk(folder, [], [], [])
    _shared(walk, folder / "chung")
    communes = walk.entries(folder / "xa") if _is_folder(folder / "xa") else []
    for commune in communes:
        if _is_folder(commune):
            _section(walk, commune, commune.name, _COMMUNE_FILES)
        else:
            walk.stranger(commune, "Mỗi xã là một thư mục trong thư mục xa.")
    if not communes and not walk.closed:
        remedy = "Tạo thư mục xa/<mã xã> và viết tệp xa.yaml trong đó."
        walk.problems.append(Problem("xa", 1, "Chưa có xã nào trong thư mục tri thức.", remedy))
    has_procedures = any(found.kind is Kind.PROCEDURE for found in walk.files)
    if _is_folder(folder / "chung") and not walk.closed and not has_procedures:
        remedy = "Viết mỗi thủ tục một tệp .yaml trong thư mục này."
        walk.problems.append(Problem("chung/thu-tuc", 1, "Chưa có thủ tục nào được viết đủ.", remedy, "warning"))
    files = tuple(sorted(walk.files, key=lambda found: found.path))
    names = tuple(walk.path(commune).removeprefix("xa/") for commune in communes if _is_folder(commune))
    return Tree(files, tuple(walk.closed), tuple(walk.problems), names)


def _shared(walk: _Walk, folder: Path) -> None:
    """What all communes share. Its catalogue is among the files even if it is away: whoever reads it will say so."""
    if not _is_folder(folder):
        remedy = "Chép lại thư mục ấy, có thủ tục và danh mục của mọi xã, vào thư mục tri thức."
        walk.problems.append(Problem("chung", 1, "Không thấy thư mục chung.", remedy, "warning"))
        return
    _section(walk, folder, SHARED, _SHARED_FILES)
    catalogue = Found(f"{walk.path(folder)}/{CATALOGUE}", Kind.CATALOGUE, SHARED, folder / CATALOGUE)
    if catalogue not in walk.files and walk.path(folder) not in walk.closed:
        walk.files.append(catalogue)


def _section(walk: _Walk, folder: Path, scope: str, own_files: dict[str, Kind]) -> None:
    """The files of one scope: those with a name of their own, and the folders of entries."""
    entries = walk.entries(folder) if _is_folder(folder) else []
    for entry in entries:
        if entry.name in _FOLDERS and _is_folder(entry):
            kind = _FOLDERS[entry.name]
            for file in _yaml_files(walk, entry, 0):
                walk.files.append(Found(walk.path(file), kind, scope, file))
        elif entry.name in own_files:
            walk.files.append(Found(walk.path(entry), own_files[entry.name], scope, entry))
        elif entry.name != QUESTIONS:
            walk.stranger(entry, _known_name(entry.name, (*_FOLDERS, *own_files)))
    if scope and walk.path(folder) not in walk.closed and "xa.yaml" not in {entry.name for entry in entries}:
        path = f"{walk.path(folder)}/xa.yaml"
        walk.problems.append(Problem(path, 1, "Thư mục xã này chưa có tệp xa.yaml.", "Viết tệp ấy, hoặc xóa thư mục."))


def _known_name(name: str, known: tuple[str, ...]) -> str:
    meant = likely(name, known)
    return f"Có phải là «{meant}» không?" if meant else f"Ở đây chỉ đọc: {', '.join(known)}."


def _yaml_files(walk: _Walk, folder: Path, depth: int) -> Iterator[Path]:
    for entry in walk.entries(folder):
        if _is_folder(entry):
            if entry.suffix == ".yaml":
                remedy = "Đổi tên thư mục, hoặc thay bằng tệp cùng tên."
                walk.problems.append(Problem(walk.path(entry), 1, "Đây là một thư mục, không phải tệp.", remedy))
            if depth < _DEEPEST:
                yield from _yaml_files(walk, entry, depth + 1)
        elif entry.suffix != ".yaml":
            walk.stranger(entry, "Nếu đây là tri thức, đổi đuôi tệp thành .yaml.")
        elif entry.name != QUESTIONS:
            yield entry


def _is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # it may not be looked at; whoever opens it as a file will say so
        return False


def _leftover(name: str) -> bool:
    """Hidden files, and what editors and office programs leave beside the file they work on."""
    return name.startswith((".", "~$", "#")) or name.endswith(("~", ".swp", ".swo", ".tmp"))
