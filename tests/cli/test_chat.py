"""`motcua chat`: a conversation over standard input."""

from pathlib import Path

from small_knowledge import run


def test_a_conversation_goes_on_until_its_end(knowledge: Path) -> None:
    result = run(knowledge, "chat", "--at", "2026-11-20", typed="việc cá nhân\n\n1\ncòn phí?\n")
    assert result.exit_code == 0
    assert "xã suoi-mau" in result.stdout.splitlines()[0]
    listed, opened, fee = (result.stdout.find(text) for text in ("Bạn hỏi việc nào", "chụp ảnh", "Từ 01/01/2027"))
    assert 0 < listed < opened < fee


def test_the_word_for_leaving_ends_it(knowledge: Path) -> None:
    for word in ("thoát", "THOÁT", "exit", " thoat "):
        result = run(knowledge, "chat", typed=f"chào\n{word}\nđăng ký khai sinh\n")
        assert result.exit_code == 0
        assert "Chào bạn!" in result.stdout
        assert "khai sinh\n1." not in result.stdout
        assert "Cha hoặc mẹ" not in result.stdout


def test_nothing_typed_at_all_ends_without_a_complaint(knowledge: Path) -> None:
    result = run(knowledge, "chat", typed="")
    assert result.exit_code == 0
    assert "Traceback" not in result.output


def test_nothing_is_kept(knowledge: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    run(knowledge, "chat", typed="đăng ký khai sinh\nmua vé xem bóng đá\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_said_about_the_data_is_true_of_a_window_that_keeps_nothing(knowledge: Path) -> None:
    result = run(knowledge, "chat", typed="đăng ký khai sinh, em là Chim Yến\n/dulieu\n/xoadulieu\n1\n/dulieu\n")
    assert "Cuộc trò chuyện này không được ghi lại." in result.stdout.splitlines()[0]
    _, first, rest = result.stdout.split("Dữ liệu về bạn\n")
    assert first.startswith("Cửa sổ này không ghi gì vào máy")
    assert "«đăng ký khai sinh, em là Chim Yến»" in first
    assert "Tôi đã xóa hết dữ liệu về bạn." in first
    assert "Chưa có việc nào bạn đang hỏi." in rest
    for untrue in ("1 ngày", "24 giờ", "90 ngày", "Chỉ còn mã"):
        assert untrue not in first + rest


def test_with_several_communes_one_must_be_named(two_communes: Path) -> None:
    refused = run(two_communes, "chat", typed="chào\n")
    assert refused.exit_code != 0
    assert "doi-mau, suoi-mau" in str(refused.exception)
    assert "xã doi-mau" in run(two_communes, "--commune", "doi-mau", "chat", typed="chào\n").stdout
