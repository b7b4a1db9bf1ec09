"""Areas as people write them: by name, with the words for their level, in an address, or by an abolished code."""

import re
from dataclasses import dataclass
from functools import cached_property

import geothai
from geothai.abolished import abolished_areas

from dss_core.catalog.areas import Areas
from dss_core.intake.suggestions import likely_word
from dss_core.model.areas import CODE_LENGTH, Area, AreaLevel

LEVEL_WORDS = {
    AreaLevel.SUBDISTRICT: r"ตำบล|แขวง|ต\.|tambon|sub-?district",
    AreaLevel.DISTRICT: r"กิ่งอำเภอ|อำเภอ|เขต|อ\.|amphoe|(?<!sub-)(?<!sub)district",
    AreaLevel.PROVINCE: r"จังหวัด|จ\.|changwat|province",
}
MARKED = re.compile("|".join(f"(?P<{level}>{words})" for level, words in LEVEL_WORDS.items()), re.IGNORECASE)
MARKS = re.compile(r"[\s.,'()\u200b\ufeff-]+")


def plain_name(text: str) -> str:
    """A name as it is compared: without case, blanks, dots and dashes."""
    return MARKS.sub("", text).casefold()


def written_parts(text: str, level: AreaLevel) -> dict[AreaLevel, str]:
    """The names in an address by level; a text without a word for a level is a name of ``level``.

    >>> written_parts("ต.คำสร้อย อ. นิคม", AreaLevel.SUBDISTRICT)
    {<AreaLevel.SUBDISTRICT: 'subdistrict'>: 'คำสร้อย', <AreaLevel.DISTRICT: 'district'>: 'นิคม'}
    """
    marks = list(MARKED.finditer(text))
    if not marks:
        return {level: text.strip()}
    parts = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = text[mark.end() : following.start() if following else len(text)].strip(" ,")
        if name:
            parts[AreaLevel(str(mark.lastgroup))] = name
    return parts


@dataclass(frozen=True)
class AreaNames:
    """The names of a province's areas, looked up as people write them."""

    areas: Areas

    def code_of(self, text: str, level: AreaLevel) -> str | None:
        """The code of the one area of a level that a text names with its official name; None otherwise."""
        parts = written_parts(text, level)
        name = parts.get(level)
        # Names within a level are few: the official ones, and the other spellings that the catalogue lists.
        found = {code for code in self._by_name[level].get(plain_name(name or ""), ()) if self._fits(code, parts)}
        return found.pop() if len(found) == 1 else None

    def suggest(self, text: str, level: AreaLevel) -> str | None:
        """What should probably stand there: a code for a code, a Thai name for a name."""
        if text.isascii() and text.isdigit():
            return self.successor(text, level)
        parts = written_parts(text, level)
        name = parts.get(level)
        if not name or plain_name(name) in self._by_name[level]:
            return None  # the name is right and what stands around it is not: nobody can know which was meant
        within = parts.get(AreaLevel.DISTRICT) if level is AreaLevel.SUBDISTRICT else None
        # The same place in another spelling of geothai, where the district tells which of several it is.
        known = [a.subdistrict.code for a in geothai.match(name, district=within)] if within else []
        near = [code for code in known if self.areas.has(code)]
        if len(near) == 1:
            return self.areas.get(near[0]).name.th
        return likely_word(plain_name(name), self._spellings[level])

    def successor(self, code: str, level: AreaLevel) -> str | None:
        """The one code of today behind an abolished code of this province; None where there is none or several."""
        if len(code) != CODE_LENGTH[level]:
            return None
        today = {one for one in self._successors.get(code, ()) if self.areas.has(one)}
        return today.pop() if len(today) == 1 else None

    def is_abolished(self, code: str) -> bool:
        """Whether a code was an area of this province once."""
        return code in self._successors

    def _fits(self, code: str, parts: dict[AreaLevel, str]) -> bool:
        """Whether the names of the areas around it, where an address tells them, are the right ones."""
        for level, name in parts.items():
            around = self.areas.get(code[: CODE_LENGTH[level]]) if CODE_LENGTH[level] < len(code) else None
            if around is not None and around.code not in self._by_name[level].get(plain_name(name), ()):
                return False
        return True

    @cached_property
    def _by_name(self) -> dict[AreaLevel, dict[str, set[str]]]:
        found: dict[AreaLevel, dict[str, set[str]]] = {level: {} for level in AreaLevel}
        for area in self.areas.all:
            for name in self._names_of(area):
                found[area.level].setdefault(plain_name(name), set()).add(area.code)
        return found

    def _names_of(self, area: Area) -> list[str]:
        others = [
            variant for variant, code in self.areas.aliases.items() if code == area.code and not variant.isdigit()
        ]
        # People write "เมือง" for the district of the province's capital, whose name holds the province's.
        short = area.name.th.removesuffix(self.areas.province.name.th) if area.level is AreaLevel.DISTRICT else ""
        return [name for name in (area.name.th, area.name.en, short, *others) if name]

    @cached_property
    def _spellings(self) -> dict[AreaLevel, dict[str, str]]:
        return {
            level: {spelling: self.areas.get(min(codes)).name.th for spelling, codes in names.items()}
            for level, names in self._by_name.items()
        }

    @cached_property
    def _successors(self) -> dict[str, tuple[str, ...]]:
        province = self.areas.province.code
        return {area.code: area.successors for area in abolished_areas() if area.code.startswith(province)}
