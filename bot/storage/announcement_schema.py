"""The tables of announcements: step 005 of `storage.schema`. A step that was released is never changed."""

from sqlite_utils import Database


def announcement_tables(db: Database) -> None:
    """Officers, announcements with their versions and firings, the ledger, the log, and the pace of each account."""
    db.table("officer").create(
        {"code": str, "name": str, "role": str, "account": str, "chat": str, "at": str},
        pk="code",
        not_null=("code", "name", "role", "account", "chat", "at"),
        strict=True,
    )
    _announcements(db)
    _ledger(db)
    _audit(db)
    db.table("bucket").create(
        {"account": str, "next_at": str, "closed_until": str, "at": str},
        pk="account",
        not_null=("account", "at"),
        strict=True,
    )


def _announcements(db: Database) -> None:
    # `version` is the present one, `approved` the fingerprint that was approved ("" for none), `firing` the number of
    # the latest (0 before the first), `due` when the next one is to be.
    words = ("status", "author", "approved", "reason", "at")
    # Ids are never given again, not even those of announcements that were deleted at their term.
    db.execute(
        "create table announcement (id integer primary key autoincrement, version integer not null,"
        " firing integer not null, due text, " + ", ".join(f"{name} text not null" for name in words) + ") strict"
    )
    db.table("announcement").create_index(["status", "due"])
    db.table("announcement_version").create(
        {"announcement": int, "number": int, "fingerprint": str, "content": str, "at": str},
        pk=("announcement", "number"),
        not_null=("announcement", "number", "fingerprint", "content", "at"),
        strict=True,
    )
    # `version` is the one pinned, `audience` how many rows the ledger got; it is open while `ended_at` is null.
    db.table("firing").create(
        {"announcement": int, "number": int, "version": int, "urgent": int, "audience": int}
        | dict.fromkeys(("due", "deadline", "ended_at", "at"), str),
        pk=("announcement", "number"),
        not_null=("announcement", "number", "version", "urgent", "audience", "due", "deadline", "at"),
        strict=True,
    )


def _ledger(db: Database) -> None:
    words = ("account", "person", "status", "not_before", "message", "reason", "at")
    delivery = db.table("delivery")
    delivery.create(
        {"id": int, "announcement": int, "firing": int, "tries": int} | dict.fromkeys(words, str),
        pk="id",
        not_null=("announcement", "firing", "tries", *words),
        strict=True,
    )
    delivery.create_index(["announcement", "firing", "account", "person"], unique=True)
    delivery.create_index(["announcement", "firing", "status", "account", "not_before"])
    delivery.create_index(["account", "person", "at"])
    delivery.create_index(["at"])


def _audit(db: Database) -> None:
    # `announcement` is 0 where it is about an officer.
    db.table("audit").create(
        {"id": int, "at": str, "officer": str, "step": str, "announcement": int, "details": str},
        pk="id",
        not_null=("at", "officer", "step", "announcement", "details"),
        strict=True,
    )
    for verb in ("update", "delete"):
        db.execute(
            f"create trigger audit_no_{verb} before {verb} on audit"
            " begin select raise(abort, 'the audit log is only appended to'); end"
        )
