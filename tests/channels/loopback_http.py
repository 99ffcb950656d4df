"""As much HTTP/1.1 on loopback as a platform's imitation needs, with connections that can be dropped at any point."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

_T = TypeVar("_T")
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes
    verb: str = "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    kind: str = "application/json"


def json_answer(status: int, content: object) -> Answer:
    return Answer(status, json.dumps(content).encode())


Handler = Callable[[Request], Awaitable[Answer | None]]
"""None drops the connection."""


@asynccontextmanager
async def serving(handler: Handler, notices: bool = False) -> AsyncIterator[str]:
    """Serve on any free port of 127.0.0.1; gives the address. `notices`: who hangs up ends what is done for them."""
    writers: set[asyncio.StreamWriter] = set()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not server.is_serving():
            # It was in the queue when the server was closed, and nobody would ever close it.
            writer.transport.abort()
            return
        writers.add(writer)
        task = asyncio.get_running_loop().create_task(_talk(reader, writer, handler, notices))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()
        await server.wait_closed()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler, notices: bool) -> None:
    try:
        while True:
            request = await _request(reader)
            answer = await (_unless_gone(reader, handler(request)) if notices else handler(request))
            if answer is None:
                return
            head = f"HTTP/1.1 {answer.status} X\r\ncontent-type: {answer.kind}\r\ncontent-length: {len(answer.body)}"
            writer.write(f"{head}\r\n\r\n".encode() + answer.body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        return
    finally:
        writer.transport.abort()


async def _unless_gone(reader: asyncio.StreamReader, work: Awaitable[Answer | None]) -> Answer | None:
    task, gone = asyncio.ensure_future(work), asyncio.create_task(reader.read(1))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        gone.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Request:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    verb, path, _ = first.split(" ")
    return Request(path, headers, body, verb)


class LoopThread:
    """An event loop in a thread of its own, so that what runs in it answers tests that wait, and other processes."""

    def __init__(self) -> None:
        self._is_ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)
        self._thread.start()
        assert self._is_ready.wait(_SECONDS)

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run this there and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(_SECONDS)

    async def _live(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self._is_ready.set()
        await self._end.wait()
