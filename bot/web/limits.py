"""How much one visitor and one network may send: token buckets, as many as fit, the oldest forgotten first."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` messages at once, then `per_second` of a message each second. Only `most_kept` senders are remembered."""

    burst: int
    per_second: float
    most_kept: int = 20_000


VISITOR = Allowance(burst=12, per_second=0.4)
"""A person in a hurry, pressing choices: twelve at once, then one every 2.5 seconds."""

NETWORK = Allowance(burst=120, per_second=2)
"""A school or an office behind one address: ten times a person."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was left to a sender at a moment, in messages and monotonic seconds."""

    tokens: float
    at: float


Buckets = OrderedDict[str, Bucket]


def seconds_to_wait(buckets: Buckets, sender: str, allowance: Allowance, now: float) -> float:
    """Take one message from the sender's bucket: 0.0 if there was one, else the seconds until there is.

    `buckets` is changed; the senders heard from longest ago are forgotten when there are too many.
    """
    known = buckets.get(sender, Bucket(allowance.burst, now))
    tokens = min(allowance.burst, known.tokens + max(0.0, now - known.at) * allowance.per_second)
    allowed = tokens >= 1
    buckets[sender] = Bucket(tokens - 1 if allowed else tokens, now)
    buckets.move_to_end(sender)
    while len(buckets) > allowance.most_kept:
        buckets.popitem(last=False)
    return 0.0 if allowed else (1 - tokens) / allowance.per_second
