"""`motcua plan`: the commune's plan, what is due of it, and what was done."""

import click

from bot.cli.plan.booking import book_one, unbook_one
from bot.cli.plan.showing import show_due, show_plan


@click.group("plan")
def plan() -> None:
    """Xem kế hoạch tuyên truyền của xã, việc đến hạn, và ghi việc đã làm.

    Kế hoạch là tệp ke-hoach.yaml trong thư mục của xã. motcua run nhắc đơn vị chủ trì trước hạn 5 ngày, 1 ngày, và sau
    hạn 1 ngày; ngày 20 nếu chưa đủ chỉ tiêu.
    """


for command in (show_plan, show_due, book_one, unbook_one):
    plan.add_command(command)
