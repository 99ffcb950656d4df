"""Finding the entry a Vietnamese question is about, and what of it is asked."""

from bot.search.aspects import Aspect
from bot.search.library import Found, Library
from bot.search.question import Question

__all__ = ["Aspect", "Found", "Library", "Question"]
