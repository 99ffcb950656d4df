"""Who writes: a random cookie, and the network it comes from. Neither leads to a name."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "motcua"
DAY = 24 * 60 * 60
_VALUE = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that keeps our cookie; the value is 128 random bits."""

    cookie: str

    def person(self, commune: str) -> str:
        """Who this is to the commune. The database does not tell the cookie, nor who the same one is to another."""
        return sha256(f"{commune} {self.cookie}".encode()).hexdigest()[:32]


def visitor_of(request: Request) -> Visitor:
    """Who the cookie says this is; somebody new where there is none, or one that we can not have given."""
    value = request.cookies.get(COOKIE, "")
    return Visitor(value if _VALUE.fullmatch(value) else secrets.token_urlsafe(16))


def remember(response: Response, visitor: Visitor, request: Request) -> None:
    """Give the visitor the cookie for another day, as long as a conversation is remembered."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, visitor.cookie, max_age=DAY, path="/", httponly=True, samesite="lax", secure=secure)


def network_of(request: Request) -> str:
    """The address asked from. Of IPv6 the first half, since a single household has all of the other half."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))
