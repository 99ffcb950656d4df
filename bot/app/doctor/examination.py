"""All checks, each by itself: one that fails says so, and the others go on."""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime

from bot.app.doctor.address import check_port, of_public_address
from bot.app.doctor.configuration import CHECK, Configuration, check_settings
from bot.app.doctor.data import check_databases, check_folder
from bot.app.doctor.finding import Finding, Level
from bot.app.doctor.knowledge import check_knowledge
from bot.app.doctor.machine import newest_file, of_clock, of_versions
from bot.app.program import installed_version
from bot.errors import OperatorError

ChannelCheck = Callable[[], Awaitable[Finding]]
"""One harmless call to a channel, and what it showed."""

SECONDS_FOR_A_CHANNEL = 15.0

Check = tuple[str, Callable[[], Iterable[Finding]]]


async def examine(configuration: Configuration, now: datetime, channels: Sequence[ChannelCheck]) -> list[Finding]:
    """Look at everything; `now` is what the machine's clock says. The channels are asked all at once."""
    findings: list[Finding] = []
    for check in _checks(configuration, now):
        findings += await asyncio.to_thread(_found, check)
    return [*findings, *await asyncio.gather(*map(_asked, channels))]


def _checks(configuration: Configuration, now: datetime) -> Iterator[Check]:
    settings = configuration.settings
    yield CHECK, lambda: check_settings(configuration)
    yield "knowledge", lambda: check_knowledge(settings.knowledge, settings.now or now)
    yield "data", lambda: check_folder(settings.data)
    yield "database", lambda: check_databases(settings.data)
    yield "clock", lambda: [of_clock(now, newest_file([settings.knowledge, settings.data]))]
    yield "versions", lambda: of_versions(installed_version(), sys.version_info[:3], sqlite3.sqlite_version_info)
    yield "port", lambda: [check_port(settings.host, settings.port)]
    yield "address", lambda: [of_public_address(settings.public_url)]


def _found(check: Check) -> list[Finding]:
    name, look = check
    findings: list[Finding] = []
    try:
        findings.extend(look())
    except OperatorError as error:
        findings.append(Finding(name, Level.WRONG, str(error)))
    except Exception as error:
        findings.append(_unforeseen(name, error))
    return findings


async def _asked(check: ChannelCheck) -> Finding:
    try:
        return await asyncio.wait_for(check(), SECONDS_FOR_A_CHANNEL)
    except TimeoutError:
        what = f"Có một kênh không trả lời trong {SECONDS_FOR_A_CHANNEL:.0f} giây."
        return Finding("channel", Level.WRONG, what, "Kiểm tra đường truyền Internet của máy, rồi chạy lại.")
    except OperatorError as error:
        return Finding("channel", Level.WRONG, str(error))
    except Exception as error:
        return _unforeseen("channel", error)


def _unforeseen(name: str, error: Exception) -> Finding:
    # Never the error's own words: they may quote a secret.
    what = f"Không kiểm tra được mục {name}: lỗi {type(error).__name__}."
    return Finding(name, Level.WRONG, what, "Chạy lại; nếu vẫn vậy, báo dòng này cho người phụ trách máy chủ.")
