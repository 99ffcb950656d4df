"""The settings: `MOTCUA_…` from the environment and from `.env`, the environment first."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict

from bot.errors import OperatorError

PREFIX = "MOTCUA_"
COMMUNE_SETTINGS: Mapping[str, str] = {
    "TELEGRAM_TOKEN": "the commune's Telegram bot",
    "ZALO_BOT_TOKEN": "the commune's Zalo bot",
    "ZALO_OA_APP_ID": "the app of its Zalo Official Account",
    "ZALO_OA_APP_SECRET": "that app's secret",
    "ZALO_OA_WEBHOOK_SECRET": "the secret that signs its webhooks",
    "ZALO_OA_REFRESH_TOKEN": "the token that renews its access",
}
"""What a commune has of its own, as `MOTCUA_<COMMUNE>_…`; all of it is secret."""

_COMMUNE_VARIABLE = re.compile(rf"{PREFIX}([A-Z0-9]+(?:_[A-Z0-9]+)*)_({'|'.join(COMMUNE_SETTINGS)})")
_ANY_COMMUNE = "<XA>"


def _wrong(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{sentence}", {"sentence": sentence})


def _whole(lowest: int, highest: int, sentence: str) -> BeforeValidator:
    """Takes whole numbers in that range, as text or not; the sentence is for all others."""

    def number(value: Any) -> int:
        text = str(value).strip()
        if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
            raise _wrong(sentence)
        return int(text)

    return BeforeValidator(number)


def _pace(value: Any) -> float:
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", text):
        raise _wrong("phải là số tin mỗi giây, ví dụ 30; 0 là không giới hạn.")
    return float(text)


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", value):
        raise _wrong("phải là một tên máy hay địa chỉ, ví dụ 127.0.0.1, không có http:// và cổng.")
    return value


def _moment(value: Any) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year <= 2100:
        raise _wrong("phải là ngày giờ có múi giờ, ví dụ 2026-11-20T09:00:00+07:00.")
    return moment


def _is_address(text: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", text)
    except ValueError:
        return False


def _public_address(value: str) -> str:
    if not _is_address(value, {"https"}):
        raise _wrong("phải là một địa chỉ bắt đầu bằng https://, ví dụ https://hoidap.example.vn.")
    return value.rstrip("/")


def _api_address(value: str) -> str:
    if not _is_address(value, {"http", "https"}) or value.endswith("/"):
        raise _wrong("phải bắt đầu bằng http:// hoặc https://, không có dấu / ở cuối.")
    return value


def _proxy(value: SecretStr) -> SecretStr:
    if not _is_address(value.get_secret_value(), {"http", "https", "socks5", "socks5h"}):
        raise _wrong("phải là địa chỉ của một proxy, bắt đầu bằng http://, https:// hoặc socks5://.")
    return value


def _networks(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    names = tuple(part.strip() for part in parts if part.strip())
    for name in names:
        try:
            ip_network(name)
        except ValueError:
            remedy = "Viết như 10.0.0.1 hay 10.0.0.0/8, cách nhau bằng dấu phẩy."
            raise _wrong(f"có «{name}» không phải địa chỉ mạng. {remedy}") from None
    return names


_PORT = _whole(0, 65535, "phải là một số từ 1 đến 65535, ví dụ 8080.")
_LIMIT = _whole(0, 999_999_999, "phải là một số, ví dụ 3000; 0 là không giới hạn.")
_RATE = _whole(1, 999_999, "phải là một số từ 1 trở lên, ví dụ 100.")
_MINUTES = _whole(0, 24 * 60, "phải là số phút, từ 0 đến 1440, ví dụ 60.")
_FEW = _whole(1, 100, "phải là một số từ 1 đến 100, ví dụ 8.")
ApiAddress = Annotated[str, AfterValidator(_api_address)]


class Settings(BaseSettings):
    """All settings, checked. What stands in `secrets` is by commune (`PHU_THONG`), then by name (`TELEGRAM_TOKEN`).

    Made by `read_settings`, which also refuses names that are not known.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    data: Path = Field(Path("data"), description="folder of the databases, one file a commune")
    knowledge: Path = Field(Path("knowledge"), description="folder of the knowledge files")
    commune: str | None = Field(None, description="code of the commune that commands are about")
    host: Annotated[str, AfterValidator(_host)] = Field(
        "127.0.0.1", description="address the HTTP listener is bound to"
    )
    port: Annotated[int, _PORT] = Field(8080, description="port of the HTTP listener; 0 is any free one")
    public_url: Annotated[str, AfterValidator(_public_address)] | None = Field(
        None, description="its public https address, where webhooks are wanted; without it, polling"
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_networks)] = Field(
        (), description="addresses or networks whose X-Forwarded-For counts, with commas between"
    )
    now: Annotated[datetime, BeforeValidator(_moment)] | None = Field(
        None, description="for tests and previews: the moment to take for now, ISO 8601 with offset"
    )
    telegram_api: ApiAddress = Field("https://api.telegram.org", description="address of the Telegram Bot API")
    telegram_proxy: Annotated[SecretStr, AfterValidator(_proxy)] | None = Field(
        None, description="a proxy for Telegram alone"
    )
    telegram_pace: Annotated[float, BeforeValidator(_pace)] = Field(
        30, description="messages a second to Telegram from one bot; 0 is no limit"
    )
    calls_at_once: Annotated[int, _FEW] = Field(
        8, description="how many calls of one account's announcements may be under way"
    )
    zalo_bot_api: ApiAddress = Field("https://bot-api.zaloplatforms.com", description="address of the Zalo Bot API")
    zalo_bot_people: Annotated[int, _LIMIT] = Field(
        50, description="the most people that the Zalo bot's plan allows; 0 is any number"
    )
    zalo_bot_messages: Annotated[int, _LIMIT] = Field(
        3000, description="the most messages in a month that the Zalo bot's plan allows; 0 is any number"
    )
    zalo_oa_api: ApiAddress = Field("https://openapi.zalo.me", description="address of the Zalo OA API")
    zalo_oa_requests: Annotated[int, _RATE] = Field(
        100, description="requests a minute that the Zalo OA's package allows (100 or 2000)"
    )
    zalo_oa_silence: Annotated[int, _MINUTES] = Field(
        60, description="minutes for which the bot is silent after the staff has written to a person in the Zalo OA"
    )
    zalo_oauth_api: ApiAddress = Field("https://oauth.zaloapp.com", description="address that renews Zalo OA tokens")
    secrets: Annotated[Mapping[str, Mapping[str, SecretStr]], NoDecode] = Field(default={}, repr=False)


@dataclass(frozen=True, slots=True)
class Described:
    """A setting as the README tells it; `default` is "" where there is none."""

    name: str
    description: str
    default: str


def described_settings() -> tuple[Described, ...]:
    """Every variable that is known, those of a commune last."""
    fields = [(name, field) for name, field in Settings.model_fields.items() if name != "secrets"]
    own = [
        Described(PREFIX + name.upper(), field.description or "", str(field.default) if field.default else "")
        for name, field in fields
    ]
    return (*own, *(Described(f"{PREFIX}<COMMUNE>_{name}", words, "") for name, words in COMMUNE_SETTINGS.items()))


def read_settings(**options: Any) -> Settings:
    """The settings from the environment and `.env`; `options` (those that are not None) outrank both.

    Raises OperatorError that tells every mistake at once, never with the value of a secret.
    """
    variables = _variables()
    mistakes = list(_unknown_names(variables))
    given = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**given, secrets=_secrets(variables))
    except ValidationError as error:
        mistakes += [_told(mistake["loc"], mistake["msg"]) for mistake in error.errors()]
    if mistakes:
        raise OperatorError("\n".join(mistakes))
    return settings


def check_communes(settings: Settings, codes: Collection[str], left_out: Collection[str] = ()) -> None:
    """Raise OperatorError if a setting names a commune that is not among these codes.

    Of `left_out`, whose files have a mistake, none can be chosen, but secrets may be set: nobody else is stopped.
    """
    there = {code.upper().replace("-", "_") for code in (*codes, *left_out)}
    known = ", ".join(sorted(codes)) or "chưa có xã nào"
    mistakes = []
    if settings.commune in left_out:
        mistakes.append(f"{PREFIX}COMMUNE: chưa dùng được xã «{settings.commune}». Chạy motcua check để xem vì sao.")
    elif settings.commune is not None and settings.commune not in codes:
        hint = _hint(settings.commune, codes)
        mistakes.append(
            f"{PREFIX}COMMUNE: không có xã nào mang mã «{settings.commune}».{hint} Các mã hiện có: {known}."
        )
    for commune, secrets in sorted(settings.secrets.items()):
        if commune not in there:
            hint = _hint(commune, there)
            names = ", ".join(f"{PREFIX}{commune}_{name}" for name in sorted(secrets))
            mistakes.append(f"{names}: không có xã nào là «{commune}».{hint} Các mã hiện có: {known}.")
    if mistakes:
        raise OperatorError("\n".join(mistakes))


def _variables() -> dict[str, str | None]:
    """Every `MOTCUA_` variable, by its name in capitals; None is a line of `.env` without an equals sign."""
    try:
        _check_env_file(Path(".env"))
        written: Mapping[str, str | None] = DotEnvSettingsSource(Settings).env_vars
    except (OSError, UnicodeDecodeError):
        raise OperatorError(
            "Không đọc được tệp .env trong thư mục đang đứng. Lưu tệp dạng chữ UTF-8, mỗi dòng một TÊN=giá trị."
        ) from None
    both = {**written, **EnvSettingsSource(Settings).env_vars}
    return {name.upper(): value for name, value in both.items() if name.upper().startswith(PREFIX)}


def _check_env_file(path: Path) -> None:
    """Raise OperatorError for lines that are no settings; python-dotenv itself would leave them out."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        wrong = [str(binding.original.line) for binding in parse_stream(lines) if binding.error]
    if wrong:
        raise OperatorError(f"Tệp .env, dòng {', '.join(wrong)}: viết chưa đúng. Mỗi dòng viết một TÊN=giá trị.")


def _own_names() -> set[str]:
    return {PREFIX + name.upper() for name in Settings.model_fields if name != "secrets"}


def _unknown_names(variables: Mapping[str, str | None]) -> Iterator[str]:
    own = _own_names()
    for name, value in variables.items():
        if name not in own and not _COMMUNE_VARIABLE.fullmatch(name):
            hint = _hint(name, [*own, *_commune_variables_like(name)])
            yield f"{name}: không có thiết lập tên này.{hint} Bảng các thiết lập có trong README.md."
        elif value is None:
            yield f"{name}: trong tệp .env thiếu dấu =. Viết {name}=giá trị."


def _commune_variables_like(name: str) -> Iterator[str]:
    """The names of a commune's settings that a misspelt name may have meant, for each place its commune may end."""
    parts = name.removeprefix(PREFIX).split("_")
    for commune in [_ANY_COMMUNE, *("_".join(parts[:end]) for end in range(1, len(parts)))]:
        for setting in COMMUNE_SETTINGS:
            yield f"{PREFIX}{commune}_{setting}"


def _hint(word: str, candidates: Collection[str]) -> str:
    near = get_close_matches(word, sorted(candidates), n=1)
    return f" Có phải {near[0]} không?" if near else ""


def _secrets(variables: Mapping[str, str | None]) -> dict[str, dict[str, SecretStr]]:
    secrets: dict[str, dict[str, SecretStr]] = {}
    own = _own_names()
    for name, value in variables.items():
        match = _COMMUNE_VARIABLE.fullmatch(name)
        if match and value and name not in own:
            secrets.setdefault(match[1], {})[match[2]] = SecretStr(value)
    return secrets


def _told(location: tuple[int | str, ...], message: str) -> str:
    return f"{PREFIX}{str(location[0]).upper()} {message}"
