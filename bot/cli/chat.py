"""`motcua chat`: a conversation in the terminal. Nothing of it is kept."""

from collections.abc import Sequence
from datetime import date

import click

from bot.app.libraries import load_libraries, present
from bot.cli.days import at_option
from bot.dialogue import ForgetPerson, State, Turn, respond
from bot.dialogue.commands import Command, command_in
from bot.dialogue.evaluation import noon_of
from bot.dialogue.wording.privacy import forgotten_window_reply, remembered_reply
from bot.messages import Incoming, Reply, plain_text
from bot.search import Library
from bot.settings import Settings

_LEAVING = {"thoát", "thoat", "/thoat", "exit", "quit"}


@click.command("chat")
@at_option
@click.pass_obj
def chat(settings: Settings, at: date | None) -> None:
    """Trò chuyện thử ngay trong cửa sổ dòng lệnh."""
    library = load_libraries(settings).of(None)
    click.echo(f"Máy trả lời tự động của {library.knowledge.commune.name}. Cuộc trò chuyện này không được ghi lại.")
    click.echo("Gõ câu hỏi rồi Enter; gõ thoát để dừng.")
    state = State()
    number = 0
    while (text := _typed()) is not None:
        if not text:
            continue
        number += 1
        incoming = Incoming(account="terminal", person="terminal", message=str(number), text=text)
        turn = respond(state, incoming, library, noon_of(at) if at else present(settings))
        click.echo(f"\n{plain_text(_true_here(turn, text, state, library))}\n")
        state = turn.state


def _true_here(turn: Turn, text: str, before: State, library: Library) -> Sequence[Reply]:
    """The replies, but of what is kept only what is true of a window that keeps nothing."""
    if ForgetPerson() in turn.effects:
        return (forgotten_window_reply(),)
    if command_in(text) is Command.DATA:
        return (remembered_reply(before, library.knowledge),)
    return turn.replies


def _typed() -> str | None:
    """What was typed; None at the end: the word for it, Ctrl+D or Ctrl+C."""
    try:
        text: str = click.prompt("Bạn", prompt_suffix="> ", default="", show_default=False)
    except click.Abort:
        click.echo()
        return None
    return None if text.strip().lower() in _LEAVING else text.strip()
