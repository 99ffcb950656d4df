"""One broken file in a folder that is otherwise in order: what is said, where, and that the rest is served."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_files import (
    COMMUNE,
    HOI_DAP,
    PROCEDURE,
    THU_TUC,
    TOPIC,
    TU_VUNG,
    VALID,
    VOCABULARY,
    XA,
    procedure,
    topic,
    write,
)

from bot.files.folder import load
from bot.knowledge.topic import Topic

BROKEN: list[tuple[str, str | bytes, list[str]]] = [
    (THU_TUC, "", ["1: Tệp này chưa có nội dung. Viết vào, hoặc xóa tệp."]),
    (THU_TUC, "# chưa viết\n", ["1: Tệp này chưa có nội dung. Viết vào, hoặc xóa tệp."]),
    (THU_TUC, b"ma: \xff\n", ["1: Chữ trong tệp không phải mã UTF-8. Mở tệp, chọn lưu lại với bảng mã UTF-8."]),
    (THU_TUC, "#" * 1_000_001, ["1: Tệp này lớn hơn 1 MB. Chia thành nhiều tệp nhỏ."]),
    (THU_TUC, PROCEDURE + "\x00", [
        "12: Dòng này có một ký tự lạ, không nhìn thấy được (U+0000). Xóa cả dòng rồi gõ lại."]),
    (THU_TUC, PROCEDURE + "\tbuu_chinh: có\n", [
        "12: Dòng này thụt vào bằng phím Tab. Xóa đi rồi thụt bằng dấu cách, hai dấu một cấp."]),
    (THU_TUC, PROCEDURE + "ten: Lần nữa\n", ["12: Mục «ten» viết hai lần, lần đầu ở dòng 2. Giữ lại một, xóa chỗ kia."]),
    (THU_TUC, PROCEDURE.replace('"1.000001"', "1.1"), [
        '1: «1.1» không phải là mã thủ tục. Viết như trên Cổng Dịch vụ công, ví dụ "1.001193".']),
    (THU_TUC, PROCEDURE + "buu_chinh: chắc có\ntrucc_tuyen: không\nthoi_han: 3 ngày\n", [
        "12: Không dùng được «chắc có» ở đây. Chọn một trong: có, không, chưa rõ.",
        "13: Không có mục «trucc_tuyen» ở đây. Có phải bạn muốn viết «truc_tuyen» không?",
        "14: Chỗ này phải là danh sách, không phải một dòng chữ. Viết mỗi ý một dòng, bắt đầu bằng dấu gạch ngang."]),
    (THU_TUC, PROCEDURE + "le_phi:\n  muc:\n    - so_tien: 50.000\n      cach_tinh: theo mét vuông\n", [
        "14: Mỗi mức phí cần đúng một trong ba: so_tien, ai_quyet_dinh, cach_tinh. Giữ lại một, bỏ hai."]),
    (THU_TUC, PROCEDURE + "le_phi:\n  muc:\n    - so_tien: 50 đồng\n", [
        "14: Số tiền 50 đồng nhỏ bất thường. Xem lại: có phải thiếu ba số 0 không?"]),
    (THU_TUC, PROCEDURE + "lien_quan: 1.000002\n", [
        "12: Chỗ này phải là danh sách, không phải một dòng chữ. Viết mỗi ý một dòng, bắt đầu bằng dấu gạch ngang."]),
    (HOI_DAP, TOPIC.replace("{gio_lam_viec}", "{gio lam viec} và {xa}"), [
        "4: Không có chỗ điền «{gio lam viec}». Có phải bạn muốn viết {gio_lam_viec} không?"]),
    (HOI_DAP, TOPIC + "tinh_huong:\n  - ten: x\n    cach_hoi: y\n    tra_loi: \"{abc}\"\n", [
        "9: Không có chỗ điền «{abc}». Dùng một trong: {xa}, {tinh}, {mot_cua}, {cong_an}, {dia_chi}, "
        "{gio_lam_viec}, {duong_day_nong}, {lich_tiep_cong_dan}."]),
    (XA, COMMUNE.replace("ma: suoi-mau", "ma: suoi-khac"), [
        "1: Mã «suoi-khac» khác tên thư mục «suoi-mau». Viết «ma: suoi-mau», hoặc đổi tên thư mục."]),
    (TU_VUNG, "tu_dem: [ạ]\nviet_tat: gks\n", [
        "2: Chỗ này phải gồm các dòng «từ: nghĩa». Bỏ dấu gạch ngang, viết mỗi từ một dòng."]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "content", "sentences"), BROKEN)
def test_a_broken_file_is_told_with_its_lines_and_set_aside(
    tmp_path: Path, path: str, content: str | bytes, sentences: list[str]
) -> None:
    good = load(write(tmp_path, VALID))
    write(tmp_path, {path: content})
    for loaded in (load(tmp_path), load(tmp_path, good)):
        assert [str(problem) for problem in loaded.problems] == [f"{path}:{sentence}" for sentence in sentences]
        assert loaded.set_aside == (path,)
    assert load(tmp_path, good).communes == good.communes


BROKEN_LINKS: list[tuple[dict[str, str | bytes | None], list[str]]] = [
    ({HOI_DAP: TOPIC + "lien_quan:\n  - 1.000001\n  - gio-lam-viecc\n"}, [
        f"{HOI_DAP}:8: Không có thủ tục, chủ đề nào mang mã «gio-lam-viecc». Có phải là «gio-lam-viec» không?"]),
    ({THU_TUC: PROCEDURE + 'lien_quan:\n  - "9.999999"\nhieu_luc:\n  thay_bang: "9.999998"\n'}, [
        f"{THU_TUC}:13: Không có thủ tục, chủ đề nào mang mã «9.999999». Xem lại mã, hoặc xóa dòng này.",
        f"{THU_TUC}:15: Không có thủ tục, chủ đề nào mang mã «9.999998». Xem lại mã, hoặc xóa dòng này."]),
    ({THU_TUC: PROCEDURE + "tinh_huong:\n  - ten: x\n    cach_hoi: y\n    tra_loi: z\n    chuyen_sang: 9.999999\n"}, [
        f"{THU_TUC}:16: Không có thủ tục, chủ đề nào mang mã «9.999999». Xem lại mã, hoặc xóa dòng này."]),
    ({TU_VUNG: VOCABULARY + 'hay_hoi:\n  - "1.000001"\n  - 9.999999\n'}, [
        f"{TU_VUNG}:8: Không có thủ tục, chủ đề nào mang mã «9.999999». Xem lại mã, hoặc xóa dòng này."]),
    ({TU_VUNG: 'dung_chung:\n  - cum_tu: giấy tờ\n    ma:\n      - "1.000001"\n      - 9.999999\n'}, [
        f"{TU_VUNG}:5: Không có thủ tục, chủ đề nào mang mã «9.999999». Xem lại mã, hoặc xóa dòng này."]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "sentences"), BROKEN_LINKS)
def test_a_link_that_leads_nowhere_is_told_and_nothing_but_the_link_is_lost(
    tmp_path: Path, files: dict[str, str | bytes | None], sentences: list[str]
) -> None:
    good = load(write(tmp_path, VALID))
    write(tmp_path, files)
    for loaded in (load(tmp_path), load(tmp_path, good)):
        assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == sentences
        assert loaded.set_aside == ()
        assert loaded.communes["suoi-mau"].entries.keys() == good.communes["suoi-mau"].entries.keys()


def test_what_stands_beside_a_broken_link_is_served(tmp_path: Path) -> None:
    situation = "  - {ten: x, cach_hoi: y, tra_loi: Ra xã., chuyen_sang: '9.999999'}\n"
    more = (
        f"lien_quan: [khong-co, '1.000002']\nhieu_luc: {{den: 2026-12-31, thay_bang: '9.9'}}\ntinh_huong:\n{situation}"
    )
    new = TOPIC.replace("Giờ làm việc", "Giờ mới") + more.replace("'9.9'", "'9.999998'")
    loaded = load(write(tmp_path, {**VALID, HOI_DAP: new}))
    topic_now = loaded.communes["suoi-mau"].entries["gio-lam-viec"]
    assert isinstance(topic_now, Topic)
    assert len(loaded.problems) == 3
    assert (topic_now.name, topic_now.related) == ("Giờ mới", ("1.000002",))
    assert (str(topic_now.in_force.until), topic_now.in_force.replaced_by) == ("2026-12-31", None)
    assert (topic_now.situations[0].answer, topic_now.situations[0].leads_to) == ("Ra xã.", None)


REFERENCES: list[tuple[dict[str, str | bytes | None], list[str]]] = [
    ({THU_TUC: PROCEDURE + "don_vi: mot-cuaa\n"}, [
        f"{THU_TUC}:12: Không có đơn vị nào mang mã «mot-cuaa». Có phải là «mot-cua» không?"]),
    ({THU_TUC: PROCEDURE + "don_vi: kho-bac\n"}, [
        f"{THU_TUC}:12: Không có đơn vị nào mang mã «kho-bac». Viết mã của một đơn vị trong xa.yaml."]),
    ({"chung/thu-tuc/x.yaml": PROCEDURE.replace("Đăng ký mẫu", "Bản sao").replace("làm giấy mẫu", "khác")}, [
        "chung/thu-tuc/x.yaml:1: Mã «1.000001» đã dùng ở chung/thu-tuc/ho-tich/mau.yaml. "
        "Giữ lại một tệp, hoặc sửa mã."]),
    ({"chung/hoi-dap/x.yaml": topic("gio-lam-viec")}, [
        f"chung/hoi-dap/x.yaml:1: Mã «gio-lam-viec» đã dùng ở {HOI_DAP}. Giữ lại một tệp, hoặc sửa mã."]),
    ({"xa/suoi-mau/thu-tuc/x.yaml": 'sua_cho: "1.000002"\nra_soat: 2026-11-01\n'}, [
        "xa/suoi-mau/thu-tuc/x.yaml:1: Không có thủ tục chung nào mang mã 1.000002. "
        "Xem lại mã; nếu là thủ tục riêng của xã thì viết đủ, với dòng «ma»."]),
    ({"xa/suoi-mau/thu-tuc/x.yaml": 'sua_cho: "1.000001"\nra_soat: 2026-11-01\ndon_vi: cong-an\n'}, [
        "xa/suoi-mau/thu-tuc/x.yaml:3: Không có đơn vị nào mang mã «cong-an». Viết mã của một đơn vị trong xa.yaml."]),
    ({f"xa/suoi-mau/thu-tuc/{name}.yaml": 'sua_cho: "1.000001"\nra_soat: 2026-11-01\n' for name in "ab"}, [
        "xa/suoi-mau/thu-tuc/b.yaml:1: Mã «1.000001» đã dùng ở xa/suoi-mau/thu-tuc/a.yaml. "
        "Giữ lại một tệp, hoặc sửa mã."]),
    ({"xa/suoi-mau/thu-tuc/x.yaml": procedure("1.000001")}, [
        f"xa/suoi-mau/thu-tuc/x.yaml:1: Thủ tục 1.000001 đã có bản chung ở {THU_TUC}. "
        "Chỉ viết phần khác, dưới dòng «sua_cho» thay cho dòng «ma»."]),
    ({"xa/vuc-mau/xa.yaml": COMMUNE.replace("suoi-mau", "vuc-mau")}, [
        f"xa/vuc-mau/xa.yaml:4: Mã «00001» đã dùng ở {XA}. Mỗi xã có một mã riêng; xem lại."]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "sentences"), REFERENCES)
def test_what_does_not_fit_between_files_is_told_and_nothing_else_suffers(
    tmp_path: Path, files: dict[str, str | bytes | None], sentences: list[str]
) -> None:
    good = load(write(tmp_path, VALID))
    write(tmp_path, files)
    for loaded in (load(tmp_path), load(tmp_path, good)):
        assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == sentences
        assert loaded.set_aside == (sentences[0].partition(":")[0],)
    assert good.communes.items() <= load(tmp_path, good).communes.items() or "xa/suoi-mau/thu-tuc/a.yaml" in files


def test_of_two_files_with_one_code_the_one_that_was_served_before_stays(tmp_path: Path) -> None:
    good = load(write(tmp_path, VALID))
    write(tmp_path, {"chung/thu-tuc/a-copy.yaml": procedure("1.000001")})
    loaded = load(tmp_path, good)
    assert loaded.set_aside == ("chung/thu-tuc/a-copy.yaml",)
    assert loaded.communes == good.communes


def test_a_commune_whose_official_code_is_taken_is_served_without_it(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, "xa/vuc-mau/xa.yaml": COMMUNE.replace("suoi-mau", "vuc-mau")})
    communes = load(tmp_path).communes
    assert communes["suoi-mau"].commune.official_code == "00001"
    assert communes["vuc-mau"].commune.official_code is None
    assert communes["vuc-mau"].commune.contacts.hotline == "0900000000"


def test_of_the_vocabulary_only_the_group_with_the_unknown_id_goes(tmp_path: Path) -> None:
    groups = "dung_chung:\n  - {cum_tu: a, ma: [x, y]}\n  - {cum_tu: b, ma: ['1.000001', '1.000002']}\n"
    loaded = load(write(tmp_path, {**VALID, TU_VUNG: "viet_tat: {a: b}\n" + groups}))
    vocabulary = loaded.communes["suoi-mau"].vocabulary
    assert [group.phrases for group in vocabulary.shared] == [("b",)]
    assert vocabulary.abbreviations == {"a": "b"}


def test_of_a_file_that_is_nothing_but_mistakes_a_hundred_are_told(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, HOI_DAP: TOPIC + "ma: x\n" * 1000})
    problems = load(tmp_path).problems
    assert len(problems) == 101
    assert str(problems[-1]) == (
        f"{HOI_DAP}:105: Tệp này còn 900 chỗ sai nữa. Sửa những chỗ trên trước rồi kiểm tra lại."
    )


def test_a_broken_file_does_not_break_those_that_refer_to_it(tmp_path: Path) -> None:
    write(
        tmp_path, {**VALID, HOI_DAP: TOPIC + "lien_quan: [khac]\n", "chung/hoi-dap/khac.yaml": topic("khac") + "x: ["}
    )
    loaded = load(tmp_path)
    assert loaded.set_aside == ("chung/hoi-dap/khac.yaml",)
    entries = loaded.communes["suoi-mau"].entries
    assert "gio-lam-viec" in entries
    assert "khac" not in entries


@pytest.mark.parametrize("code", ["static", "webhook", "healthz", "tin"])
def test_a_commune_may_not_be_named_like_an_address_of_the_program(tmp_path: Path, code: str) -> None:
    path = f"xa/{code}/xa.yaml"
    commune = "ten: xã Khe Mẫu\ntinh: Tỉnh Khác\n"
    loaded = load(write(tmp_path, {**VALID, path: f"{commune}ma: {code}\n"}))
    assert [str(problem) for problem in loaded.problems] == [
        f"{path}:3: Mã xã «{code}» trùng với một địa chỉ riêng của chương trình. "
        "Đặt mã khác, và đổi tên thư mục theo mã ấy."
    ]
    assert list(loaded.communes) == ["suoi-mau"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(VALID)), st.binary(max_size=200), st.integers(0, 400), st.integers(0, 40))
def test_bytes_of_any_kind_anywhere_in_a_file_never_raise(
    tmp_path: Path, path: str, junk: bytes, at: int, cut: int
) -> None:
    good = load(write(tmp_path, VALID))
    whole = VALID[path].encode()
    write(tmp_path, {path: whole[:at] + junk + whole[at + cut :]})
    for loaded in (load(tmp_path), load(tmp_path, good)):
        for problem in loaded.problems:
            assert problem.line >= 1
            assert problem.what.endswith(".")
    assert "suoi-mau" in load(tmp_path, good).communes
