"""`motcua new`, as an official runs it."""

from pathlib import Path

import pytest
from small_knowledge import run

from bot.errors import OperatorError

DAY = ("--at", "2026-11-21")
DEER = "chung/thu-tuc/chan-nuoi/nuoi-huou-sao.yaml"


def test_a_listed_procedure_becomes_a_draft_that_is_in_order(knowledge: Path) -> None:
    result = run(knowledge, "new", "thu-tuc", "9.000002", *DAY)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"Đã tạo bản nháp {knowledge / DEER}.",
        "Việc tiếp theo:",
        "1. Mở tệp, điền theo trang nguồn: https://example.org/9",
        "2. Viết xong thì ghi ngày rà soát và xóa dòng trang_thai.",
        f"3. Gõ motcua check {knowledge / DEER} để xem còn thiếu hay sai gì.",
    ]
    text = (knowledge / DEER).read_text(encoding="utf-8")
    for line in ('ma: "9.000002"', "ten: Nuôi hươu sao", "noi_giai_quyet: Sở Nông nghiệp", "  ngay_xem: 2026-11-21"):
        assert line in text.splitlines()
    assert run(knowledge, "check", str(knowledge / DEER), "--strict", *DAY).exit_code == 0
    checked = run(knowledge, "check", *DAY)
    assert checked.exit_code == 0
    assert "2 thủ tục viết đủ, 1 bản nháp, 1 chủ đề" in checked.output


def test_a_draft_answers_that_it_is_not_ready(knowledge: Path) -> None:
    run(knowledge, "new", "thu-tuc", "9.000002", *DAY)
    assert run(knowledge, "ask", "nuôi hươu sao").output.splitlines() == [
        "Nuôi hươu sao",
        "Phần hướng dẫn việc này đang hoàn thiện. Bạn xem ở Cổng Dịch vụ công quốc gia theo đường dẫn.",
        "Xem thủ tục: https://example.org/9",
        "1. Không phải ý tôi",
    ]


def test_a_commune_may_have_its_own(knowledge: Path) -> None:
    assert run(knowledge, "new", "thu-tuc", "9.000002", "--into", "suoi-mau", *DAY).exit_code == 0
    assert (knowledge / "xa/suoi-mau/thu-tuc/chan-nuoi/nuoi-huou-sao.yaml").is_file()
    assert run(knowledge, "check", *DAY).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("thu-tuc", "1.001193"),
            "Thủ tục 1.001193 đã có tệp {0}/chung/thu-tuc/ho-tich/khai-sinh.yaml. Mở tệp ấy để sửa.",
        ),
        (("thu-tuc", "9.00002"), "Trong danh mục không có mã «9.00002». Có phải là 9.000002 không? Xem lại mã, hoặc"),
        (("thu-tuc", "khai sinh"), "Trong danh mục không có mã «khai sinh». Xem lại mã, hoặc"),
        (
            ("thu-tuc", "9.000002", "--into", "xa-la"),
            "Không có xã nào mang mã «xa-la». Chọn một trong: chung, suoi-mau.",
        ),
        (("xa", "suoi-mau", "--name", "xã A", "--province", "b"), "Đã có {0}/xa/suoi-mau/xa.yaml, nên không ghi đè."),
        (
            ("xa", "../la", "--name", "xã A", "--province", "b"),
            "«../la» không dùng làm tên mã được. Chỉ dùng chữ thường",
        ),
        (
            ("xa", "tin", "--name", "xã A", "--province", "b"),
            "Mã xã «tin» trùng với một địa chỉ riêng của chương trình.",
        ),
        (("xa", "la", "--name", " ", "--province", "b"), "Tên xã và tên tỉnh không được để trống."),
        (
            ("xa", "la", "--name", "Lá", "--province", "b"),
            "Tên «Lá» chưa có cấp: xã, phường hay đặc khu. Viết như: xã Lá.",
        ),
    ],
)
def test_what_can_not_be_made_is_told_and_nothing_is_written(
    knowledge: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = sorted(knowledge.rglob("*"))
    failure = run(knowledge, "new", *arguments).exception
    assert isinstance(failure, OperatorError)
    assert str(failure).startswith(sentence.format(knowledge))
    assert sorted(knowledge.rglob("*")) == before


def test_a_commune_is_made_from_what_is_asked(knowledge: Path) -> None:
    result = run(knowledge, "new", "xa", "doi-mau", typed="xã Đồi Mẫu\nMẫu Giang\n")
    assert result.exit_code == 0
    text = (knowledge / "xa/doi-mau/xa.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../.schema/xa.json\n# Hồ sơ của xã.")
    assert "ten: xã Đồi Mẫu" in text.splitlines()
    plan = (knowledge / "xa/doi-mau/ke-hoach.yaml").read_text(encoding="utf-8")
    assert plan.startswith("# yaml-language-server: $schema=../../.schema/ke-hoach.json\n# Kế hoạch tuyên truyền")
    assert run(knowledge, "check", *DAY).exit_code == 0
    assert run(knowledge, "--commune", "doi-mau", "ask", "mấy giờ mở cửa").exit_code == 0


def test_a_name_typed_over_two_lines_is_one(knowledge: Path) -> None:
    run(knowledge, "new", "xa", "doi-mau", "--name", " xã\n Đồi  Mẫu", "--province", "Mẫu: Giang")
    lines = (knowledge / "xa/doi-mau/xa.yaml").read_text(encoding="utf-8").splitlines()
    assert {"ten: xã Đồi Mẫu", 'tinh: "Mẫu: Giang"'} <= set(lines)


def test_who_says_no_name_makes_nothing(knowledge: Path) -> None:
    assert run(knowledge, "new", "xa", "doi-mau", typed="").exit_code == 1
    assert not (knowledge / "xa/doi-mau").exists()


@pytest.fixture
def with_own_procedures(knowledge: Path) -> Path:
    """The folder; its list also has a procedure of the commune's own province, and one of another."""
    with (knowledge / "chung/danh-muc.csv").open("a", encoding="utf-8") as rows:
        rows.write("9.000008,Nuôi hươu ở đây,Chăn nuôi,,Mẫu Giang,https://example.org/8\n")
        rows.write("9.000009,Nuôi hươu nơi khác,Chăn nuôi,,Mẫu Khê,https://example.org/9\n")
    return knowledge


@pytest.mark.parametrize(
    ("arguments", "province", "example"),
    [
        (("9.000008",), "Mẫu Giang", ", ví dụ --into suoi-mau"),
        (("9.000009",), "Mẫu Khê", ""),
        (("9.000009", "--into", "suoi-mau"), "Mẫu Khê", ""),
    ],
)
def test_the_own_procedure_of_a_province_is_nobody_elses(
    with_own_procedures: Path, arguments: tuple[str, ...], province: str, example: str
) -> None:
    failure = run(with_own_procedures, "new", "thu-tuc", *arguments).exception
    assert str(failure) == (
        f"Thủ tục {arguments[0]} là của riêng {province}, không dùng cho nơi khác. "
        f"Thêm --into và mã một xã ở đó{example}."
    )
    assert not (with_own_procedures / "chung/thu-tuc/chan-nuoi").exists()


def test_the_own_procedure_of_a_province_is_made_for_a_commune_there(with_own_procedures: Path) -> None:
    result = run(with_own_procedures, "new", "thu-tuc", "9.000008", "--into", "suoi-mau", *DAY)
    assert result.exit_code == 0
    assert (with_own_procedures / "xa/suoi-mau/thu-tuc/chan-nuoi/nuoi-huou-o-day.yaml").is_file()


@pytest.mark.parametrize("province", ["tỉnh Mẫu Giang", "Thành phố  Mẫu Giang", "TP. Mẫu Giang", "Mẫu Giang"])
def test_a_province_is_written_by_its_bare_name_as_in_the_lists(knowledge: Path, province: str) -> None:
    run(knowledge, "new", "xa", "doi-mau", "--name", "Phường Đồi Mẫu", "--province", province)
    assert "tinh: Mẫu Giang" in (knowledge / "xa/doi-mau/xa.yaml").read_text(encoding="utf-8").splitlines()
