"""What is the person's own to decide at any time, also while somebody else talks with them in the bot's place.

That is to see and to delete what is kept about them, and to take their yes to news back: rights of Law 91/2025/QH15.
"""

from bot.dialogue.choices import is_number, picked
from bot.dialogue.commands import FORGET_VALUE, Command, command_in
from bot.dialogue.news_wishes import Wish, wish_in
from bot.dialogue.state import State

_COMMANDS = frozenset({Command.STOP_NEWS, Command.DATA, Command.FORGET})


def decides_on_own_data(text: str, state: State, bot_spoke_last: bool) -> bool:
    """Whether the message says such a thing, or answers the question whether everything is to be deleted.

    A bare number answers whoever spoke last: were it the staff, "1" must not delete anything.
    """
    if command_in(text) in _COMMANDS or wish_in(text) is Wish.STOP:
        return True
    if all(choice.value != FORGET_VALUE for choice in state.offered):
        return False
    return picked(text, state.offered) is not None and (bot_spoke_last or not is_number(text))
