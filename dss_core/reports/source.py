"""The line that says where the figures of a report come from, to be quoted with them."""

from dss_core.catalog.areas import Areas
from dss_core.language.format import moment, number, round_label
from dss_core.language.translate import Translator
from dss_core.model.provenance import Provenance


def source_line(provenance: Provenance, areas: Areas, _: Translator) -> str:
    """Whether the data are synthetic, round, freeze id, number of households, as-of moment and area, in one line.

    ``NotFound`` (area_unknown) for an area that the province does not have.
    """
    language, codes = _.language, provenance.area_code.split(",")
    parts = [
        _("Synthetic data: no household here is real") if provenance.is_synthetic else "",
        round_label(provenance.year, provenance.wave, language),
        _("freeze id {freeze}", freeze=provenance.freeze_id),
        _("n = {count} households", count=number(provenance.household_count, language)),
        _("as of {moment}", moment=moment(provenance.updated_at, language)),
        # Last, because it can be long and a sheet's footer has little room.
        _("area {area}", area=", ".join(areas.get(code).name.read(language) for code in codes)),
    ]
    return _("Source: {source}", source=" · ".join(part for part in parts if part))
