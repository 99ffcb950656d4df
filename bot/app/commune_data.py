"""One commune's database, for a command that ends. No knowledge is read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.errors import OperatorError
from bot.settings import Settings
from bot.storage import Connection, Database
from bot.storage.commune_files import database_files

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CommuneData:
    """A commune's code and its database file."""

    code: str
    database: Path

    def done(self, work: Callable[[Connection], T]) -> T:
        """Do the work as one transaction. Blocks. Raises OperatorError where the file fails."""

        async def transaction() -> T:
            database = Database.open(self.database)
            try:
                return await database.run(work)
            finally:
                await database.close()

        return asyncio.run(transaction())


def chosen_data(settings: Settings) -> CommuneData:
    """The data of the commune that the settings name, or of the only one that has any.

    Raises OperatorError where it is not clear which commune is meant, or it has no data.
    """
    files = database_files(settings.data)
    known = ", ".join(files)
    if not files:
        what = f"Trong «{settings.data}» chưa có dữ liệu nào: ở đây máy chưa chạy lần nào."
        raise OperatorError(f"{what} Chạy motcua run trước, hoặc chỉ đúng thư mục bằng --data (MOTCUA_DATA).")
    if settings.commune is None and len(files) > 1:
        raise OperatorError(f"Có dữ liệu của nhiều xã: {known}. Thêm --commune và mã xã để chọn một.")
    commune = settings.commune or next(iter(files))
    if commune not in files:
        raise OperatorError(f"Chưa có dữ liệu của xã «{commune}». Các xã có dữ liệu: {known}.")
    return CommuneData(commune, files[commune])
