"""The socket that the web chat listens on. It is bound before the server starts, so that what fails is told by us."""

import errno
import os
import socket

from bot.errors import OperatorError


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on this address; port 0 takes any free one. Raises OperatorError where it can not."""
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError):
        raise OperatorError(
            f"Không tìm thấy máy «{host}». Đặt MOTCUA_HOST=127.0.0.1 để chỉ mở trên máy này, "
            "hoặc 0.0.0.0 để mở cho mạng."
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # Else the port of a process that has just ended can not be taken for a minute. On Windows the same option
            # would let two programs share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(socket.SOMAXCONN)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise _refusal(host, port, error) from None
    return listener


def _refusal(host: str, port: int, error: OSError) -> OperatorError:
    match error.errno:
        case errno.EADDRINUSE:
            return OperatorError(
                f"Cổng {port} đang có chương trình khác dùng. "
                f"Tắt chương trình đó, hoặc chọn cổng khác, ví dụ MOTCUA_PORT={_another(port)}."
            )
        case errno.EADDRNOTAVAIL:
            return OperatorError(
                f"Máy này không có địa chỉ {host}. Đặt MOTCUA_HOST=127.0.0.1 để chỉ mở trên máy này, "
                "hoặc 0.0.0.0 để mở cho mạng."
            )
        case errno.EACCES | errno.EPERM:
            return OperatorError(
                f"Hệ thống không cho dùng cổng {port}. Chọn cổng từ 1024 trở lên, ví dụ MOTCUA_PORT=8080."
            )
        case _:
            return OperatorError(f"Không mở được {host}, cổng {port}. Xem lại MOTCUA_HOST và MOTCUA_PORT.")


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8080
