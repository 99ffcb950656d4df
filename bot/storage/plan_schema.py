"""The tables of the commune's plan: step 009 of `storage.schema`. A step that was released is never changed."""

from sqlite_utils import Database


def plan_tables(db: Database) -> None:
    """What is booked on the tasks of the plan, and which dates of procedures have been seen."""
    # `announcement` is 0 where it was done elsewhere; `done_on` is null while the announcement has not been sent.
    words = ("task", "period", "note", "officer", "at")
    db.table("plan_booking").create(
        {"id": int, "announcement": int} | dict.fromkeys((*words, "done_on"), str),
        pk="id",
        not_null=("announcement", *words),
        strict=True,
    )
    db.execute(
        "create unique index plan_booking_once on plan_booking (task, period, announcement) where announcement <> 0"
    )
    db.table("procedure_fact").create(
        {"code": str, "fact": str, "at": str}, pk=("code", "fact"), not_null=("code", "fact", "at"), strict=True
    )
