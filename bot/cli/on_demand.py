"""Commands that are imported when they are asked for: who wants one of them need not wait for what the others need."""

from collections.abc import Mapping
from pkgutil import resolve_name
from typing import Any

import click

from bot.cli.vietnamese import VietnameseGroup


class GroupOnDemand(VietnameseGroup):
    """A group that knows where each of its commands stands, as `pkgutil.resolve_name` takes it: "bot.cli.ask:ask"."""

    def __init__(self, *arguments: Any, places: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the alphabet."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported if it was not asked for before."""
        if cmd_name in self._places and cmd_name not in self.commands:
            self.add_command(resolve_name(self._places[cmd_name]))
        return super().get_command(ctx, cmd_name)
