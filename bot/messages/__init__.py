"""What passes between a citizen and the bot, whatever the channel."""

from bot.messages.incoming import Attachment, Incoming
from bot.messages.reply import Choice, Link, Reply, plain_text

__all__ = ["Attachment", "Choice", "Incoming", "Link", "Reply", "plain_text"]
