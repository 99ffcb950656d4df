"""The question before something that can not be taken back."""

import click

_YES = {"có", "co", "c", "yes", "y"}
NOT_AGREED = "Chưa làm gì. Muốn làm mà không cần hỏi lại, thêm --yes."


def agreed(question: str) -> bool:
    """Whether the person at the keyboard says yes; no answer at all is a no. Asks on standard error."""
    try:
        answer: str = click.prompt(
            f"{question} Gõ có để đồng ý", default="không", show_default=False, prompt_suffix=": ", err=True
        )
    except click.Abort:
        click.echo(err=True)
        return False
    return answer.strip().lower() in _YES
