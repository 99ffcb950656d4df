"""Arguments and options that several commands about announcements have."""

from collections.abc import Callable

import click

number_argument = click.argument("number", type=int, metavar="ID")
as_option = click.option("--as", "acting", required=True, metavar="OFFICER", help="Mã cán bộ đang làm việc này.")
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


def on_one(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings, the announcement's number, who is acting, and whether JSON is wanted."""
    return number_argument(as_option(json_option(click.pass_obj(command))))
