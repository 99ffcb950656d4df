"""How calls share the connections to Telegram, and the way through a proxy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from loopback_faults import Late
from loopback_http import Answer, Request, json_answer, serving
from pydantic import SecretStr
from telegram_api import TelegramApi
from telegram_bot import bot_at

from bot.channels.failures import Unreachable
from bot.messages import Reply

HELLO = Reply(text="Chào bạn!")
PERSONS = range(901, 931)


@asynccontextmanager
async def passing_on(target: str, by_socks: bool) -> AsyncIterator[tuple[str, list[int]]]:
    """What is said to this address is said to the target; also how many connections there were."""
    host, port = target.removeprefix("http://").split(":")
    met: list[int] = []
    tasks: set[asyncio.Task[None]] = set()

    async def copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while part := await source.read(65_536):
            to.write(part)
        to.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(1)
        if by_socks:
            await _greeted(reader, writer)
        there, further = await asyncio.open_connection(host, int(port))
        tasks.update(asyncio.create_task(copy(*pair)) for pair in ((reader, further), (there, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", met
    finally:
        server.close()
        await asyncio.gather(*tasks)


async def _greeted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The beginning of SOCKS 5 (RFC 1928): no password; connect to an IPv4 address or a name."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    *_, kind = await reader.readexactly(4)
    length = 4 if kind == 1 else (await reader.readexactly(1))[0]
    await reader.readexactly(length + 2)
    writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")


async def test_a_crowd_waits_in_line_for_a_few_connections() -> None:
    with TelegramApi() as api:
        api.fail("sendMessage", *[Late(0.01)] * len(PERSONS))
        for person in PERSONS:
            api.writes(person, "chào")
        async with passing_on(api.address, by_socks=False) as (address, met):
            channel = bot_at(api, api=f"http://{address}", pool=3)
            await asyncio.gather(*(channel.send(str(person), HELLO) for person in PERSONS))
            await channel.stop(1)
        assert len(met) == 3
        assert sorted(sent.person for sent in api.account.sent) == list(PERSONS)


async def test_one_after_the_other_goes_over_one_connection() -> None:
    with TelegramApi() as api:
        api.writes(901, "chào")
        async with passing_on(api.address, by_socks=False) as (address, met):
            channel = bot_at(api, api=f"http://{address}", pool=8)
            for _ in range(5):
                await channel.send("901", HELLO)
            await channel.stop(1)
        assert (len(met), len(api.told(901))) == (1, 5)


async def test_who_stops_waiting_for_an_answer_leaves_the_connection_to_others() -> None:
    with TelegramApi() as api:
        api.writes(901, "chào")
        api.fail("sendMessage", Late(5))
        channel = bot_at(api, pool=1)
        waiting = asyncio.create_task(channel.send("901", HELLO))
        await api.until(lambda: len(api.told(901)) == 1)
        waiting.cancel()
        await channel.send("901", HELLO)
        await channel.stop(1)
        assert len(api.told(901)) == 2


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_the_way_leads_through_a_socks_proxy(scheme: str) -> None:
    with TelegramApi() as api:
        api.writes(901, "chào")
        async with passing_on(api.address, by_socks=True) as (address, met):
            channel = bot_at(api, proxy=SecretStr(f"{scheme}://{address}"))
            await channel.send("901", HELLO)
            await channel.stop(1)
        assert (len(met), len(api.told(901))) == (1, 1)


async def test_the_way_leads_through_an_http_proxy() -> None:
    asked: list[str] = []

    async def answer(request: Request) -> Answer:
        asked.append(request.path)
        return json_answer(200, {"ok": True, "result": True})

    with TelegramApi() as api:
        async with serving(answer) as proxy:
            channel = bot_at(api, proxy=SecretStr(proxy))
            await channel.typing("901")
            await channel.stop(1)
        assert asked == [f"{api.address}/bot{api.token}/sendChatAction"]
        assert not api.calls


async def test_a_proxy_that_is_not_there_lets_nothing_arrive() -> None:
    with TelegramApi() as api:
        async with passing_on(api.address, by_socks=True) as (address, _):
            pass
        channel = bot_at(api, proxy=SecretStr(f"socks5://{address}"))
        with pytest.raises(Unreachable) as caught:
            await channel.send("901", HELLO)
        await channel.stop(1)
        assert not caught.value.may_have_arrived
