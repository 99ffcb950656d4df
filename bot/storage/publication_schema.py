"""The tables of what was sent to citizens: step 010 of `storage.schema`. A step that was released is never changed."""

from secrets import token_bytes

from sqlite_utils import Database


def publication_tables(db: Database) -> None:
    """What was sent, and the key of its codes.

    The key is in the database, so that it is made exactly once and a backup brings it back together with what it was
    used for. Whoever can read it there gains nothing by it: see `announcements.codes`.
    """
    db.table("code_key").create({"id": int, "key": bytes}, pk="id", not_null=("key",), strict=True)
    db.table("code_key").insert({"id": 1, "key": token_bytes(32)})
    # `whole` and `alone` are digests of title and text, and of the text; `sent_at` is null until the first call.
    publication = db.table("publication")
    publication.create(
        {"announcement": int, "firing": int, "version": int}
        | dict.fromkeys(("code", "whole", "alone", "at", "sent_at"), str),
        pk=("announcement", "firing"),
        not_null=("announcement", "firing", "version", "code", "whole", "alone", "at"),
        strict=True,
    )
    for column in ("code", "whole", "alone", "sent_at"):
        publication.create_index([column])
