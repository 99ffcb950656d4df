"""What a person reads when the program has started."""

from collections.abc import Iterator, Mapping, Sequence

from bot.app.accounts import SHOWN, Platform, incomplete
from bot.app.libraries import not_served
from bot.commune import Commune
from bot.settings import Settings

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (compared, not bound)


def greeting(
    communes: Sequence[Commune],
    settings: Settings,
    port: int,
    connected: Mapping[Platform, Sequence[str]],
    left_out: Sequence[str] = (),
) -> Iterator[str]:
    """The lines that say where to click, and what is missing.

    `port` is the one really taken, `connected` the communes with an account, `left_out` those that are not served.
    """
    address = _address(settings.host, port)
    if len(communes) == 1:
        yield f"Mở {address}/ để hỏi thử {communes[0].name}."
    else:
        yield from (f"Mở {address}/{commune.code}/ để hỏi thử {commune.name}." for commune in communes)
    for code in left_out:
        yield f"{not_served(code)} Chạy motcua check để xem phải sửa gì, rồi chạy lại."
    if settings.public_url:
        yield f"Người dân vào {settings.public_url}/"
        if not settings.trusted_proxies:
            yield "Chưa đặt MOTCUA_TRUSTED_PROXIES: nếu có máy chủ trung gian, mọi người dân bị tính chung một địa chỉ."
    for platform, codes in connected.items():
        yield f"{SHOWN[platform]} đang nối cho: {', '.join(codes)}. Xem tình trạng ở {address}/healthz"
    if not connected and not settings.secrets:
        yield "Chưa đặt mã của kênh nào, nên chỉ có trang hỏi đáp trên web."
    yield from incomplete(settings, {commune.code for commune in communes})
    if Platform.ZALO_OA in connected and settings.public_url is None:
        yield "Zalo OA chỉ gửi tin tới một địa chỉ https công khai. Đặt MOTCUA_PUBLIC_URL."
    yield "Nhấn Ctrl+C để dừng."


def _address(host: str, port: int) -> str:
    # What is bound to every address of the machine is opened on the machine itself by this one.
    name = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
