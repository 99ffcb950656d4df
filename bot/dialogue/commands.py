"""Commands: messages that begin with a slash, the same on every channel. Their names are typed without accents."""

import re
from enum import StrEnum

from bot.dialogue.answering import Desk
from bot.dialogue.news_wishes import Wish
from bot.dialogue.social import Social
from bot.dialogue.state import State
from bot.dialogue.subscribing import NewsDesk
from bot.dialogue.turn import Decision, ForgetPerson, Outcome, Turn
from bot.dialogue.wording.courtesy import social_reply
from bot.dialogue.wording.news import kept_subscription
from bot.dialogue.wording.officers import no_officers_here_reply
from bot.dialogue.wording.privacy import forget_reply, forgotten_reply, help_reply, kept_reply, popular_reply
from bot.messages import Choice

FORGET_VALUE = "!xoadulieu"
"""The value of the choice that deletes all about a person; no entry can have this name."""
KEEP_VALUE = "!giudulieu"
_HOTLINE_TOPIC = "duong-day-nong"


class Command(StrEnum):
    """What can be typed after the slash."""

    START = "batdau"
    PROCEDURES = "thutuc"
    HOTLINE = "duongdaynong"
    HELP = "huongdan"
    SUBSCRIBE = "dangky"
    STOP_NEWS = "huy"
    DATA = "dulieu"
    FORGET = "xoadulieu"
    OFFICER = "canbo"


DESCRIPTIONS = {
    Command.START: "Bắt đầu",
    Command.PROCEDURES: "Những thủ tục hay hỏi",
    Command.HOTLINE: "Đường dây nóng",
    Command.HELP: "Cách hỏi",
    Command.SUBSCRIBE: "Đăng ký nhận tin, đổi tin bạn nhận",
    Command.STOP_NEWS: "Ngừng nhận tin",
    Command.DATA: "Xem dữ liệu về bạn",
    Command.FORGET: "Xóa dữ liệu về bạn",
}
"""What a platform shows beside each command; that of officers is not shown to citizens."""

_PLATFORM_NAMES = {"start": Command.START, "help": Command.HELP}


def command_in(text: str) -> Command | None:
    """The command that the message begins with; None for any other message, an unknown command too."""
    match = re.match(r"\s*/([a-z]+)(?:@\w+)?(?:\s|$)", text, re.IGNORECASE)
    if not match:
        return None
    name = match[1].lower()
    return Command(name) if name in set(Command) else _PLATFORM_NAMES.get(name)


def obeyed(command: Command, news_desk: NewsDesk) -> Turn:
    """The answer to a command."""
    desk, subscription = news_desk.desk, news_desk.news.subscription
    commune = desk.library.knowledge.commune
    match command:
        case Command.START:
            return desk.telling(social_reply(Social.GREETING, commune), Decision.SOCIAL)
        case Command.PROCEDURES:
            return desk.telling(popular_reply(_popular(desk)), Decision.CHOOSE)
        case Command.HOTLINE if _HOTLINE_TOPIC in desk.library.knowledge.entries:
            return desk.answered(_HOTLINE_TOPIC)
        case Command.HELP | Command.HOTLINE:
            return desk.telling(help_reply(commune, desk.today), Decision.SOCIAL)
        case Command.DATA:
            news = kept_subscription(subscription, commune, news_desk.moment) if subscription else ()
            return desk.telling(kept_reply(desk.state, desk.library.knowledge, tuple(news)), Decision.SOCIAL)
        case Command.OFFICER:
            return desk.telling(no_officers_here_reply(commune), Decision.SOCIAL)
        case Command.SUBSCRIBE:
            return news_desk.wished(Wish.SUBSCRIBE)
        case Command.STOP_NEWS:
            return news_desk.wished(Wish.STOP)
        case Command.FORGET:
            choices = (Choice(label="Xóa hết", value=FORGET_VALUE), Choice(label="Không xóa", value=KEEP_VALUE))
            return desk.telling(forget_reply(choices, receives_news=bool(subscription)), Decision.SOCIAL)


def _popular(desk: Desk) -> tuple[Choice, ...]:
    entries = desk.library.knowledge.entries
    popular = desk.library.knowledge.vocabulary.popular
    return tuple(Choice(label=entries[code].name, value=code) for code in popular if code in entries)


def forgotten(desk: Desk, value: str) -> Turn:
    """After the question whether to delete everything: done, or left alone."""
    reply = forgotten_reply(done=value == FORGET_VALUE)
    if value != FORGET_VALUE:
        return desk.telling(reply, Decision.SOCIAL)
    return Turn(State(), (reply,), (ForgetPerson(),), Outcome(Decision.SOCIAL))
