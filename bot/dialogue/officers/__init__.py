"""An officer's conversation: announcements written, approved, looked at and stopped in a chat. Pure.

It is asked before the citizens' conversation, with what is loaded in the transaction of the message, and answers None
to whatever is none of its business. A turn may want a deed done; what is said then depends on how the deed ended.
"""

from bot.dialogue.officers.conversation import concluded, respond
from bot.dialogue.officers.deeds import Deed, Done, Facts, Turn
from bot.dialogue.officers.talk import Talk

__all__ = ["Deed", "Done", "Facts", "Talk", "Turn", "concluded", "respond"]
