"""`motcua announce`: an announcement from the first word to the last person."""

import click

from bot.cli.announce.deciding import approve_one, reject_one
from bot.cli.announce.exporting import export_one
from bot.cli.announce.sending import resend_one, resume_one, send_one
from bot.cli.announce.showing import list_all, preview_one, show_one, status_of_one
from bot.cli.announce.steps import cancel_one, pause_one, schedule_one, submit_one
from bot.cli.announce.writing import edit_one, new_one


@click.group("announce")
def announce() -> None:
    """Soạn, duyệt và gửi thông báo cho người dân đã đăng ký nhận tin.

    Một thông báo đi từ bản nháp (new), trình duyệt (submit), duyệt (approve) đến gửi ngay (send) hay gửi theo giờ đã
    ghi (schedule). Người soạn không tự duyệt. Sửa sau khi duyệt thì phải duyệt lại.
    """


for command in (
    new_one,
    edit_one,
    show_one,
    preview_one,
    submit_one,
    approve_one,
    reject_one,
    schedule_one,
    send_one,
    pause_one,
    resume_one,
    cancel_one,
    status_of_one,
    list_all,
    resend_one,
    export_one,
):
    announce.add_command(command)
