"""Where a platform brings messages instead of being asked for them."""

import hmac
from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a platform shall bring messages (a public https address), and the secret that shows who brings them."""

    address: str
    secret: SecretStr

    def knows(self, given: str | None) -> bool:
        """Whether this is the secret; the time it takes tells nothing about it."""
        return given is not None and hmac.compare_digest(given.encode(), self.secret.get_secret_value().encode())
