"""Keeping an account's tokens: renewed ahead of time and when refused, one at a time, and written before they are used.

A refresh token is used once. If the new pair were used before it is written, a crash would lose both, and the account
would be cut off until somebody agrees anew. And if two renewed at a time, one of them would use up the other's token.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from pydantic import SecretStr

from bot.channels.failures import ChannelError, Unreachable
from bot.channels.lanes import ended
from bot.channels.zalo_oa.oauth import App, renew
from bot.channels.zalo_oa.token_source import Kept
from bot.channels.zalo_oa.tokens import RenewalRefused, Tokens, digest, read_tokens

_LOG = logging.getLogger("motcua.zalo_oa")
_T = TypeVar("_T")


class TokenKeeper:
    """The tokens of one account, shared by all its calls and, through `kept`, with `motcua zalo login`.

    Must be closed. Only one process may have one. Every method raises as `TokenSource`.
    """

    def __init__(self, kept: Kept, app: App, seed: SecretStr | None, now: Callable[[], datetime], commune: str) -> None:
        self._kept = kept
        self._app = app
        self._seed = seed
        self._now = now
        self._fields = {"commune": commune}
        self._one_at_a_time = asyncio.Lock()
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._text: str | None = None
        self._tokens: Tokens | None = None
        self._unwritten: Tokens | None = None
        self._refusal = ""

    async def access(self) -> SecretStr:
        """A token to use now, renewed if its end is near."""
        tokens = self._tokens
        if tokens is not None and not tokens.is_due(self._now()):
            return tokens.access
        return await self._alone(self._due())

    async def access_after(self, refused: SecretStr) -> SecretStr:
        """A token in place of one that Zalo does not accept; renewed, unless somebody has done so already."""
        return await self._alone(self._other_than(refused))

    async def see_to(self) -> None:
        """Renew if it is time to, and take in what `motcua zalo login` has written.

        Raises what fails also while the old access token still lasts: somebody may have to do something.
        """
        await self._alone(self._seen_to())

    async def close(self, seconds: float) -> None:
        """Finish a renewal in hand, for at most that many seconds."""
        await ended(self._in_hand, seconds)

    async def _alone(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do this by itself, and to its end: whoever waits for it may give up, and the pair is written all the same."""

        async def locked() -> _T:
            async with self._one_at_a_time:
                return await work

        task = asyncio.create_task(locked())
        self._in_hand.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._in_hand.discard(task)
        if not task.cancelled():
            # Asked for, so that nobody complains where whoever waited for it has given up.
            task.exception()

    async def _due(self) -> SecretStr:
        tokens = await self._read()
        if not tokens.is_due(self._now()):
            return tokens.access
        try:
            return (await self._renewed(tokens)).access
        except ChannelError:
            # Until it really ends, the old one is good enough; `see_to` tells what is wrong.
            if tokens.lasts(self._now()):
                return tokens.access
            raise

    async def _other_than(self, refused: SecretStr) -> SecretStr:
        tokens = await self._read()
        if tokens.access != refused and tokens.lasts(self._now()):
            return tokens.access
        return (await self._renewed(tokens)).access

    async def _seen_to(self) -> None:
        tokens = await self._read()
        if tokens.is_due(self._now()) or not tokens.refresh.get_secret_value():
            await self._renewed(tokens)

    async def _read(self) -> Tokens:
        """The pair as it is written, or the beginning that the settings give."""
        if self._unwritten:
            return await self._write(self._unwritten)
        text = await asyncio.to_thread(self._kept.load)
        if text is None and self._tokens:
            # Somebody has taken the file away; what the settings begin with was used up long ago.
            self._text = None
            return await self._write(self._tokens)
        if text != self._text:
            self._text, self._tokens, self._refusal = text, read_tokens(text), ""
        if self._seed and (self._tokens is None or self._tokens.seed != digest(self._seed)):
            return await self._sown(self._seed, self._tokens)
        if self._tokens is None:
            raise RenewalRefused("no token was ever given")
        return self._tokens

    async def _sown(self, seed: SecretStr, former: Tokens | None) -> Tokens:
        """Begin with what somebody has put into the settings; if it is refused, what was there goes on."""
        sown = Tokens.sown(seed, self._now())
        if former is None:
            return await self._write(sown)
        try:
            return await self._write(await self._asked(sown))
        except RenewalRefused:
            _LOG.warning("zalo_oa_pasted_token_refused", extra={"fields": self._fields})
            return await self._write(former.model_copy(update={"seed": sown.seed}))

    async def _renewed(self, tokens: Tokens) -> Tokens:
        """A new pair, written. What was refused for good is not asked again."""
        if self._refusal:
            raise RenewalRefused(self._refusal)
        try:
            new = await self._write(await self._asked(tokens))
            if not new.access.get_secret_value():
                # By halves: the old refresh token is used up, and the new one is what counts.
                new = await self._write(await self._asked(new))
        except RenewalRefused as refusal:
            self._refusal = str(refusal)
            raise
        if not new.access.get_secret_value():
            raise Unreachable("half a pair", may_have_arrived=False)
        _LOG.info("zalo_oa_tokens_renewed", extra={"fields": self._fields})
        return new

    async def _asked(self, tokens: Tokens) -> Tokens:
        if not tokens.refresh.get_secret_value():
            raise RenewalRefused("there is no refresh token")
        try:
            return await renew(self._app, tokens, self._now())
        except Unreachable as failure:
            if not failure.may_have_arrived:
                raise
        # Whether the token was used up is not known; Zalo's answer to another try will tell.
        try:
            return await renew(self._app, tokens, self._now())
        except Unreachable as failure:
            # Whatever became of the renewal, the message that waits for it was not sent.
            raise Unreachable(str(failure), may_have_arrived=False) from None

    async def _write(self, tokens: Tokens) -> Tokens:
        """Write the pair, unless somebody else has written meanwhile: then theirs is the newer consent.

        A pair that can not be written is held, and not used, until it can be.
        """
        self._unwritten = tokens
        text = tokens.model_dump_json()
        self._text = await asyncio.to_thread(self._kept.replace, self._text, text)
        self._unwritten = None
        self._tokens = tokens if self._text == text else read_tokens(self._text)
        if self._tokens is None:
            raise RenewalRefused("the tokens that are kept can not be read")
        return self._tokens
