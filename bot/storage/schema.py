"""The tables of a commune's database, as the steps that lead to them. A step that was released is never changed."""

from sqlite_utils import Database, Migrations

from bot.storage.announcement_schema import announcement_tables
from bot.storage.officer_schema import officer_tables
from bot.storage.plan_schema import plan_tables
from bot.storage.publication_schema import publication_tables


def migrations() -> Migrations:
    """All steps, in order."""
    steps = Migrations("motcua")
    steps(name="001_conversations")(_conversations)
    steps(name="002_sending")(_sending)
    steps(name="003_judged_misses")(_judged_misses)
    steps(name="004_subscriptions")(_subscriptions)
    steps(name="005_announcements")(announcement_tables)
    steps(name="006_zalo_bot")(_zalo_bot)
    steps(name="007_zalo_oa")(_zalo_oa)
    steps(name="008_officers_in_chat")(officer_tables)
    steps(name="009_plan")(plan_tables)
    steps(name="010_codes")(publication_tables)
    steps(name="011_replies_begun")(_replies_begun)
    return steps


def _conversations(db: Database) -> None:
    # The person belongs to the key although ids are unique in an account: on the web the id comes from the browser, and
    # nobody may read or block another person's replies with a guessed one.
    turn = db.table("turn")
    turn.create(
        {"account": str, "person": str, "message": str, "at": str, "replies": str},
        pk=("account", "person", "message"),
        not_null=("account", "person", "message", "at", "replies"),
        strict=True,
    )
    turn.create_index(["at"])
    state = db.table("state")
    state.create(
        {"account": str, "person": str, "state": str, "at": str},
        pk=("account", "person"),
        not_null=("account", "person", "state", "at"),
        strict=True,
    )
    state.create_index(["at"])
    miss = db.table("miss")
    miss.create(
        {"id": int, "at": str, "question": str, "nearest": str},
        pk="id",
        not_null=("at", "question", "nearest"),
        strict=True,
    )
    miss.create_index(["at"])


def _sending(db: Database) -> None:
    # Turns from before are from the web, where whoever asks fetches the replies.
    db.execute("alter table turn add column status text not null default 'done'")


def _judged_misses(db: Database) -> None:
    # Until then only questions without an answer were kept, and nobody had looked at one.
    db.execute("alter table miss add column kind text not null default 'unanswered'")
    db.execute("alter table miss add column status text not null default 'open'")


def _subscriptions(db: Database) -> None:
    # `at` is the last change. "group" is a word of SQL.
    columns = ("account", "person", "at", "topics", "grp", "village", "status", "reason", "consented_at")
    subscription = db.table("subscription")
    subscription.create(
        dict.fromkeys((*columns, "consent_version", "paused_until"), str),
        pk=("account", "person"),
        not_null=(*columns, "consent_version"),
        strict=True,
    )
    subscription.create_index(["status", "at"])


def _zalo_bot(db: Database) -> None:
    # Of a platform from which a message comes once, each is here until it is answered.
    inbox = db.table("inbox")
    inbox.create(
        {"account": str, "person": str, "message": str, "content": str, "at": str},
        pk=("account", "person", "message"),
        not_null=("account", "person", "message", "content", "at"),
        strict=True,
    )
    inbox.create_index(["at"])
    # What the plan of a bot limits: messages in a month, and people, each as a hash of the id.
    db.table("zalo_bot_month").create(
        {"month": str, "messages": int, "at": str}, pk="month", not_null=("messages", "at"), strict=True
    )
    db.table("zalo_bot_person").create({"hash": str, "at": str}, pk="hash", not_null=("at",), strict=True)


def _zalo_oa(db: Database) -> None:
    # Whose last contact it was, and to whom the staff wrote last, each at `at`; and the events that were dealt with, by
    # ids from which nobody can be read.
    for name in ("zalo_oa_contact", "zalo_oa_staff"):
        db.table(name).create(
            {"account": str, "person": str, "at": str},
            pk=("account", "person"),
            not_null=("account", "person", "at"),
            strict=True,
        )
        db.table(name).create_index(["at"])
    event = db.table("zalo_oa_event")
    event.create(
        {"account": str, "id": str, "at": str}, pk=("account", "id"), not_null=("account", "id", "at"), strict=True
    )
    event.create_index(["at"])


def _replies_begun(db: Database) -> None:
    # Until then a turn was marked as a whole, as being called or done; of what was not waiting, nothing is sent again.
    db.execute("alter table turn add column begun integer not null default 0")
    db.execute("update turn set begun = json_array_length(replies), status = 'done' where status <> 'waiting'")
