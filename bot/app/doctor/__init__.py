"""Whether everything that the program needs is in order, and what to do where it is not."""

from bot.app.doctor.configuration import Configuration, read_configuration
from bot.app.doctor.examination import ChannelCheck, examine
from bot.app.doctor.finding import Finding, Level

__all__ = ["ChannelCheck", "Configuration", "Finding", "Level", "examine", "read_configuration"]
