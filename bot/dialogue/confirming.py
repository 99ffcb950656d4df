"""Which choices are a person's word for something, so that only their own answer to the question will do.

A platform whose buttons type for the person can not tell a press from what somebody was talked into typing.
"""

from bot.dialogue.commands import FORGET_VALUE
from bot.dialogue.news_choices import ANY_YES
from bot.dialogue.officers.choices import DECIDING


def confirms(value: str) -> bool:
    """Whether taking the choice of this value deletes all about a person, or is their consent or their decision."""
    return value == FORGET_VALUE or value.startswith((ANY_YES, *DECIDING))
