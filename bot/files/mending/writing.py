"""Writing mended files, after somebody has looked at the changes for as long as they liked."""

from collections.abc import Sequence

from bot.errors import OperatorError
from bot.files.mending.mended import Mended
from bot.files.writing import replace


def write_all(files: Sequence[Mended]) -> None:
    """Put the new contents in place of the old ones, all of them or none.

    Raises OperatorError where a file has been changed meanwhile or can not be written; nothing is changed then.
    """
    for each in files:
        try:
            same = each.found.file.read_bytes() == each.before
        except OSError:
            same = False
        if not same:
            raise OperatorError(f"Tệp {each.found.path} vừa thay đổi, nên chưa sửa tệp nào. Chạy lại lệnh này.")
    replace({each.found.file: each.after for each in files})
