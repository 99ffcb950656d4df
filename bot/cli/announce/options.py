"""Arguments and options that several commands about announcements have."""

import click

number_argument = click.argument("number", type=int, metavar="ID")
as_option = click.option("--as", "acting", required=True, metavar="OFFICER", help="Mã cán bộ đang làm việc này.")
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
