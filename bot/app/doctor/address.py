"""Whether citizens can reach the program: its port, and its public address."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from bot.app.doctor.finding import Finding, Level
from bot.app.listener import listening_socket

SECONDS_TO_ANSWER = 3.0
_LONGEST_ANSWER = 1 << 20
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (looked up, not bound)


def check_port(host: str, port: int) -> Finding:
    """Whether the port is free, or the program itself answers there. Raises OperatorError where it can not be had."""
    if port == 0:
        return Finding("port", Level.OK, "Cổng được chọn tự động mỗi lần chạy.")
    try:
        health = _health(_EVERYWHERE.get(host, host), port)
    except OSError:
        # Nobody answers; whether the port can be taken shows when it is.
        listening_socket(host, port).close()
        return Finding("port", Level.OK, f"Cổng {port} đang trống; motcua run sẽ dùng.")
    if health is None:
        remedy = "Tắt chương trình đó, hoặc chọn cổng khác bằng MOTCUA_PORT."
        return Finding("port", Level.WRONG, f"Cổng {port} đang có chương trình khác dùng.", remedy)
    if not health["ok"]:
        what = f"motcua run đang chạy ở cổng {port}, nhưng chưa trả lời được người dân."
        return Finding("port", Level.WRONG, what, "Xem các dòng khác ở đây, và nhật ký của motcua run.")
    return Finding("port", Level.OK, f"motcua run đang chạy ở cổng {port} và trả lời tốt.")


def of_public_address(url: str | None) -> Finding:
    """What is set as the public address; that it is https was checked when the settings were read."""
    if url is None:
        what = "Chưa đặt MOTCUA_PUBLIC_URL: máy tự hỏi các kênh xem có tin mới, không dùng webhook."
        return Finding("address", Level.OK, what)
    host = urlsplit(url).hostname or ""
    if _is_inside(host):
        what = f"MOTCUA_PUBLIC_URL là {host}, bên ngoài không vào được."
        return Finding("address", Level.WARNING, what, "Đặt tên miền mà người dân và các kênh vào được.")
    return Finding("address", Level.OK, f"Địa chỉ công khai: https://{host}.")


def _health(host: str, port: int) -> Mapping[str, Any] | None:
    """What `/healthz` says; None where another program answers. Raises OSError where nobody does."""
    connection = HTTPConnection(host, port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/healthz", headers={"accept": "application/json"})
        told = json.loads(connection.getresponse().read(_LONGEST_ANSWER))
    except (HTTPException, json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    finally:
        connection.close()
    ours = isinstance(told, dict) and isinstance(told.get("ok"), bool) and isinstance(told.get("details"), dict)
    return told if ours and "communes" in told["details"] else None


def _is_inside(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host
