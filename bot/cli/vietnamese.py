"""The command line's own words in Vietnamese: the frame of the help pages, and what is wrong with what was typed.

Click keeps its English in sentences without a name for each; so its sentences are known here by their words, and a test
provokes every one that a command can meet. What commands say themselves is Vietnamese already and stays as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType

import click
from click.exceptions import NoArgsIsHelpError

ASKING_FOR_HELP: Mapping[str, Sequence[str]] = {"help_option_names": ("-h", "--help")}
"""Click's settings for the option that shows the help."""
_FRAME: Mapping[str, str] = {
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Positional arguments": "Tham số",
    "Show this message and exit.": "Xem hướng dẫn này.",
}
_USAGE: Mapping[str, str] = {
    "[OPTIONS]": "[TÙY_CHỌN]",
    "[COMMAND] [ARGS]...": "[LỆNH ...]",
    "COMMAND [ARGS]...": "LỆNH ...",
}
_SENTENCES: Sequence[tuple[str, str]] = (
    (r"Missing command\.", "Thiếu tên lệnh."),
    (r"Got unexpected extra arguments? \((.*)\)", "Thừa «{0}». Bỏ bớt, hoặc đặt cả câu trong ngoặc kép."),
    (r"Option Q requires an argument\.", "Tùy chọn {0} cần một giá trị viết ngay sau nó."),
    (r"Option Q requires (\d+) arguments\.", "Tùy chọn {0} cần {1} giá trị viết ngay sau nó."),
    (r"Option Q does not take a value\.", "Tùy chọn {0} không nhận giá trị. Chỉ viết {0} thôi."),
    (r"Argument Q takes (\d+) values\.", "Tham số {0} cần đủ {1} giá trị."),
    (r"Takes (\d+) values? but .*", "Cần đủ {0} giá trị."),
    (r"(\d+) values are required.*", "Cần đủ {0} giá trị."),
    (r"Q is not a valid integer( range)?\.", "«{0}» không phải là số nguyên."),
    (r"Q is not a valid float( range)?\.", "«{0}» không phải là số."),
    (r"(.*) is not in the range (.*)\.", "{0} nằm ngoài khoảng {1}."),
    (r"Q is not (?:one of )?('.*')\.", "Không có lựa chọn «{0}». Chọn trong: {1}."),
    (r"Q does not match the formats? (.*)\.", "«{0}» không đúng dạng. Viết theo dạng {1}."),
    (r"Q is not a valid .*", "«{0}» không đúng dạng."),
    (r"\w+ Q does not exist\.", "Không thấy «{0}». Xem lại tên."),
    (r"\w+ Q is a file\.", "«{0}» là một tệp, ở đây cần một thư mục."),
    (r"\w+ Q is a directory\.", "«{0}» là một thư mục, ở đây cần một tệp."),
    (r"Q: .+", "Không mở được tệp «{0}». Xem lại tên tệp và quyền đọc."),
    (r"\w+ Q is not (readable|writable|executable)\.", "Không dùng được «{0}». Xem lại quyền của tệp."),
)
"""Click's sentences, with Q for something in quotes, and what to say instead."""


class VietnameseFormatter(click.HelpFormatter):
    """Writes a help page with the headings, and the one help text, that are click's own."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line: how to type the command."""
        for english, vietnamese in _USAGE.items():
            args = args.replace(english, vietnamese)
        super().write_usage(prog, args, "Cách gõ: ")

    def write_heading(self, heading: str) -> None:
        """The line above a list."""
        super().write_heading(_FRAME.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of names and what they do."""
        told = [(name, _FRAME.get(text, text).replace("[required]", "[bắt buộc]")) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class VietnameseContext(click.Context):
    """A command as it is being run: its help is in Vietnamese."""

    formatter_class = VietnameseFormatter

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> bool | None:
        """Leave the command, and note where it was typed wrong: click's parser does not say so of an option's value."""
        if isinstance(exc_value, click.UsageError) and exc_value.ctx is None:
            exc_value.ctx = self
        return super().__exit__(exc_type, exc_value, tb)


class VietnameseGroup(click.Group):
    """A group whose help, and that of every command added to it, is in Vietnamese."""

    context_class = VietnameseContext

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add the command, with those below it."""
        _speak_vietnamese(cmd)
        super().add_command(cmd, name)


def _speak_vietnamese(command: click.Command) -> None:
    command.context_class = VietnameseContext
    # Click keeps the option that it makes first; a command that was once run by itself would not know the group's.
    command.context_settings = {**ASKING_FOR_HELP, **command.context_settings}
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _speak_vietnamese(below)


def worded(error: click.ClickException) -> str:
    """What was typed wrong, where, and how to find out what is right; the help itself where nothing was typed."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return _what(error)
    return f"{context.command_path}: {_what(error)}\nGõ {context.command_path} --help để xem cách dùng."


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchCommand():
            return f"Không có lệnh «{error.command_name}».{_meant(error.possibilities)}"
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}.{_meant(error.possibilities)}"
        case click.MissingParameter():
            sort = "tùy chọn" if _sort(error) == "option" else "tham số"
            return f"Thiếu {sort} {_name(error)}.".replace(" .", ".")
        case click.BadParameter():
            name = _name(error)
            return f"{name}: {_told(error.message)}" if name else _told(error.message)
        case click.FileError():
            return f"Không mở được tệp «{error.ui_filename}». Xem lại tên tệp và quyền đọc."
        case _:
            return _told(error.message)


def _meant(possibilities: Sequence[str] | None) -> str:
    return f" Có phải bạn muốn gõ {' hay '.join(possibilities)} không?" if possibilities else ""


def _sort(error: click.MissingParameter) -> str | None:
    return error.param_type or (error.param.param_type_name if error.param else None)


def _name(error: click.BadParameter) -> str:
    """The option or the argument as the help shows it; "" if it is not known."""
    hint = error.param_hint
    if hint is None and error.param:
        is_option = isinstance(error.param, click.Option)
        hint = error.param.opts if is_option else error.param.human_readable_name
    return hint.replace("'", "") if isinstance(hint, str) else " / ".join(hint or ())


def _told(message: str) -> str:
    """The message, if it is not one of click's own."""
    for english, vietnamese in _SENTENCES:
        found = re.fullmatch(english.replace("Q", """['"](.*?)['"]"""), message, re.DOTALL)
        if found:
            groups = [group or "" for group in found.groups()]
            return vietnamese.format(groups[0] if groups else "", *(group.replace("'", "") for group in groups[1:]))
    return "Cách gõ này chưa đúng." if message.isascii() else message
