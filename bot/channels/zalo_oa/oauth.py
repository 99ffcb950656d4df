"""Zalo's OAuth server: the address where an OA's admin agrees, and the two requests that give a pair of tokens."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import SecretStr

from bot.channels.zalo_oa.http import fetched, open_http
from bot.channels.zalo_oa.tokens import Tokens, renewed

CODE_LIVES_MINUTES = 10


@dataclass(frozen=True, slots=True)
class App:
    """The app at developers.zalo.me that an account is used through, and the address of the OAuth server."""

    id: str
    secret: SecretStr
    oauth: str

    @property
    def verifier(self) -> str:
        """The PKCE verifier: always the same for an app.

        Whether its challenge has to be registered beforehand or may be new each time is not known for certain; one that
        never changes does for both. It is made from the secret, so nobody else can know it.
        """
        return _base64(hmac.digest(self.secret.get_secret_value().encode(), b"pkce verifier", "sha256"))

    @property
    def challenge(self) -> str:
        """The PKCE challenge (RFC 7636, S256), as it may have to be registered at developers.zalo.me."""
        return challenge_of(self.verifier)

    def permission_address(self, redirect: str, state: str) -> str:
        """Where an admin of the OA agrees; Zalo then leads them to `redirect`, which has to be the registered one."""
        asked = {"app_id": self.id, "redirect_uri": redirect, "code_challenge": self.challenge, "state": state}
        return f"{self.oauth}/v4/oa/permission?{urlencode(asked)}"


def challenge_of(verifier: str) -> str:
    """The challenge for a verifier."""
    return _base64(sha256(verifier.encode()).digest())


def pasted_code(pasted: str, state: str) -> str | None:
    """The code in what was pasted, the address that Zalo led to or the code alone; None if it is of another consent."""
    text = pasted.strip()
    if "code=" not in text:
        return text or None
    found = parse_qs(urlsplit(text).query or text.partition("?")[2] or text)
    if found.get("state", [state]) != [state]:
        return None
    return found.get("code", [""])[0] or None


async def renew(app: App, former: Tokens, now: datetime) -> Tokens:
    """Use up the refresh token for a new pair. Raises ChannelError."""
    form = {"refresh_token": former.refresh.get_secret_value(), "app_id": app.id, "grant_type": "refresh_token"}
    return await _asked(app, form, former, now)


async def exchange(app: App, code: str, now: datetime) -> Tokens:
    """Use up the code of a consent for the first pair. Raises ChannelError."""
    form = {"code": code, "app_id": app.id, "grant_type": "authorization_code", "code_verifier": app.verifier}
    return await _asked(app, form, Tokens.sown(SecretStr(""), now), now)


async def _asked(app: App, form: dict[str, str], former: Tokens, now: datetime) -> Tokens:
    secret = {"secret_key": app.secret.get_secret_value()}
    async with open_http(1) as http:
        answer = await fetched(
            http, http.build_request("POST", f"{app.oauth}/v4/oa/access_token", data=form, headers=secret)
        )
    return renewed(former, answer.status, answer.body, answer.json, now)


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
