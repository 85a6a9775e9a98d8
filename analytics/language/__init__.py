"""German and English sentences, numbers and dates, always with an explicit language."""

from analytics.language.errors import command_sentence, error_sentence
from analytics.language.wording import LANGUAGES, Wording, get_wording

__all__ = ["LANGUAGES", "Wording", "command_sentence", "error_sentence", "get_wording"]
