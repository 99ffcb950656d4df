"""What a conversation remembers from one message to the next; kept for 24 hours."""

from pydantic import BaseModel, ConfigDict

from bot.messages import Choice
from bot.search import Aspect


class State(BaseModel):
    """The memory of a conversation. Its fields have defaults, so that an older version's state is understood.

    `focus` is what was answered last, `aspects` what was asked of it, `former` what was answered before. `offered` are
    the choices that a number or a name can take, `question` the masked words that led to them. `misses` counts
    questions without an answer in a row. `news_offered` tells that the commune's news were offered, or must not be
    after an emergency.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    focus: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    offered: tuple[Choice, ...] = ()
    question: str = ""
    misses: int = 0
    warned_about_numbers: bool = False
    news_offered: bool = False
