"""The tables of officers in chat: step 008 of `storage.schema`. A step that was released is never changed."""

from sqlite_utils import Database


def officer_tables(db: Database) -> None:
    """The chats of each officer, what the program writes to them, the alarms that last, and invitations."""
    _chats(db)
    # `content` is a Reply as JSON. A letter is written once under its key, whatever happens to it.
    words = ("key", "officer", "content", "status", "not_before", "at")
    db.table("letter").create(
        {"id": int, "tries": int} | dict.fromkeys(words, str),
        pk="id",
        not_null=("tries", *words),
        strict=True,
    )
    db.table("letter").create_index(["key", "officer"], unique=True)
    db.table("letter").create_index(["status", "not_before"])
    # `letters` is the key of the letters that told of its beginning.
    db.table("alarm").create({"key": str, "letters": str, "at": str}, pk="key", not_null=("letters", "at"), strict=True)
    # Nobody can read a code from its hash; the hash of who tried does not name them either.
    db.table("invitation").create(
        {"hash": str, "officer": str, "until": str, "at": str},
        pk="hash",
        not_null=("officer", "until", "at"),
        strict=True,
    )
    db.table("invitation_try").create({"id": int, "who": str, "at": str}, pk="id", not_null=("who", "at"), strict=True)
    db.table("invitation_try").create_index(["who", "at"])


def _chats(db: Database) -> None:
    # An officer may have several chats; the oldest is the one that is tried first.
    db.table("officer_chat").create(
        {"account": str, "person": str, "officer": str, "at": str},
        pk=("account", "person"),
        not_null=("account", "person", "officer", "at"),
        strict=True,
    )
    db.table("officer_chat").create_index(["officer"])
    db.execute(
        "insert into officer_chat (account, person, officer, at)"
        " select account, chat, code, at from officer where account <> '' and chat <> '' group by account, chat"
    )
    db.execute("alter table officer add column unit text not null default ''")
    for column in ("account", "chat"):
        db.execute(f"alter table officer drop column {column}")
    # Where an officer's work in a chat stands: kept until it is done, however long that takes.
    db.table("officer_talk").create(
        {"account": str, "person": str, "state": str, "at": str},
        pk=("account", "person"),
        not_null=("account", "person", "state", "at"),
        strict=True,
    )
    db.table("officer_talk").create_index(["at"])
