"""The whole program with a Zalo Official Account, and what becomes of its tokens when it is killed."""

import time
from dataclasses import dataclass
from pathlib import Path

from fictional_server import Server, health, running
from zalo_oa_account import APP_SECRET
from zalo_oa_api import WEBHOOK_SECRET, ZaloOa
from zalo_oa_events import APP_ID

from bot.channels.zalo_oa.tokens import Tokens
from bot.storage.secret_file import SecretFile

COMMUNE = "suoi-mau"
_SECONDS = 20


def oa_environment(api: ZaloOa, refresh: str | None = None, commune: str = "SUOI_MAU") -> dict[str, str]:
    """The settings of an account, with its first refresh token if one is given."""
    settings = {
        "MOTCUA_ZALO_OA_API": api.address,
        "MOTCUA_ZALO_OAUTH_API": api.address,
        f"MOTCUA_{commune}_ZALO_OA_APP_ID": APP_ID,
        f"MOTCUA_{commune}_ZALO_OA_APP_SECRET": APP_SECRET,
        f"MOTCUA_{commune}_ZALO_OA_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    return settings | ({f"MOTCUA_{commune}_ZALO_OA_REFRESH_TOKEN": refresh} if refresh else {})


def hooked(api: ZaloOa, server: Server, commune: str = COMMUNE) -> None:
    """From now on Zalo brings what happens to the running program."""
    api.hook = f"{server.address}/webhook/zalo_oa/{commune}"


def comes(server: Server, condition: str, channel: str = "zalo_oa/suoi-mau") -> dict[str, str]:
    """Wait until the channel is in this condition; what `/healthz` says of it."""
    deadline = time.monotonic() + _SECONDS
    while True:
        told: dict[str, str] = health(server)["details"]["channels"][channel]
        if told["condition"] == condition:
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Killed:
    """How often it was killed, how many of the new tokens had not been used by then, and whether the last is still good.

    `slowest` is how many milliseconds after Zalo's answer the new pair was safe on the disk, at the most.
    """

    kills: int
    unused: int
    works: bool
    slowest: float


def killed_between_renewal_and_use(folder: Path, api: ZaloOa, rounds: int) -> Killed:
    """Kill -9 as soon as a new pair is written, so often; then let it run.

    Zalo does nothing of the first call with a new token until the kill: each time it comes before the first use. Only
    the first start has a token in its settings: afterwards what is on the disk is all there is.
    """
    file = SecretFile.of(folder / "data", COMMUNE)
    with running(folder, **oa_environment(api, api.account.grant()["refresh_token"])) as server:
        comes(server, "running")
    unused, slowest = 0, 0.0
    api.is_holding = True
    for _ in range(rounds):
        api.account.spoil_access()
        before = _access(file)
        with running(folder, **oa_environment(api)) as server:
            written = _when_other_than(file, before)
            server.process.kill()
            server.process.wait()
        unused += _access(file) in api.account.unused
        slowest = max(slowest, 1000 * (written - api.renewed_at[-1]))
    api.is_holding = False
    renewals = api.account.renewals
    with running(folder, **oa_environment(api)) as server:
        comes(server, "running")
    return Killed(rounds, unused, api.account.renewals == renewals, slowest)


def _when_other_than(file: SecretFile, before: str) -> float:
    """Wait until another pair is written; when that was, on the clock of `time.perf_counter`."""
    deadline = time.monotonic() + _SECONDS
    while _access(file) == before:
        assert time.monotonic() < deadline, "it was not renewed"
        time.sleep(0.0005)
    return time.perf_counter()


def _access(file: SecretFile) -> str:
    text = file.load()
    assert text
    return Tokens.model_validate_json(text).access.get_secret_value()
