"""What the command line says of itself: the help, and what was typed wrong. All of it is Vietnamese."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click import exceptions

from bot.cli import main, motcua
from bot.cli.chat import chat
from bot.cli.vietnamese import VietnameseGroup, worded

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|args|arguments?|positional|show|this|message|exit|error|try|help|for|no|such|missing|"
    r"invalid|value|requires?|an?|the|is|not|got|unexpected|extra|did|you|mean|does|take|default|required|aborted|"
    r"valid|integer|range|exist|file|directory|readable|given|were|could|open)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"--?[a-z][\w-]*|\bFILE\b|\bmotcua(?: [a-z]+)+|^  [a-z]+(?=  )|«.*?»", re.MULTILINE)
"""What is a name and no word: options, the metavar of files, commands, whatever is quoted."""

NO_DAY = "không phải là ngày. Viết năm-tháng-ngày, như 2026-11-20."


def english_in(text: str) -> list[str]:
    return [match[0] for match in ENGLISH.finditer(NAMES.sub("", text))]


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below and below.name == name
            yield from commands(below, (*path, name))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str, str]:
    """The exit code, standard output and standard error of the command with these arguments."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


@pytest.mark.parametrize("path", list(commands(motcua)), ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_of_every_command_holds_no_english_word(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, path: tuple[str, ...], option: str
) -> None:
    code, out, err = said(capsys, *path, option)
    assert (code, err) == (0, "")
    assert out.startswith(f"Cách gõ: {' '.join(('motcua', *path))} [TÙY_CHỌN]")
    assert "Xem hướng dẫn này." in out
    assert english_in(out) == []


def test_the_list_of_english_words_finds_the_words_of_click() -> None:
    plain = click.Group("plain", commands=[click.Command("below")], params=[click.Argument(["x"], help="x")])
    found = {word.lower() for word in english_in(plain.get_help(click.Context(plain)))}
    assert {"usage", "options", "commands", "positional", "arguments", "show", "message", "exit"} <= found


def test_without_a_word_the_help_is_shown_as_wrong_use(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    code, out, err = said(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("Cách gõ: motcua [TÙY_CHỌN] LỆNH ...")
    assert english_in(err) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("asks", "chào"), "motcua: Không có lệnh «asks». Có phải bạn muốn gõ ask không?"),
        (("zzzzzz",), "motcua: Không có lệnh «zzzzzz»."),
        (("ask", "--jso"), "motcua ask: Không có tùy chọn --jso. Có phải bạn muốn gõ --json không?"),
        (("ask", "--zzzzzz"), "motcua ask: Không có tùy chọn --zzzzzz."),
        (("--commune",), "motcua: Tùy chọn --commune cần một giá trị viết ngay sau nó."),
        (("ask", "--at"), "motcua ask: Tùy chọn --at cần một giá trị viết ngay sau nó."),
        (("ask", "--json=1"), "motcua ask: Tùy chọn --json không nhận giá trị. Chỉ viết --json thôi."),
        (("ask", "--at", "mai"), f"motcua ask: --at: «mai» {NO_DAY}"),
        (("check", "--at", "20261120"), f"motcua check: --at: «20261120» {NO_DAY}"),
        (("eval", "--at", "20/11/2026"), f"motcua eval: --at: «20/11/2026» {NO_DAY}"),
        (("diff", "--at", "2026-W47-5"), f"motcua diff: --at: «2026-W47-5» {NO_DAY}"),
        (
            ("coverage", "--at", "2026-02-29"),
            "motcua coverage: --at: Không có ngày 2026-02-29 trong lịch. Viết năm-tháng-ngày, như 2026-11-20.",
        ),
        (("ask",), "motcua ask: Thiếu câu hỏi. Viết câu hỏi sau chữ ask, hoặc dùng --json để đọc từ đầu vào chuẩn."),
        (("eval",), "motcua eval: Thiếu tham số FILE...."),
        (("chat", "xin", "chào"), "motcua chat: Thừa «xin chào». Bỏ bớt, hoặc đặt cả câu trong ngoặc kép."),
        (("--data", "x"), "motcua: Thiếu tên lệnh."),
    ],
)
def test_wrong_use_is_told_in_vietnamese_with_the_way_to_the_help(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = said(capsys, *arguments)
    command = sentence.partition(":")[0]
    assert (code, out) == (2, "")
    assert err == f"{sentence}\nGõ {command} --help để xem cách dùng.\n"


def test_what_a_person_can_mend_is_a_sentence(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    code, out, err = said(capsys, "ask", "chào")
    assert (code, out) == (2, "")
    assert err.startswith("Không có thư mục tri thức")


def test_who_stops_the_command_is_told_so(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise click.Abort

    monkeypatch.setattr(chat, "callback", stopped)
    assert said(capsys, "chat") == (1, "", "Đã dừng.\n")


@click.command("thu")
@click.argument("pair", nargs=2, metavar="CẶP")
@click.option("--so", type=int)
@click.option("--le", type=float)
@click.option("--khoang", type=click.IntRange(1, 5))
@click.option("--mau", type=click.Choice(["đỏ", "xanh"]))
@click.option("--mot", type=click.Choice(["đỏ"]))
@click.option("--luc", type=click.DateTime(["%Y"]))
@click.option("--co", type=click.BOOL)
@click.option("--hai", nargs=2)
@click.option("--tep", type=click.Path(exists=True, dir_okay=False))
@click.option("--thu-muc", type=click.Path(exists=True, file_okay=False))
@click.option("--doc", type=click.File("rb"))
@click.option("--can", required=True)
def trial(**_: object) -> None:
    """Lệnh để thử."""


CLICK_SENTENCES = [
    (("--so", "hai"), "--so: «hai» không phải là số nguyên."),
    (("--le", "hai"), "--le: «hai» không phải là số."),
    (("--khoang", "hai"), "--khoang: «hai» không phải là số nguyên."),
    (("--khoang", "9"), "--khoang: 9 nằm ngoài khoảng 1<=x<=5."),
    (("--mau", "tím"), "--mau: Không có lựa chọn «tím». Chọn trong: đỏ, xanh."),
    (("--mot", "tím"), "--mot: Không có lựa chọn «tím». Chọn trong: đỏ."),
    (("--luc", "mai"), "--luc: «mai» không đúng dạng. Viết theo dạng %Y."),
    (("--co", "ừ"), "--co: «ừ» không đúng dạng."),
    (("--hai", "1"), "Tùy chọn --hai cần 2 giá trị viết ngay sau nó."),
    (("--tep", "khong-co"), "--tep: Không thấy «khong-co». Xem lại tên."),
    (("--tep", "thu-muc"), "--tep: «thu-muc» là một thư mục, ở đây cần một tệp."),
    (("--thu-muc", "tep"), "--thu-muc: «tep» là một tệp, ở đây cần một thư mục."),
    (("--doc", "khong-co"), "--doc: Không mở được tệp «khong-co». Xem lại tên tệp và quyền đọc."),
    (("1", "2"), "Thiếu tùy chọn --can."),
    (("--can", "x"), "Thiếu tham số CẶP."),
    (("--can", "x", "1"), "Tham số pair cần đủ 2 giá trị."),
    (("--can", "x", "1", "2", "3", "4"), "Thừa «3 4». Bỏ bớt, hoặc đặt cả câu trong ngoặc kép."),
]


def raised(*arguments: str) -> click.ClickException:
    group = VietnameseGroup("motcua")
    group.add_command(trial)
    with pytest.raises(click.ClickException) as caught:
        group.main(["thu", *arguments], prog_name="motcua", standalone_mode=False)
    return caught.value


@pytest.mark.parametrize(("arguments", "sentence"), CLICK_SENTENCES)
def test_each_thing_that_click_finds_wrong_is_worded(
    elsewhere: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (elsewhere / "thu-muc").mkdir()
    (elsewhere / "tep").touch()
    assert worded(raised(*arguments)).splitlines()[0] == f"motcua thu: {sentence}"


def test_every_exception_of_click_is_worded_without_an_english_word() -> None:
    context = click.Context(click.Command("thu"), info_name="motcua")
    errors = [
        click.ClickException("No such thing."),
        click.UsageError("No such use.", context),
        click.BadParameter("Invalid thing.", context, param_hint="'--x'"),
        click.BadParameter("Invalid thing."),
        click.MissingParameter(ctx=context, param_hint=["--x", "-y"], param_type="option"),
        click.MissingParameter(ctx=context),
        click.NoSuchOption("--x", ctx=context, possibilities=["--xy", "--xz"]),
        click.NoSuchCommand("x", ctx=context),
        click.BadOptionUsage("--x", "Option '--x' requires an argument.", context),
        click.BadArgumentUsage("Argument 'x' takes 2 values.", context),
        click.FileError("tep.txt", "Permission denied"),
        exceptions.NoArgsIsHelpError(VietnameseGroup("thu").make_context("motcua", [], resilient_parsing=True)),
    ]
    assert {type(error) for error in errors} == {
        each for each in vars(exceptions).values() if isinstance(each, type) and issubclass(each, click.ClickException)
    }
    for error in errors:
        assert english_in(worded(error)) == [], worded(error)
        assert worded(error).strip()


def test_what_a_command_says_itself_stays_as_it_is() -> None:
    assert worded(click.UsageError("Chưa có gì để xem.")) == "Chưa có gì để xem."
    assert worded(click.NoSuchOption("--x", possibilities=["--xy", "--xz"])) == (
        "Không có tùy chọn --x. Có phải bạn muốn gõ --xz hay --xy không?"
    )
    assert worded(click.MissingParameter()) == "Thiếu tham số."


def test_one_command_is_asked_for_without_importing_what_others_need() -> None:
    asked = (
        "import sys; from bot.cli import main\ntry: main(['diff', '--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert "bot.cli.diff" in imported
    assert imported.isdisjoint({"telegram", "httpx", "starlette", "uvicorn", "openpyxl", "bot.channels", "bot.web"})
