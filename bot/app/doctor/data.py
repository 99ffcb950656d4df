"""Whether what is to be kept can be kept: the data folder, its disk, and each database."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.app.doctor.finding import Finding, Level
from bot.app.sizes import shown_size
from bot.errors import OperatorError
from bot.storage.commune_files import ASIDE_MARK, database_files, former_files
from bot.storage.condition import Condition, condition
from bot.storage.failures import folder_failure

LITTLE_SPACE = 1 << 30
"""Bytes; less on the disk is worth a warning."""
NO_SPACE = 100 << 20
"""Bytes; with less the program may fail any day."""
LONG_JOURNAL = 64 << 20
"""Bytes; SQLite carries its journal over at about 4 MB, unless somebody reads without pause."""


def check_folder(folder: Path) -> Iterator[Finding]:
    """Whether the folder is there or can be made, and takes files. Raises OperatorError where not."""
    there = next((path for path in (folder, *folder.absolute().parents) if path.exists()), folder)
    try:
        if there == folder:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"1")
            yield Finding("data", Level.OK, f"Thư mục dữ liệu «{folder}» ghi được.")
        elif there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            yield Finding("data", Level.OK, f"Chưa có thư mục dữ liệu «{folder}»; motcua run sẽ tạo.")
        else:
            raise OSError(errno.EACCES if there.is_dir() else errno.ENOTDIR, "")
    except OSError as error:
        raise folder_failure(folder, error) from None
    yield of_space(shutil.disk_usage(there).free)


def of_space(free: int) -> Finding:
    """What so many free bytes on the data folder's disk mean."""
    told = f"Ổ đĩa chứa dữ liệu còn trống {shown_size(free)}."
    if free < NO_SPACE:
        return Finding("disk", Level.WRONG, told, "Dọn ổ đĩa ngay: hết chỗ thì máy không trả lời được nữa.")
    if free < LITTLE_SPACE:
        return Finding("disk", Level.WARNING, told, "Dọn bớt ổ đĩa, hoặc chuyển dữ liệu sang ổ khác.")
    return Finding("disk", Level.OK, told)


def check_databases(folder: Path) -> Iterator[Finding]:
    """Each database that is there."""
    files = database_files(folder)
    for code, file in files.items():
        try:
            yield of_database(code, file, condition(file, "quick_check"))
        except OperatorError as error:
            yield Finding("database", Level.WRONG, str(error))
    if not files:
        yield Finding("database", Level.OK, "Chưa có tệp dữ liệu nào; motcua run sẽ tạo.")
    former = former_files(folder)
    if former:
        what = f"Còn {len(former)} tệp dữ liệu cũ từ những lần khôi phục, có dữ liệu của người dân."
        remedy = f"Khi không cần trở lại nữa, xóa các tệp có chữ {ASIDE_MARK} trong «{folder}»."
        yield Finding("database", Level.WARNING, what, remedy)


def of_database(code: str, file: Path, found: Condition) -> Finding:
    """What the condition of a commune's database means."""
    if not found.sound:
        remedy = "Dừng motcua run, rồi khôi phục bản sao lưu bằng motcua restore. Đừng xóa tệp hỏng."
        return Finding("database", Level.WRONG, f"Tệp dữ liệu «{file}» của xã {code} bị hỏng.", remedy)
    if found.unknown:
        what = f"Tệp dữ liệu «{file}» của xã {code} do một bản motcua mới hơn tạo ra."
        return Finding("database", Level.WRONG, what, "Cập nhật motcua.")
    if found.journal > LONG_JOURNAL:
        what = f"Nhật ký ghi của «{file}» đã lên {shown_size(found.journal)}."
        return Finding("database", Level.WARNING, what, "Khởi động lại motcua run để gom nhật ký vào tệp.")
    upgrade = " motcua run sẽ nâng cấp tệp này." if found.pending else ""
    return Finding(
        "database", Level.OK, f"Dữ liệu của xã {code} nguyên vẹn ({shown_size(found.size + found.journal)}).{upgrade}"
    )
