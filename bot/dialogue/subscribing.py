"""Receiving a commune's announcements: asked for, agreed to, changed and stopped, in plain numbered choices."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.announcements.subscription import (
    Group,
    NewsTopic,
    Status,
    Subscription,
    agreed,
    paused,
    resumed,
    stopped,
    with_topic,
)
from bot.commune import Commune
from bot.dialogue import news_choices as choices
from bot.dialogue.answering import Desk
from bot.dialogue.news import News
from bot.dialogue.news_wishes import Consent, Wish, consent_in
from bot.dialogue.turn import Decision, KeepSubscription, Outcome, Turn
from bot.dialogue.wording import news as wording
from bot.knowledge.draft import Draft
from bot.messages import Reply

NEWS_TOPIC = "nhan-thong-bao"
"""The topic that tells how to receive announcements."""


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """Where a message is answered as far as it is about announcements: whose it is, and when it came."""

    desk: Desk
    news: News
    account: str
    person: str
    moment: datetime

    def choice_in(self, text: str) -> str | None:
        """The choice that a yes or a no in words is, while consent is asked for."""
        if choices.CONSENT[0] not in self.desk.state.offered:
            return None
        said = consent_in(text)
        return said and {Consent.YES: choices.YES, Consent.NO: choices.NO}[said]

    def with_question_closed(self) -> "NewsDesk":
        """The same, where a yes is a yes no longer: consent is given to the question right before, or not at all."""
        state = self.desk.state
        if choices.CONSENT[0] not in state.offered:
            return self
        return replace(self, desk=replace(self.desk, state=state.model_copy(update={"offered": ()})))

    def wished(self, wish: Wish) -> Turn:
        """The answer to a command or to words that ask for news, or for no more."""
        if not self.news.can_come:
            return self._only_answering()
        return self._opened() if wish is Wish.SUBSCRIBE else self._stopped()

    def taken(self, value: str) -> Turn:
        """What a choice does, however old its button is."""
        if not self.news.can_come:
            return self._only_answering()
        if value.startswith(choices.ANY_YES):
            return self._agreed(value)
        match value:
            case choices.OPEN:
                return self._opened()
            case choices.NO:
                return self._saying(wording.declined_reply())
            case choices.STOP:
                return self._stopped()
        subscription = self._active
        return self._changed(subscription, value) if subscription else self._not_subscribed()

    def offering(self, turn: Turn) -> Turn:
        """The turn, with the offer below a first useful answer; after an emergency never.

        Below the answer about news themselves stands where to go on: a choice, or the channels that can bring them.
        """
        entries, ids = self.desk.library.knowledge.entries, turn.outcome.ids
        if turn.outcome.decision is not Decision.ANSWER:
            return turn
        if not self.news.can_come:
            is_said = NEWS_TOPIC not in ids or self._only_answers in turn.replies
            return turn if is_said else turn.adding(self._only_answers)
        if any(self.desk.library.is_emergency(entry_id) for entry_id in ids):
            return turn.without_news_offer()
        if NEWS_TOPIC in ids:
            return turn.with_choice(choices.CHANGE if self._active else choices.SUBSCRIBE)
        is_useful = not any(isinstance(entries[entry_id], Draft) for entry_id in ids)
        if turn.state.news_offered or self.news.subscription or not is_useful:
            return turn
        return turn.with_choice(choices.SUBSCRIBE, wording.offer_line(self._commune)).without_news_offer()

    @property
    def _commune(self) -> Commune:
        return self.desk.library.knowledge.commune

    @property
    def _active(self) -> Subscription | None:
        """What the person receives now; None for somebody who stopped or never agreed."""
        kept = self.news.subscription
        return kept if kept and kept.status is not Status.STOPPED else None

    def _saying(self, reply: Reply) -> Turn:
        """A reply after which no list is open, unless it has one."""
        turn = self.desk.telling(reply, Decision.SOCIAL)
        return replace(turn, state=turn.state.model_copy(update={"offered": reply.choices}))

    @property
    def _only_answers(self) -> Reply:
        return wording.only_answers_reply(self._commune, self.news.channels)

    def _only_answering(self) -> Turn:
        turn = self._saying(self._only_answers)
        # It stands for that topic's own answer, which would send people round in a circle where no news can come.
        is_known = NEWS_TOPIC in self.desk.library.knowledge.entries
        return replace(turn, outcome=Outcome(Decision.ANSWER, (NEWS_TOPIC,))) if is_known else turn

    def _opened(self) -> Turn:
        if self._active:
            return self._settings(self._active)
        return self._saying(wording.consent_reply(self._commune, choices.CONSENT)).without_news_offer()

    def _agreed(self, value: str) -> Turn:
        # A yes to another text is none to this one: it is asked for again. A second yes changes nothing.
        if value != choices.YES or self._active:
            return self._opened()
        version, before = wording.CONSENT_VERSION, self.news.subscription
        new = agreed(self.account, self.person, version, self.moment, before)
        return self._kept(new, wording.agreed_words(self.news.days))

    def _stopped(self) -> Turn:
        if not self._active:
            return self._not_subscribed()
        turn = self._saying(wording.stopped_reply(self._commune)).without_news_offer()
        return replace(turn, effects=(KeepSubscription(stopped(self._active)),))

    def _not_subscribed(self) -> Turn:
        return self._saying(wording.not_subscribed_reply(self._commune, (choices.SUBSCRIBE,)))

    def _changed(self, subscription: Subscription, value: str) -> Turn:
        villages = self._commune.village_names
        match value.split("/")[1:]:
            case ["tam-ngung"]:
                return self._kept(paused(subscription, self.moment), wording.PAUSED)
            case ["nhan-lai"]:
                return self._kept(resumed(subscription), wording.RESUMED)
            case ["chu-de"]:
                return self._topics(subscription)
            case ["chu-de", topic, ("nhan" | "bo") as what] if topic in set(NewsTopic):
                return self._topic_chosen(subscription, NewsTopic(topic), wanted=what == "nhan")
            case ["nhom"]:
                return self._saying(wording.group_reply(tuple(choices.group_choices())))
            case ["nhom", group] if group in set(Group):
                return self._kept(replace(subscription, group=Group(group)), wording.group_kept(Group(group)))
            case ["thon"] if villages:
                return self._saying(wording.village_reply(tuple(choices.village_choices(villages))))
            case ["thon", code] if code in villages or not code:
                return self._kept(replace(subscription, village=code), wording.village_kept(villages.get(code)))
            case _:
                return self.desk.gone()

    def _topics(self, subscription: Subscription, done: str = "") -> Turn:
        return self._saying(wording.topics_reply(tuple(choices.topic_choices(subscription)), done))

    def _topic_chosen(self, subscription: Subscription, topic: NewsTopic, wanted: bool) -> Turn:
        new = with_topic(subscription, topic, wanted)
        if new is None:
            return self._saying(wording.last_topic_reply((choices.STOP_NEWS, choices.DONE)))
        turn = self._topics(new, wording.topic_kept(topic, wanted))
        return replace(turn, effects=(KeepSubscription(new),))

    def _kept(self, subscription: Subscription, done: str) -> Turn:
        return replace(self._settings(subscription, done), effects=(KeepSubscription(subscription),))

    def _settings(self, subscription: Subscription, done: str = "") -> Turn:
        offered = choices.settings_choices(subscription.is_paused(self.moment), bool(self._commune.villages))
        reply = wording.settings_reply(subscription, self._commune, self.moment, tuple(offered), done)
        return self._saying(reply).without_news_offer()
