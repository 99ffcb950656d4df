"""The knowledge as a git revision holds it: what was published, beside what is being worked on.

`git` itself is run: nothing of the working folder is touched, and no library is needed for the two commands.
"""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import OperatorError

_PATIENCE_SECONDS = 60
_OTHER_FOLDER = "Hoặc so với một thư mục khác: motcua diff THƯ_MỤC."


@dataclass(frozen=True, slots=True)
class Published:
    """A revision with its short name, and the folder that holds its knowledge for now."""

    revision: str
    short: str
    folder: Path


@contextmanager
def published(knowledge: Path, revision: str) -> Iterator[Published]:
    """The knowledge folder as it was at that revision, in a temporary folder.

    Raises OperatorError where there is no git, no repository around the folder, no such revision, or no folder in it.
    """
    _asked(knowledge, "rev-parse", "--is-inside-work-tree")
    commit = _commit(knowledge, revision)
    short = _asked(knowledge, "rev-parse", "--short", commit).decode().strip()
    try:
        # Run in a folder of the repository, git packs that folder alone.
        archive = _run(knowledge, "archive", "--format=tar", commit)
    except _GitError:
        what = f"Ở phiên bản {revision} ({short}) chưa có thư mục «{knowledge}»."
        raise OperatorError(f"{what} Đưa thư mục ấy vào git, hoặc chọn phiên bản khác. {_OTHER_FOLDER}") from None
    with TemporaryDirectory(prefix="motcua-") as place:
        _unpack(archive, Path(place))
        yield Published(revision, short, Path(place))


def _unpack(archive: bytes, place: Path) -> None:
    """Plain files alone: a link could lead out of the folder."""
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            if content:
                target = place / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


class _GitError(Exception):
    """git ended with a failure; the text is what it said."""


def _commit(knowledge: Path, revision: str) -> str:
    try:
        found = _run(knowledge, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _GitError:
        if revision == "HEAD":
            raise OperatorError(f"Kho git ở đây chưa có phiên bản nào để so. {_OTHER_FOLDER}") from None
        what = f"Không có thư mục nào, cũng không có phiên bản git nào tên là «{revision}»."
        raise OperatorError(f"{what} Xem các phiên bản bằng: git log --oneline") from None
    return found.decode().strip()


def _asked(knowledge: Path, *arguments: str) -> bytes:
    """What git answers about the repository that the folder is in."""
    try:
        return _run(knowledge, *arguments)
    except _GitError as error:
        if "dubious ownership" in str(error):
            what = f"Git không chịu đọc kho ở «{knowledge}», vì thư mục thuộc về người dùng khác."
            remedy = f"Gõ: git config --global --add safe.directory {knowledge.resolve().parent}"
            raise OperatorError(f"{what} {remedy}") from None
        raise OperatorError(f"Thư mục «{knowledge}» không nằm trong kho git nào. {_OTHER_FOLDER}") from None


def _run(knowledge: Path, *arguments: str) -> bytes:
    # A hook of git runs us with its own variables, which name its folder and not ours.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {"LC_ALL": "C"}
    command = ["git", "-C", str(knowledge), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (no shell; the revision stands behind --end-of-options)
            command, capture_output=True, env=environment, timeout=_PATIENCE_SECONDS, check=False
        )
    except FileNotFoundError:
        raise OperatorError(f"Máy này chưa cài git. Trên Debian: apt install git. {_OTHER_FOLDER}") from None
    except (OSError, subprocess.TimeoutExpired, ValueError):
        raise OperatorError(f"Không chạy được git. Thử gõ: git log --oneline. {_OTHER_FOLDER}") from None
    if done.returncode:
        raise _GitError(done.stderr.decode("utf-8", "replace"))
    return done.stdout
