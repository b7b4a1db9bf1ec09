"""How the groupings, groups and answers of survey statistics are called, on a page and in a file alike."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Capital, Described, Indicator
from dss_core.language.format import MISSING, round_label
from dss_core.language.translate import Translator
from dss_core.model.rounds import Round
from dss_core.usecases.survey_sample import DISTRICT, PLACES, ROUND, SUBDISTRICT, VILLAGE

VILLAGE_DIGITS = 2


@dataclass(frozen=True)
class SurveyWords:
    """The words in one language; ``rounds`` are those of the database."""

    catalog: Catalog
    rounds: tuple[Round, ...]
    translate: Translator

    def value(self, name: str) -> str:
        """A grouping, a score, an indicator or a variable as the reader calls it."""
        _ = self.translate
        names = {
            DISTRICT: _("District"),
            SUBDISTRICT: _("Sub-district"),
            VILLAGE: _("Village"),
            ROUND: _("Survey round"),
        }
        return names.get(name) or self.catalog.label_of(name).read(_.language)

    def measured(self, name: str) -> str:
        """A number with its unit."""
        instrument, language = self.catalog.instrument, self.translate.language
        described: tuple[Indicator | Capital | Described, ...] = (
            *instrument.indicators,
            *instrument.capitals,
            *self.catalog.variables,
            *self.catalog.members,
        )
        unit = next((one.unit.read(language) for one in described if one.id == name), "")
        return f"{self.value(name)} ({unit})" if unit else self.value(name)

    def code(self, name: str, code: Any) -> str:
        """A code of a grouping or of a categorical answer; a dash for a missing one."""
        _, language = self.translate, self.translate.language
        if code is None or pd.isna(code):
            return MISSING
        if name == VILLAGE:
            place, number = str(code)[:-VILLAGE_DIGITS], int(str(code)[-VILLAGE_DIGITS:])
            return _("{place} village no. {number}", place=self._area(place), number=number)
        if name in PLACES:
            return self._area(str(code))
        if name == ROUND:
            found = next(one for one in self.rounds if one.id == code)
            return round_label(found.year, found.wave, language)
        if name in self.catalog.instrument.indicator_ids:
            return _("score {score}", score=f"{float(code):g}")
        variable = self.catalog.described(name)
        # A classed number has codes of classes, and is itself a number where it is described.
        if variable.classes:
            return next(one.label for one in variable.classes if one.code == code).read(language)
        if variable.codes is not None:
            return self.catalog.code_lists[variable.codes].label_of(str(code)).read(language)
        if variable.kind == "flag":
            return _("yes") if float(code) else _("no")
        levels = {float(level.number): level.label for level in self.catalog.instrument.levels}
        return levels[float(code)].read(language)

    def _area(self, code: str) -> str:
        return self.catalog.areas.get(code).name.read(self.translate.language)
