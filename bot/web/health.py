"""How the program is, for whoever watches over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Any

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Health:
    """`ok` is whether citizens are being answered; `details` are JSON values that say what is set aside or late."""

    ok: bool
    details: Mapping[str, Any] = field(default_factory=dict)


_FORWARDED = ("x-forwarded-for", "forwarded")


def from_this_machine(request: Request) -> bool:
    """Whether the request comes from the machine that we run on: by loopback, or by its own address in its network.

    What a proxy brings is somebody else's, also where the proxy stands on this machine and nobody has named it as one
    to be trusted; it says so in a header.
    """
    host = request.client.host if request.client else ""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    own = request.scope.get("server") or ("", None)
    return (mapped or address).is_loopback or host == own[0]
