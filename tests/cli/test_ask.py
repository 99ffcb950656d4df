"""`motcua ask`: the contract with whoever reads its lines of JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_knowledge import lines_of, run

import bot

FIELDS = ["conversation", "decision", "ids", "aspects", "choices", "text", "buttons", "ms"]


def asked(knowledge: Path, *given: object, options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    typed = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in given)
    result = run(knowledge, "ask", "--json", *options, typed=typed + "\n")
    assert result.exit_code == 0, result.output
    return lines_of(result)


def test_one_question_is_answered_as_text(knowledge: Path) -> None:
    result = run(knowledge, "ask", "đăng ký khai sinh")
    assert result.exit_code == 0
    assert result.stdout.startswith("Đăng ký khai sinh\nCha hoặc mẹ đăng ký trong 60 ngày.\n")
    assert "\n1. " in result.stdout


def test_words_without_quotes_are_one_question(knowledge: Path) -> None:
    joined = run(knowledge, "ask", "đăng", "ký", "khai", "sinh", "--at", "2026-11-20")
    assert joined.exit_code == 0
    assert joined.stdout == run(knowledge, "ask", "đăng ký khai sinh", "--at", "2026-11-20").stdout


def test_every_line_of_output_has_the_fields_of_the_contract(knowledge: Path) -> None:
    told = asked(knowledge, "phí đăng ký khai sinh", "việc cá nhân", "mua vé xem bóng đá", "chào bạn")
    assert [list(line) for line in told] == [FIELDS] * 4
    assert [line["decision"] for line in told] == ["answer", "choose", "none", "social"]
    assert [line["ids"] for line in told] == [["1.001193"], [], [], []]
    assert [line["aspects"] for line in told] == [["fee"], [], [], []]
    assert [line["choices"] for line in told] == [[], ["1.014063", "1.001193"], [], []]
    assert told[1]["buttons"] == ["Cấp đổi thẻ căn cước", "Đăng ký khai sinh"]
    assert all(line["conversation"] is None for line in told)
    assert all(isinstance(line["ms"], float) and line["ms"] >= 0 for line in told)


def test_the_text_holds_all_messages_with_blank_lines_between(knowledge: Path) -> None:
    (line,) = asked(knowledge, "0900000000 phí đăng ký khai sinh")
    warning, _, rest = str(line["text"]).partition("\n\n")
    assert "đừng gửi số" in warning
    assert rest.startswith("Đăng ký khai sinh")


def test_lines_of_one_conversation_share_its_state_and_others_do_not(knowledge: Path) -> None:
    told = asked(
        knowledge,
        {"conversation": "a", "text": "đăng ký khai sinh"},
        {"conversation": "b", "text": "đổi thẻ căn cước"},
        {"conversation": "a", "text": "còn phí?"},
        {"conversation": "b", "text": "còn phí?"},
        {"text": "còn phí?"},
        "còn phí?",
    )
    assert [line["conversation"] for line in told] == ["a", "b", "a", "b", None, None]
    assert [line["ids"] for line in told[2:4]] == [["1.001193"], ["1.014063"]]
    assert all(line["ids"] not in (["1.001193"], ["1.014063"]) for line in told[4:])


def test_the_day_of_a_line_outranks_the_option_and_the_option_the_setting(
    knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2027-05-01T09:00:00+07:00")
    question = "đổi thẻ căn cước hết bao nhiêu tiền"
    assert "50.000" in str(asked(knowledge, question)[0]["text"])
    told = asked(knowledge, question, {"text": question, "at": "2027-01-01"}, options=("--at", "2026-12-31"))
    assert "25.000 đồng (đến hết 31/12/2026)" in str(told[0]["text"])
    assert "25.000" not in str(told[1]["text"])


@pytest.mark.parametrize(
    ("moment", "fee"), [("2026-12-31T16:59:59+00:00", "25.000"), ("2026-12-31T17:00:00+00:00", "50.000")]
)
def test_the_year_begins_when_it_begins_in_vietnam(
    knowledge: Path, monkeypatch: pytest.MonkeyPatch, moment: str, fee: str
) -> None:
    monkeypatch.setenv("MOTCUA_NOW", moment)
    assert f"\n{fee} đồng" in str(asked(knowledge, "đổi thẻ căn cước hết bao nhiêu tiền")[0]["text"])


def test_blank_lines_are_skipped(knowledge: Path) -> None:
    assert len(asked(knowledge, "", "chào bạn", "   ", "\t", "cảm ơn")) == 2


BROKEN = [
    '{"text": "chào"',
    '{"conversation": "a"}',
    '{"text": 5}',
    '{"text": null}',
    '{"text": "chào", "at": "hôm nay"}',
    '{"text": "chào", "at": "2026-02-30"}',
    '{"text": "chào", "at": "20261120"}',
    '{"text": "chào", "at": "2026-W47-5"}',
    '{"text": "chào", "at": "20/11/2026"}',
    '{"text": "chào", "at": ""}',
    '{"text": ""}',
    '{"text": " \\t "}',
    '{"text": "chào", "text": "chào"}',
    '{"text": "chào", "at": null, "at": null}',
    "[1,2]",
    '["chào"]',
    '[{"text": "chào"}]',
    "[1",
    '{"text": "chào", "commune": "khong-co"}',
    '{"text": "chào", "txet": "chào"}',
    '{"text": "chào"} {"text": "chào"}',
    "{}",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_says_why_and_the_rest_goes_on(knowledge: Path, broken: str) -> None:
    result = run(knowledge, "ask", "--json", typed=f"chào bạn\n{broken}\ncảm ơn\n")
    first, error, last = lines_of(result)
    assert result.exit_code == 2
    assert list(error) == ["error"]
    assert len(error["error"]) > 20
    assert first["decision"] == last["decision"] == "social"


@pytest.mark.parametrize("line", ['"chào"', "12", "null", "true", "-1.5", "}{"])
def test_a_line_that_does_not_begin_like_an_object_is_a_bare_question(knowledge: Path, line: str) -> None:
    assert list(asked(knowledge, line)[0]) == FIELDS


def test_a_repeated_key_is_named(knowledge: Path) -> None:
    result = run(knowledge, "ask", "--json", typed='{"text": "chào", "text": "cảm ơn"}\n')
    assert lines_of(result) == [{"error": "Mục text viết hai lần. Giữ lại một."}]


def test_bytes_that_are_no_text_and_a_byte_order_mark_do_no_harm(knowledge: Path) -> None:
    result = run(knowledge, "ask", "--json", typed=b'\xef\xbb\xbf{"text": "ch\xc3\xa0o"}\n\xff\xfe\x00 ch\xc3\xa0o\r\n')
    assert result.exit_code == 0
    first, _ = lines_of(result)
    assert first["decision"] == "social"


@pytest.mark.parametrize("text", ["\\ud800", "đăng ký khai sinh \\udfff", "\\u0000", "\\u202e"])
def test_strange_characters_in_json_get_a_line_back(knowledge: Path, text: str) -> None:
    result = run(knowledge, "ask", "--json", typed=f'{{"text": "{text}", "conversation": "a"}}\nchào\n')
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(lines_of(result)) == 2


def test_deeply_nested_json_is_a_broken_line(knowledge: Path) -> None:
    result = run(knowledge, "ask", "--json", typed='{"text": ' + "[" * 100_000 + "\nchào\n")
    assert result.exit_code == 2
    assert [list(line) for line in lines_of(result)] == [["error"], FIELDS]


def test_each_line_may_name_its_commune_where_there_are_several(two_communes: Path) -> None:
    told = asked(
        two_communes,
        {"text": "mấy giờ mở cửa", "commune": "doi-mau"},
        {"text": "mấy giờ mở cửa", "commune": "suoi-mau"},
    )
    assert ["xã doi-mau" in str(line["text"]) for line in told] == [True, False]
    result = run(two_communes, "ask", "--json", typed="mấy giờ mở cửa\n")
    assert result.exit_code == 2
    assert "doi-mau, suoi-mau" in lines_of(result)[0]["error"]
    assert "xã suoi-mau" in run(two_communes, "--commune", "suoi-mau", "ask", "mấy giờ mở cửa").stdout


@pytest.mark.parametrize(
    "arguments", [(), ("",), (" ", " "), ("--json", "câu hỏi"), ("--at", "mai", "chào"), ("--no-such-option",)]
)
def test_wrong_use_ends_with_two_and_a_sentence(knowledge: Path, arguments: tuple[str, ...]) -> None:
    result = run(knowledge, "ask", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()


def from_a_shell(knowledge: Path, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("MOTCUA_")}
    environment["PYTHONPATH"] = str(Path(bot.__file__).parent.parent)
    command = [sys.executable, "-m", "bot", "--knowledge", str(knowledge), *arguments]
    return subprocess.run(command, input=typed, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("arguments", [("ask", "chào"), ("ask", "--json"), ("chat",), ("eval", "khong-co.yaml")])
def test_a_folder_that_is_not_there_is_a_sentence_and_exit_code_two(
    elsewhere: Path, arguments: tuple[str, ...]
) -> None:
    ended = from_a_shell(elsewhere / "khong-co", *arguments)
    assert ended.returncode == 2
    assert "Không có thư mục" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    assert ended.stdout == b""


def test_an_unknown_commune_is_a_sentence_and_exit_code_two(knowledge: Path) -> None:
    ended = from_a_shell(knowledge, "--commune", "khong-co", "ask", "chào")
    assert ended.returncode == 2
    assert "suoi-mau" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr


def test_each_line_is_out_before_the_next_one_is_in(knowledge: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(bot.__file__).parent.parent)}
    command = [sys.executable, "-m", "bot", "--knowledge", str(knowledge), "ask", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdin
        assert running.stdout
        for text in ("chào bạn", "đăng ký khai sinh"):
            running.stdin.write(f"{text}\n".encode())
            running.stdin.flush()
            assert list(json.loads(running.stdout.readline())) == FIELDS
        running.stdin.close()
        assert running.wait() == 0
