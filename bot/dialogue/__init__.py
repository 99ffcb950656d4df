"""The conversation: from a state and a message to replies, a new state and what is to be kept. Pure."""

from bot.dialogue.conversation import respond
from bot.dialogue.news import News
from bot.dialogue.state import State
from bot.dialogue.turn import Decision, Effect, ForgetPerson, KeepMiss, KeepSubscription, MissKind, Outcome, Turn

__all__ = [
    "Decision", "Effect", "ForgetPerson", "KeepMiss", "KeepSubscription", "MissKind", "News", "Outcome", "State",
    "Turn", "respond",
]  # fmt: skip
