"""The file that a backup is: a ZIP of databases, with a manifest that says what they have to be."""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import OperatorError
from bot.storage.disk_failures import read_failure, write_failure

FORM: Literal[1] = 1
"""The layout described here. A later one that this program would misread gets a higher number."""

Progress = Callable[[str, int, int], object]
"""Is told a commune, how much of its database is done, and of how much."""

_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 1_000_000
_CHUNK = 1 << 20
# What Python's zipfile raises for bytes that are no archive, or not a whole one.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, OSError)


class Copy(BaseModel):
    """One commune's database in the archive: its size in bytes, its checksum, and the steps of `schema` it took."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commune: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    steps: tuple[str, ...]

    @property
    def file(self) -> str:
        """Its name in the archive."""
        return f"{self.commune}.sqlite3"


class Manifest(BaseModel):
    """What the archive holds, when it was made, and by which versions of this program and of SQLite."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["motcua-backup"] = "motcua-backup"
    form: Literal[1] = FORM
    made_at: AwareDatetime
    program: str
    sqlite: str
    databases: Annotated[tuple[Copy, ...], Field(min_length=1)]


def add_database(archive: zipfile.ZipFile, commune: str, file: Path, steps: tuple[str, ...]) -> Copy:
    """Write a database into the archive. Raises OSError."""
    digest, size = sha256(), 0
    copy = Copy(commune=commune, size=0, sha256="0" * 64, steps=steps)
    with file.open("rb") as source, archive.open(_entry(copy.file), "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return copy.model_copy(update={"size": size, "sha256": digest.hexdigest()})


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write the manifest, when all databases are in. Raises OSError."""
    with archive.open(_entry(_MANIFEST), "w") as target:
        target.write(manifest.model_dump_json(indent=1).encode())


def unpack(path: Path, into: Path, progress: Progress) -> Manifest:
    """Write every database of the archive into that folder, as `Copy.file`, each proved by its size and checksum.

    Raises OperatorError where the file is no backup, is damaged or newer than this program, or the folder fails.
    """
    with _opened(path) as archive:
        manifest = _manifest(path, archive)
        for copy in manifest.databases:
            _unpack_one(path, archive, copy, into / copy.file, progress)
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    # Without a date: a clock that is before 1980 can not be written there, and the manifest has the moment.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise read_failure(path, error) from None
    with stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN:
            raise _no_backup(path) from None
        with archive:
            yield archive


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(_MANIFEST) as stream:
            written = json.loads(stream.read(_LONGEST_MANIFEST))
    except KeyError:
        raise _no_backup(path) from None
    except (*_BROKEN, RecursionError):
        raise _damaged(path) from None
    if isinstance(written, dict) and isinstance(written.get("form"), int) and written["form"] > FORM:
        raise OperatorError(
            f"Bản sao lưu «{path}» do một bản motcua mới hơn tạo ra. Hãy cập nhật motcua rồi khôi phục lại."
        )
    try:
        manifest = Manifest.model_validate(written)
    except ValidationError:
        raise _damaged(path) from None
    if len({copy.commune for copy in manifest.databases}) < len(manifest.databases):
        raise _damaged(path)
    return manifest


def _unpack_one(path: Path, archive: zipfile.ZipFile, copy: Copy, target: Path, progress: Progress) -> None:
    digest, done = sha256(), 0
    try:
        output = target.open("xb")
    except OSError as error:
        raise write_failure(target, error) from None
    with _closing_well(output, target):
        for chunk in _chunks(path, archive, copy):
            digest.update(chunk)
            done += len(chunk)
            if done > copy.size:
                raise _damaged(path)
            output.write(chunk)
            progress(copy.commune, done, copy.size)
    if done != copy.size or digest.hexdigest() != copy.sha256:
        raise _damaged(path)


@contextmanager
def _closing_well(output: IO[bytes], target: Path) -> Iterator[None]:
    """Close the file at the end; that too may find the disk full."""
    try:
        with output:
            yield
    except OSError as error:
        raise write_failure(target, error) from None


def _chunks(path: Path, archive: zipfile.ZipFile, copy: Copy) -> Iterator[bytes]:
    try:
        with archive.open(copy.file) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except _BROKEN:
        raise _damaged(path) from None


def _no_backup(path: Path) -> OperatorError:
    return OperatorError(f"«{path}» không phải là bản sao lưu của motcua, hoặc đã bị hỏng. Hãy chọn tệp khác.")


def _damaged(path: Path) -> OperatorError:
    return OperatorError(
        f"Bản sao lưu «{path}» bị hỏng, nên chưa khôi phục gì. Hãy chép lại tệp từ nơi cất giữ, hoặc dùng bản khác."
    )
