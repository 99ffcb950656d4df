"""Conversations as plain text that an officer can read: transcripts/*.txt.

A line begins with a word and a colon. `Dân:` is what the citizen types, `Bấm:` the label of a button just offered,
`Nút cũ:` the value of a button from long ago; `Ngày:` is the day from there on, `Xã:` the commune (Suối Mẫu, or Đồi
Trống of which nothing is known). `Kênh:` is where the citizen writes, a channel that can write first or `web`; without
it, one that only answers. Each `Máy:` is one message of the bot, up to the next such word. `#` starts a remark.

To take today's replies for right: python tests/dialogue/transcript_reader.py, then read what has changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fictional_library import NOTHING_KNOWN, SUOI_MAU, library

from bot.dialogue import Effect, ForgetPerson, KeepSubscription, News, State, respond
from bot.dialogue.evaluation import noon_of
from bot.messages import Choice, Incoming, Reply, plain_text
from bot.search import Library

FOLDER = Path(__file__).parent / "transcripts"
LIBRARIES = {commune.name: library(commune) for commune in (SUOI_MAU, NOTHING_KNOWN)}
_SAID = ("Dân: ", "Bấm: ", "Nút cũ: ")
_SET = ("Ngày: ", "Xã: ", "Kênh: ", "# ")
_NEWS = {"Telegram": News(can_come=True), "web": News(channels=("Telegram",))}


@dataclass
class Conversation:
    """A citizen's conversation as it goes on; each transcript has its own."""

    library: Library = field(default_factory=lambda: LIBRARIES[SUOI_MAU.name])
    day: date = date(2026, 11, 20)
    state: State = field(default_factory=State)
    buttons: tuple[Choice, ...] = ()
    news: News = field(default_factory=News)

    def say(self, text: str, choice: str | None = None) -> tuple[Reply, ...]:
        incoming = Incoming(account="terminal", person="người dân", message="1", text=text, choice=choice)
        turn = respond(self.state, incoming, self.library, noon_of(self.day), self.news)
        self.state = turn.state
        for effect in turn.effects:
            self._carry_out(effect)
        self.buttons = tuple(choice for reply in turn.replies for choice in reply.choices)
        return turn.replies

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case KeepSubscription(subscription):
                self.news = replace(self.news, subscription=subscription)
            case ForgetPerson():
                self.news = replace(self.news, subscription=None)

    def press(self, label: str) -> tuple[Reply, ...]:
        values = [button.value for button in self.buttons if button.label == label]
        return self.say(label, values[0]) if values else (Reply(text="(KHÔNG CÓ NÚT NÀY)"),)


def script_of(text: str) -> Iterator[str]:
    """The lines of a transcript without what the bot said."""
    return (line for line in text.splitlines() if line.startswith((*_SAID, *_SET)))


def played(script: Iterator[str]) -> str:
    """The transcript with the replies of today."""
    conversation = Conversation()
    blocks: list[str] = []
    for line in script:
        word, _, value = line.partition(": ")
        match word:
            case "Ngày":
                conversation.day = date.fromisoformat(value)
            case "Xã":
                conversation.library = LIBRARIES[value]
            case "Kênh":
                conversation.news = replace(_NEWS[value], subscription=conversation.news.subscription)
        blocks.append(line)
        if line.startswith(_SAID):
            replies = _answered(conversation, word, value)
            blocks[-1] += "".join(f"\nMáy: {plain_text([reply])}" for reply in replies)
    return "\n\n".join(blocks).replace("\n\n# ", "\n# ") + "\n"


def _answered(conversation: Conversation, word: str, value: str) -> tuple[Reply, ...]:
    match word:
        case "Bấm":
            return conversation.press(value)
        case "Nút cũ":
            return conversation.say("nút cũ", value)
        case _:
            return conversation.say(value)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.txt")):
        path.write_text(played(script_of(path.read_text(encoding="utf-8"))), encoding="utf-8")
