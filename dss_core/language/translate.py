"""One translator object per run: English source strings in, the reader's language out.

Thai lives in ``data/language/th/LC_MESSAGES/messages.po``, which translators' tools open and ``make words`` keeps in
step with the source. Nothing is installed into the process: two readers may use two languages at the same moment.
"""

from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from dss_core.errors import BadCatalog, BadInput
from dss_core.model.text import LANGUAGES, Language

SOURCE_LANGUAGE: Language = "en"


def N_(message: str) -> str:
    """The message as it is; marks a constant for extraction, to be translated where it is shown."""
    return message


@dataclass(frozen=True)
class Translator:
    """A callable that turns an English source string into the reader's language: ``_ = translator("th", data)``."""

    language: Language
    catalogue: NullTranslations

    def __call__(self, message: str, /, **params: object) -> str:
        """The message in the reader's language, its ``{placeholders}`` filled when parameters are given."""
        if not message:
            return ""  # gettext would answer with the header of the catalogue
        return _filled(self.catalogue.gettext(message), params)

    def n(self, one: str, many: str, count: int, /, **params: object) -> str:
        """The form of the message that fits the count; the count itself is shown only if it is a parameter too."""
        return _filled(self.catalogue.ngettext(one, many, count), params)


def _filled(template: str, params: dict[str, object]) -> str:
    return template.format(**params) if params else template


def translator(language: Language, data_dir: Path) -> Translator:
    """The translator of a language; the catalogue is read again only when its file has changed.

    Raises BadInput for a language the product does not have (the value may come from an address), BadCatalog when
    the catalogue is missing or cannot be read.
    """
    if language not in LANGUAGES:
        raise BadInput("language_unknown", languages=LANGUAGES)
    if language == SOURCE_LANGUAGE:
        return Translator(language, NullTranslations())
    file = Path("language", language, "LC_MESSAGES", "messages.po")
    try:
        changed_at = (data_dir / file).stat().st_mtime_ns
    except OSError as error:
        raise BadCatalog("language_missing_file", file=file) from error
    return _load(language, data_dir, file, changed_at)


@lru_cache(maxsize=8)
def _load(language: Language, data_dir: Path, file: Path, changed_at: int) -> Translator:
    compiled = BytesIO()
    try:
        with (data_dir / file).open("rb") as source:
            write_mo(compiled, read_po(source, locale=language, abort_invalid=True))
    except (PoFileError, ValueError, LookupError) as error:  # what Babel raises for grammar, bytes, unknown charset
        raise BadCatalog("language_syntax", file=file, problem=str(error)) from error
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))
