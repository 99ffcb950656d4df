"""Backing up a data folder, and putting a backup back."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app.commune_data import CommuneData
from bot.app.program import installed_version
from bot.errors import OperatorError
from bot.services.firing import pause_all
from bot.settings import Settings
from bot.storage import Connection, letters
from bot.storage.archive import Manifest, Progress, unpack
from bot.storage.backup import Target, write_backup
from bot.storage.commune_files import aside_file, database_file, database_files
from bot.storage.failures import folder_failure
from bot.storage.lock import LOCK_FILE, FolderLock
from bot.storage.restore import Swap, carry_out, check_staged
from bot.storage.secret_file import FILE_SUFFIX
from bot.text.dates import VIETNAM

_SCRATCH = ".khoi-phuc-"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What the archive holds, and the communes that have data but were not asked for."""

    manifest: Manifest
    left_out: tuple[str, ...]


def back_up(settings: Settings, target: Target, now: datetime, progress: Progress) -> BackedUp:
    """Back up the commune that the settings name, else all. Raises OperatorError; then the target is as it was."""
    files = database_files(settings.data)
    chosen = _chosen(files, settings.commune, f"Trong «{settings.data}» chưa có dữ liệu")
    _keep_off(settings.data, target.file)
    manifest = write_backup(chosen, target, now, installed_version(), progress)
    return BackedUp(manifest, tuple(code for code in files if code not in chosen))


@dataclass(frozen=True, slots=True)
class Restoration:
    """A backup that was checked wholly and lies ready beside the data; nothing has been replaced yet.

    `paused` announcements in it were scheduled or being sent; an officer has to say whether they still are to be.
    """

    manifest: Manifest
    swaps: tuple[Swap, ...]
    folder: Path
    paused: int = 0

    def carry_out(self) -> None:
        """Put it in place, all of it or nothing. Raises OperatorError."""
        carry_out(self.swaps, self.folder)


@contextmanager
def restoration(settings: Settings, file: Path, now: datetime, progress: Progress) -> Iterator[Restoration]:
    """Hold the data folder and make ready what the backup holds: the commune that the settings name, else all.

    Raises OperatorError where another program uses the folder, or the backup is not as it has to be.
    """
    with closing(FolderLock.take(settings.data)), _scratch(settings.data) as scratch:
        manifest = unpack(file, scratch, progress)
        staged = {copy.commune: scratch / copy.file for copy in manifest.databases}
        for commune, database in staged.items():
            check_staged(commune, database)
        moment = f"{now.astimezone(VIETNAM):%Y%m%d-%H%M%S}"
        chosen = _chosen(staged, settings.commune, f"Trong bản sao lưu «{file}» không có dữ liệu")
        places = {code: database_file(settings.data, code) for code in chosen}
        swaps = [Swap(code, path, places[code], aside_file(places[code], moment)) for code, path in chosen.items()]
        paused = sum(_paused(swap, now) for swap in swaps)
        yield Restoration(manifest, tuple(swaps), settings.data, paused)


def _paused(swap: Swap, now: datetime) -> int:
    """Pause what would be sent, before the database is in place; how many announcements that was."""

    def pause(db: Connection) -> int:
        # First what waited then; that sending is paused now is told.
        letters.lose_waiting(db)
        return len(pause_all(db, "vừa khôi phục từ bản sao lưu", now))

    return CommuneData(swap.commune, swap.staged).done(pause)


def _chosen(files: Mapping[str, Path], commune: str | None, lacking: str) -> dict[str, Path]:
    if not files:
        raise OperatorError(f"{lacking} của xã nào. Hãy xem lại MOTCUA_DATA (hay --data).")
    if commune is None:
        return dict(files)
    if commune not in files:
        raise OperatorError(f"{lacking} của xã «{commune}». Các xã có dữ liệu: {', '.join(files)}.")
    return {commune: files[commune]}


def _keep_off(folder: Path, file: Path) -> None:
    """Raise OperatorError if the backup would be written over what it is to save."""
    is_ours = file.name == LOCK_FILE or any(part in file.name for part in (".sqlite3", FILE_SUFFIX))
    if file.resolve().parent == folder.resolve() and is_ours:
        raise OperatorError(f"«{file}» là tên của tệp dữ liệu đang dùng. Hãy đặt tên khác, ví dụ sao-luu.zip.")


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder beside the data, on the same disk, that is gone afterwards; nobody else can look into it.

    As the data folder is held, one that is there already was left by a restore that was killed.
    """
    try:
        for left in folder.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left)
        scratch = tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise folder_failure(folder, error) from None
    with scratch as path:
        yield Path(path)
