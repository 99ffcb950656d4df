"""What a person reads when the program has started."""

from collections.abc import Iterator, Sequence

from bot.commune import Commune
from bot.settings import Settings

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (compared, not bound)


def greeting(communes: Sequence[Commune], settings: Settings, port: int) -> Iterator[str]:
    """The lines that say where to click; `port` is the one that was really taken."""
    address = _address(settings.host, port)
    if len(communes) == 1:
        yield f"Mở {address}/ để hỏi thử {communes[0].name}."
    else:
        yield from (f"Mở {address}/{commune.code}/ để hỏi thử {commune.name}." for commune in communes)
    if settings.public_url:
        yield f"Người dân vào {settings.public_url}/"
    if settings.secrets:
        yield "Bản này chưa nối với Telegram và Zalo. Các mã đã đặt chưa được dùng đến."
    else:
        yield "Chưa đặt mã của kênh Telegram hay Zalo nào, nên chỉ có trang hỏi đáp trên web."
    yield "Nhấn Ctrl+C để dừng."


def _address(host: str, port: int) -> str:
    # What is bound to every address of the machine is opened on the machine itself by this one.
    name = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
