"""`motcua run`: from the settings to a server, until it is told to stop."""

import asyncio
import logging
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from functools import partial

import uvicorn
from uvicorn.loops.auto import auto_loop_factory

from bot import logs
from bot.app.broadcasts import broadcasting
from bot.app.channels import connected, feed, open_lines, statuses
from bot.app.databases import Databases
from bot.app.greeting import greeting
from bot.app.libraries import no_commune
from bot.app.listener import listening_socket
from bot.app.offices import offices
from bot.app.program import Program, installed_version
from bot.services.clock import Clock, FixedClock, SystemClock
from bot.services.keeping_plans import keep_plans
from bot.services.knowledge import LiveKnowledge
from bot.services.retention import purge_regularly
from bot.services.watching import watch
from bot.settings import Settings, check_communes
from bot.storage.lock import FolderLock
from bot.web import Archive, create_app

_LOG = logging.getLogger("motcua.app")
_SECONDS_FOR_THE_WEB = 2
"""How long a page may take that is being made when the program is told to stop."""


def run(settings: Settings, say: Callable[[str], object]) -> None:
    """Serve until SIGTERM or SIGINT; `say` gets the lines for the person who started it.

    Raises OperatorError where something that is needed can not be had.
    """
    logs.configure()
    knowledge = LiveKnowledge.open(settings.knowledge)
    communes = knowledge.shelf.libraries
    if not communes:
        raise no_commune(settings.knowledge)
    # Whoever is left out keeps nobody else from being served.
    check_communes(settings, {*communes, *knowledge.shelf.loaded.left_out})
    with (
        closing(FolderLock.take(settings.data)),
        closing(listening_socket(settings.host, settings.port)) as listener,
        asyncio.Runner(loop_factory=auto_loop_factory()) as runner,
    ):
        runner.run(_serve(settings, knowledge, listener, say))


async def _serve(
    settings: Settings, knowledge: LiveKnowledge, listener: socket.socket, say: Callable[[str], object]
) -> None:
    databases = Databases(settings.data)
    try:
        failing = await databases.open(knowledge.shelf.libraries)
        clock: Clock = FixedClock(settings.now) if settings.now else SystemClock()
        async with open_lines(settings, knowledge, databases, clock) as lines:
            program = Program(knowledge, databases, clock, failing, lines)
            server = _server(program, settings)
            _stop_on_signals(server)
            async with (
                _in_background(program, purging=settings.now is None),
                broadcasting(settings, knowledge, databases, lines),
            ):
                port = listener.getsockname()[1]
                _LOG.info("started", extra={"fields": {"port": port, "version": installed_version()}})
                # Last, so that on a terminal the address stands below the log.
                left_out = knowledge.shelf.loaded.left_out
                for line in greeting(program.communes(), settings, port, connected(lines), left_out):
                    say(line)
                await server.serve(sockets=[listener])
                _LOG.info("stopped")
    finally:
        await databases.close()


def _server(program: Program, settings: Settings) -> uvicorn.Server:
    app = create_app(
        program.communes,
        program.answer,
        program.health,
        time.monotonic,
        partial(feed, program.lines),
        archive=Archive(program.newest, program.sent),
        public_url=settings.public_url,
    )
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=_SECONDS_FOR_THE_WEB,
    )
    return uvicorn.Server(config)


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Let SIGTERM and SIGINT end the server and nothing else.

    uvicorn takes the signals itself while it serves, but afterwards raises them again, and the process would end as if
    killed. Then they arrive here, where they do no harm.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows' event loop has no signal handlers; there uvicorn's own have to do.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, setattr, server, "should_exit", True)


@asynccontextmanager
async def _in_background(program: Program, purging: bool) -> AsyncIterator[None]:
    """Watch the knowledge and the channels, keep the plans and delete what is old, for as long as the server runs.

    Nothing is deleted under a clock that was set for a preview: it may stand a year ahead.
    """
    watching = watch(partial(statuses, program.lines), program.databases.of, program.clock, asyncio.sleep)
    tasks = [asyncio.create_task(program.knowledge.watch(asyncio.sleep)), asyncio.create_task(watching)]
    tasks.append(asyncio.create_task(keep_plans(partial(offices, program.knowledge, program.databases), program.clock)))
    if purging:
        purge = purge_regularly(program.databases.opened, program.clock, asyncio.sleep)
        tasks.append(asyncio.create_task(purge))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
