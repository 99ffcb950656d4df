"""A way of asking that is added to the file of an entry."""

from bot.errors import OperatorError
from bot.files import catalogue_writing
from bot.files.folder import Loaded
from bot.files.insertion import quoted, with_item
from bot.files.tree import SHARED, Found, Kind
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.text.words import bare, folded

_KEY = "cach_hoi"
_ABOVE = ("ma", "ten", "ten_day_du", "ten_khac")
"""What stands above the ways of asking in a file."""


def file_of(loaded: Loaded, commune: str, entry_id: str) -> Found:
    """The file that holds the entry as this commune tells it: its own, the shared one, or the list of procedures.

    Raises OperatorError where there is no such entry.
    """
    files = {
        found.scope: found
        for found, content in loaded.served.values()
        if isinstance(content.value, Procedure | Topic) and content.value.code == entry_id
    }
    if commune in files or SHARED in files:
        return files.get(commune) or files[SHARED]
    if isinstance(loaded.communes[commune].entries.get(entry_id), ListedProcedure):
        return next(found for found, _ in loaded.served.values() if found.kind is Kind.CATALOGUE)
    remedy = "Xem lại mã; nếu vừa viết tệp ấy, chạy motcua check."
    raise OperatorError(f"Xã {commune} không có thủ tục, chủ đề nào mang mã «{entry_id}». {remedy}")


def has_way(knowledge: Knowledge, entry_id: str, wording: str) -> bool:
    """Whether the entry is asked for in these words already, case, accents and punctuation aside."""
    entry = knowledge.entries.get(entry_id)
    if entry is None:
        return False
    texts = [entry.name, *entry.ways]
    if not isinstance(entry, ListedProcedure):
        texts += [*entry.aliases, *(way for each in entry.situations for way in each.ways)]
    return _plain(wording) in map(_plain, texts)


def with_way(found: Found, entry: Entry, wording: str) -> bytes:
    """The entry's file with one more way of asking. Raises OperatorError where that cannot be done surely."""
    try:
        before = found.file.read_bytes()
    except OSError:
        raise OperatorError(f"Không mở được tệp {found.path}. Xem lại quyền đọc của tệp.") from None
    if isinstance(entry, ListedProcedure):
        return _with_way_in_row(found, before, entry, wording)
    data = with_item(before, _KEY, wording, _ABOVE)
    if data is None:
        what = f"Không thêm được vào mục {_KEY} của {found.path} vì tệp trình bày khác lạ."
        raise OperatorError(f"{what} Thêm tay dòng này:\n  - {quoted(wording)}")
    return data


def _with_way_in_row(found: Found, before: bytes, entry: ListedProcedure, wording: str) -> bytes:
    text = catalogue_writing.with_way(before.decode("utf-8", "surrogateescape"), entry, wording)
    if text is None:
        what = f"Không thêm được vào dòng của thủ tục {entry.code} trong {found.path}."
        raise OperatorError(f"{what} Mở tệp ấy, ghi vào cột {_KEY} của dòng ấy: {wording}")
    return text.encode("utf-8", "surrogateescape")


def _plain(text: str) -> str:
    return bare(folded(text))
