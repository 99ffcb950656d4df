"""`motcua new`: skeletons of knowledge files, made from what the lists already tell."""

from datetime import date

import click

from bot.app.libraries import present
from bot.cli.days import at_option
from bot.commune.names import names_level, without_level
from bot.errors import OperatorError
from bot.files.drafting import commune_text, draft_text, plan_text
from bot.files.filing import FOR_ALL, catalogue, listed, path_for, province_elsewhere, scope_named, written_in
from bot.files.folder import Loaded, load
from bot.files.model_keys import likely
from bot.files.tree import PLAN
from bot.files.writing import create
from bot.files.yaml_writing import Written
from bot.knowledge.listed import ListedProcedure
from bot.settings import Settings
from bot.text.dates import vietnam_day

into_option = click.option(
    "--into", default=FOR_ALL, metavar="CODE", help="Mã xã nhận tệp; bỏ trống là phần chung của mọi xã."
)


@click.group("new")
def new() -> None:
    """Tạo tệp mới để điền: một thủ tục hoặc một xã. Không bao giờ ghi đè tệp đã có."""


@new.command("thu-tuc")
@click.argument("code", metavar="MÃ")
@into_option
@at_option
@click.pass_obj
def new_procedure(settings: Settings, code: str, into: str, at: date | None) -> None:
    """Tạo bản nháp của một thủ tục có trong danh mục.

    MÃ là mã thủ tục, ví dụ 1.001193. Tên, lĩnh vực và đường dẫn lấy từ danh-muc.csv. Bản nháp chỉ trả lời tên và đường
    dẫn, cho đến khi bạn viết xong và xóa dòng trang_thai.
    """
    loaded = load(settings.knowledge)
    scope = scope_named(loaded, into)
    there = written_in(loaded, scope, code)
    if there:
        raise OperatorError(f"Thủ tục {code} đã có tệp {settings.knowledge / there}. Mở tệp ấy để sửa.")
    row = _row(loaded, scope, code)
    elsewhere = province_elsewhere(loaded, scope, row.province or "")
    if elsewhere:
        what = f"Thủ tục {code} là của riêng {elsewhere}, không dùng cho nơi khác."
        raise OperatorError(f"{what} Thêm --into và mã một xã ở đó{_example(loaded, elsewhere)}.")
    path = path_for(loaded, scope, row.code, row.name, row.field, ())
    file = settings.knowledge / path
    create(file, draft_text(path, _known(row, at or vietnam_day(present(settings))), {}))
    click.echo(
        f"Đã tạo bản nháp {file}.\nViệc tiếp theo:\n"
        f"1. Mở tệp, điền theo trang nguồn: {row.url}\n"
        "2. Viết xong thì ghi ngày rà soát và xóa dòng trang_thai.\n"
        f"3. Gõ motcua check {file} để xem còn thiếu hay sai gì."
    )


def _example(loaded: Loaded, province: str) -> str:
    there = [
        code
        for code, knowledge in loaded.communes.items()
        if knowledge.commune.province.casefold() == province.casefold()
    ]
    return f", ví dụ --into {there[0]}" if there else ""


def _row(loaded: Loaded, scope: str, code: str) -> ListedProcedure:
    row = listed(loaded, scope, code)
    if row:
        return row
    meant = likely(code, {row.code for row in catalogue(loaded)})
    hint = f" Có phải là {meant} không?" if meant else ""
    raise OperatorError(
        f"Trong danh mục không có mã «{code}».{hint} "
        "Xem lại mã, hoặc thêm một dòng vào chung/danh-muc.csv trong thư mục tri thức."
    )


def _known(row: ListedProcedure, today: date) -> dict[str, Written]:
    known: dict[str, Written] = {"ma": row.code, "ten": row.name, "linh_vuc": row.field}
    if row.handled_at:
        known["noi_giai_quyet"] = row.handled_at
    return {**known, "nguon": {"dia_chi": row.url, "ngay_xem": today}}


@new.command("xa")
@click.argument("code", metavar="MÃ")
@click.option("--name", prompt="Tên xã, ví dụ xã Phủ Thông", help="Tên có cấp hành chính, ví dụ xã Phủ Thông.")
@click.option("--province", prompt="Tên tỉnh, ví dụ Thái Nguyên", help="Tên tỉnh, không có chữ tỉnh.")
@click.pass_obj
def new_commune(settings: Settings, code: str, name: str, province: str) -> None:
    """Tạo hồ sơ và kế hoạch tuyên truyền của một xã.

    MÃ là tên thư mục của xã: chữ thường không dấu, ví dụ phu-thong.
    """
    name, province = " ".join(name.split()), " ".join(province.split())
    if not name or not province:
        raise OperatorError("Tên xã và tên tỉnh không được để trống. Gõ lại lệnh với --name và --province.")
    if not names_level(name):
        raise OperatorError(f"Tên «{name}» chưa có cấp: xã, phường hay đặc khu. Viết như: xã {name}.")
    path = f"xa/{code}/xa.yaml"
    text = commune_text(path, {"ma": code, "ten": name, "tinh": without_level(province)})
    if not settings.knowledge.is_dir():
        raise OperatorError(f"Không có thư mục tri thức {settings.knowledge}. Chỉ đúng thư mục bằng --knowledge.")
    file, plan = settings.knowledge / path, settings.knowledge / f"xa/{code}/{PLAN}"
    create(file, text)
    create(plan, plan_text(f"xa/{code}/{PLAN}", {"nam": vietnam_day(present(settings)).year}))
    click.echo(
        f"Đã tạo {file} và {plan.name}.\nViệc tiếp theo:\n"
        "1. Mở tệp, điền đơn vị, giờ làm việc, số điện thoại. Chưa biết thì để trống.\n"
        f"2. Gõ motcua check {file} --missing để xem còn thiếu gì.\n"
        f"3. Gõ motcua --commune {code} chat để hỏi thử.\n"
        f"4. Điền kế hoạch tuyên truyền vào {plan.name}; xem bằng motcua --commune {code} plan show."
    )
