"""The pair of tokens with which an account is used, and what the answers of Zalo's OAuth server mean.

The access token lives 25 hours, the refresh token three months; a refresh token is used once, and gives a new pair.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, SecretStr, ValidationError, field_serializer

from bot.channels.failures import AccountRefused, ChannelError, SlowDown, Unreachable
from bot.channels.zalo_oa.errors import SECONDS_TO_THE_NEXT_MINUTE

RENEW_BEFORE = timedelta(hours=1)
"""How long before the access token's end it is renewed."""
REFRESH_LIVES = timedelta(days=90)
"""Three months, and not a day more than the shortest of them can have."""

_LIVES = timedelta(hours=25)
_REFUSED_TOKEN = (-14014, -118)
_WRONG_CONFIGURATION = (-14002, -14003)
_RATE_LIMIT = -32
_LONGEST_NAME = 60


class Tokens(BaseModel):
    """A pair. `seed` is the digest of the refresh token in the settings that the chain began with or has replaced.

    An empty `access` is a pair that was never renewed yet; an empty `refresh` one that can not be renewed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    access: SecretStr
    refresh: SecretStr
    ends_at: AwareDatetime
    renewed_at: AwareDatetime
    seed: str = ""

    @field_serializer("access", "refresh", when_used="json")
    def _written(self, token: SecretStr) -> str:
        return token.get_secret_value()

    def lasts(self, now: datetime) -> bool:
        """Whether the access token may still be used."""
        return bool(self.access.get_secret_value()) and now < self.ends_at

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to renew."""
        return not self.lasts(now) or now >= self.ends_at - RENEW_BEFORE

    @classmethod
    def sown(cls, refresh: SecretStr, now: datetime) -> Self:
        """The beginning of a chain: a refresh token that somebody has pasted."""
        return cls(access=SecretStr(""), refresh=refresh, ends_at=now, renewed_at=now, seed=digest(refresh))


class RenewalRefused(AccountRefused):
    """Zalo gives no new pair for this refresh token, and never will: somebody has to agree anew."""


class WrongApp(AccountRefused):
    """The app's id, its secret or its registered address is wrong, or the app is not switched on."""


def digest(token: SecretStr | None) -> str:
    """Enough to know a token again by; "" for none."""
    return sha256(token.get_secret_value().encode()).hexdigest()[:32] if token else ""


def renewed(former: Tokens, status: int, body: bytes, json: Any, now: datetime) -> Tokens:
    """The pair after an answer to a renewal, or to the exchange of a code. `json` is None where the body is none.

    What comes by halves is taken as it is: the other half stays empty. Raises ChannelError.
    """
    if status == 429:
        raise SlowDown(SECONDS_TO_THE_NEXT_MINUTE)
    if status != 200:
        raise Unreachable(f"HTTP {status}", may_have_arrived=status >= 500)
    if not body.strip():
        raise RenewalRefused("this refresh token was used before")
    if not isinstance(json, dict):
        raise Unreachable("an answer that is no JSON", may_have_arrived=True)
    access, refresh = json.get("access_token"), json.get("refresh_token")
    if not access and not refresh:
        raise _refusal(json)
    return Tokens(
        access=SecretStr(str(access or "")),
        refresh=SecretStr(str(refresh or "")),
        ends_at=now + _lifetime(json.get("expires_in")),
        renewed_at=now,
        seed=former.seed,
    )


def _refusal(json: dict[str, Any]) -> ChannelError:
    try:
        code = int(json.get("error", 0))
    except (TypeError, ValueError):
        code = 0
    if code in _REFUSED_TOKEN or "invalid_grant" in str(json):
        return RenewalRefused(f"error {code}")
    if code in _WRONG_CONFIGURATION:
        return WrongApp(f"error {code}")
    if code == _RATE_LIMIT:
        return SlowDown(SECONDS_TO_THE_NEXT_MINUTE)
    # No other code is attested. Nothing was given, so the token is as good as before, and trying again does no harm.
    name = "".join(letter for letter in str(json.get("error_name", "")) if letter.isalpha() or letter in " ._")
    return Unreachable(f"error {code} {name[:_LONGEST_NAME]}", may_have_arrived=False)


def _lifetime(given: object) -> timedelta:
    try:
        return min(timedelta(seconds=int(str(given))), 4 * _LIVES)
    except (ValueError, OverflowError):
        return _LIVES


def read_tokens(text: str | None) -> Tokens | None:
    """The pair in a text that is kept; None where there is none."""
    if text is None:
        return None
    try:
        return Tokens.model_validate_json(text)
    except ValidationError:
        return None
