"""A label in both languages of the product."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")


@dataclass(frozen=True)
class Text:
    """The same words in Thai and in English."""

    th: str
    en: str

    def read(self, language: Language) -> str:
        """The words in the language asked for."""
        return self.th if language == "th" else self.en
