"""The settings, also where some are wrong: the rest is still looked at."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.app.doctor.finding import Finding, Level
from bot.errors import OperatorError
from bot.files.folder import load
from bot.settings import Settings, check_communes, read_settings

CHECK = "settings"


@dataclass(frozen=True, slots=True)
class Configuration:
    """`settings` are as written where `mistakes` is empty; else without the wrong ones, and without any secret."""

    settings: Settings
    mistakes: tuple[str, ...]


def read_configuration(**options: Any) -> Configuration:
    """What the environment, `.env` and these options (those that are not None) say. Never fails."""
    try:
        return Configuration(read_settings(**options), ())
    except OperatorError as error:
        given = {name: value for name, value in options.items() if value is not None}
        return Configuration(_what_is_right(given), tuple(str(error).splitlines()))


def _what_is_right(given: dict[str, Any]) -> Settings:
    values = {**given, "secrets": {}}
    try:
        return Settings(**values)
    except ValidationError as error:
        wrong = {str(mistake["loc"][0]) for mistake in error.errors()}
        return Settings(**values | {name: Settings.model_fields[name].default for name in wrong})
    except (OSError, UnicodeDecodeError):
        return Settings(**values, _env_file=None)


def check_settings(configuration: Configuration) -> Iterator[Finding]:
    """Names and values, communes that do not exist, and who can read the file that holds the secrets."""
    settings = configuration.settings
    mistakes = [*configuration.mistakes, *_unknown_communes(settings)]
    for mistake in mistakes:
        yield Finding(CHECK, Level.WRONG, mistake, "Sửa trong tệp .env hoặc biến môi trường.")
    if settings.now:
        remedy = "Bỏ MOTCUA_NOW khi phục vụ người dân."
        yield Finding(CHECK, Level.WARNING, f"MOTCUA_NOW đang đặt: máy lấy {settings.now} làm bây giờ.", remedy)
    if settings.secrets and _open_to_others(Path(".env")):
        what = "Tệp .env có các mã bí mật mà người dùng khác trên máy này đọc được."
        yield Finding(CHECK, Level.WARNING, what, "Chạy: chmod 600 .env")
    if not mistakes:
        yield Finding(CHECK, Level.OK, "Các thiết lập đều đúng.")


def _unknown_communes(settings: Settings) -> list[str]:
    try:
        loaded = load(settings.knowledge)
    except OperatorError:
        # That is told by the check of the knowledge.
        return []
    try:
        check_communes(settings, {*loaded.communes, *loaded.left_out})
    except OperatorError as error:
        return str(error).splitlines()
    return []


def _open_to_others(file: Path) -> bool:
    try:
        return os.name == "posix" and bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
