"""Which file of the data folder is whose."""

import re
from pathlib import Path

from bot.storage.failures import folder_failure

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SUFFIX = ".sqlite3"
ASIDE_MARK = ".truoc-"
"""In the name of a database that a restore has put aside."""


def database_file(folder: Path, code: str) -> Path:
    """Where the commune's database is, or will be."""
    return folder / f"{code}{_SUFFIX}"


def database_files(folder: Path) -> dict[str, Path]:
    """The databases that are there, by commune code in the order of the codes; none where the folder is missing.

    Raises OperatorError where the folder can not be looked into.
    """
    return {file.stem: file for file in _files(folder, f"*{_SUFFIX}") if _CODE.fullmatch(file.stem)}


def former_files(folder: Path) -> list[Path]:
    """What restores have put aside, with the journals. Raises OperatorError as `database_files`."""
    return _files(folder, f"*{_SUFFIX}{ASIDE_MARK}*")


def aside_file(place: Path, moment: str) -> Path:
    """A name beside the database, with the moment in it, that nothing has yet."""
    aside, number = place.with_name(f"{place.name}{ASIDE_MARK}{moment}"), 1
    while aside.exists():
        number += 1
        aside = place.with_name(f"{place.name}{ASIDE_MARK}{moment}-{number}")
    return aside


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern)) if folder.is_dir() else []
    except OSError as error:
        raise folder_failure(folder, error) from None
