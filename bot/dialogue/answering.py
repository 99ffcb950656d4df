"""From a decision to a turn: the replies, what the conversation remembers of them, and the outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.commune import Commune
from bot.dialogue.choices import Taken, value_of
from bot.dialogue.policy import MOST_CHOICES
from bot.dialogue.requests import Request
from bot.dialogue.state import State
from bot.dialogue.turn import Decision, KeepMiss, Outcome, Turn
from bot.dialogue.wording.courtesy import (
    again_reply,
    choose_reply,
    gone_reply,
    situations_reply,
    unknown_reply,
)
from bot.dialogue.wording.entries import draft_replies, led_replies, listed_replies, procedure_replies, topic_replies
from bot.knowledge.draft import Draft
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.messages import Choice, Reply
from bot.search import Aspect, Library
from bot.text.personal import without_masks
from bot.text.words import words_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one message is answered: the state before it, the knowledge, the day, and the message (masked)."""

    state: State
    library: Library
    today: date
    said: str

    def opened(self, taken: Taken) -> Turn:
        """What a choice opens."""
        if taken.list_situations and not isinstance(taken.entry, ListedProcedure | Draft):
            choices = [
                Choice(label=situation.name, value=value_of(taken.entry.id, situation=situation))
                for situation in taken.entry.situations
            ]
            outcome = Outcome(Decision.ANSWER, (taken.entry.id,))
            return self._turn((situations_reply(taken.entry.name, choices),), outcome)
        aspects = (taken.aspect,) if taken.aspect else self._pending_aspects()
        return self.answered(taken.entry.id, aspects, taken.situation)

    def _pending_aspects(self) -> tuple[Aspect, ...]:
        """The aspects asked for before a choice was offered: taking it answers them."""
        waiting = not self.state.focus
        return self.state.aspects if waiting else ()

    def answered(
        self,
        entry_id: str,
        aspects: Sequence[Aspect] = (),
        situation: int | None = None,
        beside: Sequence[str] = (),
    ) -> Turn:
        """The entry's answer, with the choice of those beside it."""
        entries = self.library.knowledge.entries
        entry = entries[entry_id]
        if isinstance(entry, Draft):
            return self._shown(draft_replies(entry), entry_id, aspects, beside)
        if isinstance(entry, ListedProcedure):
            replies = listed_replies(entry, aspects, self._commune, self.today)
            return self._shown(replies, entry_id, aspects, beside)
        chosen = entry.situations[situation] if situation is not None else None
        target = entries.get(chosen.leads_to) if chosen and chosen.leads_to else None
        if chosen and target:
            return self._shown(led_replies(chosen, target, aspects, self._commune, self.today), target.id, aspects, ())
        if entry.in_force.replaced_by and entry.in_force.ended(self.today):
            beside = (entry.in_force.replaced_by, *beside)
        if isinstance(entry, Procedure):
            replies = procedure_replies(entry, aspects, chosen, self._commune, self.today)
        else:
            replies = topic_replies(entry, chosen, self._commune, self.today)
        return self._shown(replies, entry_id, aspects, beside)

    @property
    def _commune(self) -> Commune:
        return self.library.knowledge.commune

    def _shown(
        self, replies: tuple[Reply, ...], entry_id: str, aspects: Sequence[Aspect], beside: Sequence[str]
    ) -> Turn:
        """The answer about an entry; the last message offers those beside it too."""
        entries = self.library.knowledge.entries
        others = [Choice(label=entries[other].name, value=other) for other in dict.fromkeys(beside) if other in entries]
        *first, last = replies
        last = last.model_copy(update={"choices": (*last.choices, *others)})
        shown = tuple(choice.value for choice in others)
        return self._turn((*first, last), Outcome(Decision.ANSWER, (entry_id,), tuple(aspects), shown))

    def answered_both(self, requests: Sequence[Request], likeliest: str) -> Turn:
        """The answers to the things that one message asked for, one after the other; and the choice of what the whole
        message is likeliest about, where that is none of them: it may have asked for one thing after all.
        """
        turns = [self.answered(request.hit.id, request.aspects, request.hit.situation) for request in requests]
        return self._together(turns, [likeliest] if likeliest not in {request.hit.id for request in requests} else [])

    def about(self, ids: Iterable[str], aspects: Sequence[Aspect], beside: Sequence[str] = ()) -> Turn:
        """The aspects of what was talked about before, of each where it was several things; with others beside."""
        known = [each for each in ids if each in self.library.knowledge.entries]
        others = [each for each in beside if each not in known]
        if len(known) == 1:
            return self.answered(known[0], aspects, beside=others)
        return (
            self._together([self.answered(each, aspects) for each in known], others) if known else self.unanswered(())
        )

    def _together(self, turns: Sequence[Turn], beside: Sequence[str] = ()) -> Turn:
        outcomes = [turn.outcome for turn in turns]
        ids = tuple(entry_id for outcome in outcomes for entry_id in outcome.ids)
        aspects = tuple(dict.fromkeys(aspect for outcome in outcomes for aspect in outcome.aspects))
        # One list at the end: of two, "1" could mean either.
        plain = [reply.model_copy(update={"choices": ()}) for turn in turns for reply in turn.replies]
        choices = tuple(map(self._opening, (*(turn.outcome.ids[0] for turn in turns), *beside)))
        replies = (*plain[:-1], plain[-1].model_copy(update={"choices": choices}))
        return self._turn(replies, Outcome(Decision.ANSWER, ids, aspects, tuple(beside)))

    def _opening(self, entry_id: str) -> Choice:
        return Choice(label=self.library.knowledge.entries[entry_id].name, value=entry_id)

    def choosing(self, ids: Iterable[str], aspects: Sequence[Aspect] = ()) -> Turn:
        """Ask which was meant, of those that this commune knows."""
        entries = self.library.knowledge.entries
        known = [entry_id for entry_id in ids if entry_id in entries][:MOST_CHOICES]
        if len(known) == 1:
            return self.answered(known[0], aspects)
        if not known:
            return self.unanswered(())
        choices = [Choice(label=entries[entry_id].name, value=entry_id) for entry_id in known]
        return self._turn((choose_reply(choices),), Outcome(Decision.CHOOSE, (), tuple(aspects), tuple(known)))

    def unanswered(self, nearest: Sequence[str]) -> Turn:
        """Say that we do not know, and keep the question for whoever mends the knowledge."""
        misses = self.state.misses + 1
        reply = unknown_reply(misses, self.library.knowledge.commune, self.today)
        state = self.state.model_copy(update={"misses": misses, "offered": ()})
        asked = words_of(without_masks(self.said))
        effects = (KeepMiss(self.said, tuple(nearest)),) if asked else ()
        return Turn(state, (reply,), effects, Outcome(Decision.NONE))

    def asking_again(self) -> Turn:
        """For a number that the list does not have, or where there is no list; a list stays open."""
        decision = Decision.CHOOSE if self.state.offered else Decision.NONE
        return self.telling(again_reply(self.state.offered), decision)

    def telling(self, reply: Reply, decision: Decision) -> Turn:
        """A reply that answers no question. Its choices can be taken; what was talked about stays."""
        entries = self.library.knowledge.entries
        offered = tuple(choice.value for choice in reply.choices if choice.value in entries)
        state = self.state.model_copy(update={"offered": reply.choices}) if reply.choices else self.state
        return Turn(state, (reply,), (), Outcome(decision, choices=offered))

    def gone(self) -> Turn:
        """For a button whose entry no longer exists."""
        return self.telling(gone_reply(), Decision.NONE)

    def _turn(self, replies: tuple[Reply, ...], outcome: Outcome) -> Turn:
        left = [entry_id for entry_id in self.state.focus or self.state.former if entry_id not in outcome.ids]
        state = self.state.model_copy(
            update={
                "focus": outcome.ids,
                "former": tuple(left) or self.state.former,
                "aspects": outcome.aspects,
                "offered": replies[-1].choices,
                "question": self.said,
                "misses": 0,
            }
        )
        return Turn(state, replies, (), outcome)
