"""What one message leads to."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.announcements.subscription import Subscription
from bot.dialogue.reason import Reason
from bot.dialogue.state import State
from bot.messages import Choice, Reply
from bot.search import Aspect


class Decision(StrEnum):
    """What the bot decided to do with a message; the words are those of `motcua ask --json`."""

    ANSWER = "answer"
    CHOOSE = "choose"
    NONE = "none"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision and what it is about: `ids` answered, best first; `aspects` asked for; `choices` offered."""

    decision: Decision
    ids: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    choices: tuple[str, ...] = ()


class MissKind(StrEnum):
    """Why a question is kept for those who mend the knowledge."""

    UNANSWERED = "unanswered"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class KeepMiss:
    """Keep a question that found no answer, or a wrong one as the citizen said. The question is masked already.

    `nearest` are the ids that came closest; of a wrong answer, those that were answered or offered.
    """

    question: str
    nearest: tuple[str, ...]
    kind: MissKind = MissKind.UNANSWERED


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Delete all that is kept about the person who wrote."""


@dataclass(frozen=True, slots=True)
class KeepSubscription:
    """Keep what the person who wrote now receives, in place of what they received before."""

    subscription: Subscription


Effect = KeepMiss | ForgetPerson | KeepSubscription


@dataclass(frozen=True, slots=True)
class Turn:
    """The new state, the replies to send in order, what is to be kept, and the outcome for whoever measures.

    `reason` tells why, for whoever asks; two turns for different reasons can be the same.
    """

    state: State
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    outcome: Outcome
    reason: Reason | None = field(default=None, compare=False, repr=False)

    def because(self, reason: Reason) -> "Turn":
        """The same turn with why it is so."""
        return replace(self, reason=reason)

    def opening_with(self, reply: Reply) -> "Turn":
        """The same turn with one more reply before the others."""
        return replace(self, replies=(reply, *self.replies))

    def adding(self, reply: Reply) -> "Turn":
        """The same turn with one more reply, before the last one where that offers choices: these stay in sight."""
        *others, last = self.replies
        return replace(self, replies=(*others, reply, last) if last.choices else (*self.replies, reply))

    def with_choice(self, choice: Choice, line: str = "") -> "Turn":
        """The same turn with one more choice after the others, and below the last reply a line that says what for."""
        *first, last = self.replies
        text = f"{last.text}\n\n{line}" if line else last.text
        last = last.model_copy(update={"text": text, "choices": (*last.choices, choice)})
        state = self.state.model_copy(update={"offered": last.choices})
        return replace(self, state=state, replies=(*first, last))

    def without_news_offer(self) -> "Turn":
        """The same turn, after which news are not offered any more as long as the conversation is remembered."""
        return replace(self, state=self.state.model_copy(update={"news_offered": True}))

    def remembering(self, warned_about_numbers: bool) -> "Turn":
        """The same turn, with what the conversation knows of its own warnings."""
        if warned_about_numbers == self.state.warned_about_numbers:
            return self
        return replace(self, state=self.state.model_copy(update={"warned_about_numbers": warned_about_numbers}))
