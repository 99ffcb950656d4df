"""`motcua announce export`: one text for all outlets."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from bot.announcements.content import shown_moment
from bot.announcements.delivery import DELIVERY_WORDS, LedgerRow
from bot.announcements.loudspeaker import loudspeaker_script
from bot.announcements.outlets import Item, facebook_post, portal_mail, web_fragment
from bot.app.newsroom import newsroom
from bot.cli.announce.options import number_argument
from bot.cli.announce.telling import reason_words
from bot.cli.spreadsheet import csv_text
from bot.services.exporting import item_for_outlets, ledger_of
from bot.settings import Settings
from bot.storage.disk_failures import write_failure

_OUTLETS: Mapping[str, Callable[[Item], str | bytes]] = {
    "loa": loudspeaker_script,
    "web": web_fragment,
    "facebook": facebook_post,
    "email": portal_mail,
}
_LEDGER = "csv"
_COLUMNS = ("kỳ gửi", "kênh", "kết quả", "lý do", "số lần thử", "lúc")


@click.command("export")
@number_argument
@click.option(
    "--format",
    "outlet",
    required=True,
    type=click.Choice([*_OUTLETS, _LEDGER]),
    help="loa: bài đọc trên loa. web: đoạn HTML. facebook: bài để dán. email: thư .eml gửi cổng của tỉnh. "
    "csv: sổ gửi, không có người nhận.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Ghi vào tệp này; không ghi thì in ra màn hình.",
)
@click.pass_obj
def export_one(settings: Settings, number: int, outlet: str, output: Path | None) -> None:
    """Xuất thông báo số ID để đăng ở nơi khác, cùng một nội dung.

    Chỉ xuất bản đã duyệt. Mã xác minh có trong bản xuất khi thông báo đã gửi cho người dân.
    """
    room = newsroom(settings)
    if outlet == _LEDGER:
        document: str | bytes = _ledger(room.done(lambda db: ledger_of(db, number)))
    else:
        document = _OUTLETS[outlet](room.done(lambda db: item_for_outlets(db, room.commune, number)))
    data = document.encode() if isinstance(document, str) else document
    if output is None:
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise write_failure(output, error) from None
    click.echo(f"Đã ghi {output}.")


def _ledger(rows: Sequence[LedgerRow]) -> str:
    told = (
        (
            str(row.firing),
            row.account,
            DELIVERY_WORDS[row.status],
            reason_words(row.reason),
            str(row.tries),
            shown_moment(row.at),
        )
        for row in rows
    )
    return csv_text(_COLUMNS, told)
