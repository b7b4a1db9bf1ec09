"""What the definitions must say about each other; one function per rule, each raises BadCatalog for the first break."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Described, Preset, Variable
from dss_core.catalog.files import CODES, INSTRUMENT, MEMBERS, NEEDS, PRESETS, PROGRAMMES, VARIABLES, bad, by_id
from dss_core.catalog.formats import ColumnFormat
from dss_core.catalog.planning import check_planning
from dss_core.catalog.poverty import check_names
from dss_core.catalog.programmes import check_programmes
from dss_core.catalog.ranking import check_proxy_names
from dss_core.catalog.research import check_research_names
from dss_core.catalog.routes import check_route_names
from dss_core.model.households import LEVEL

TOLERANCE = 1e-9
MOST_NAMES_SHOWN = 10
PLACES = ("district", "subdistrict", "village")


def check(catalog: Catalog) -> None:
    """Nothing when the definitions fit together; BadCatalog for the first one that does not."""
    for rule in RULES:
        rule(catalog)


def ids_are_unique(catalog: Catalog) -> None:
    """No id stands for two things; indicators, capitals and variables share one set of names."""
    instrument = catalog.instrument
    capitals = by_id(INSTRUMENT, "capitals", instrument.capitals)
    indicators = by_id(INSTRUMENT, "indicators", instrument.indicators)
    variables = by_id(VARIABLES, "variables", catalog.variables)
    for number, capital in enumerate(capitals):
        _new(INSTRUMENT, f"capitals[{number}].id", capital, {**indicators, **variables})
    for number, variable in enumerate(variables):
        _new(VARIABLES, f"variables[{number}].id", variable, indicators)
    for number, member in enumerate(by_id(MEMBERS, "members", catalog.members)):
        _new(MEMBERS, f"members[{number}].id", member, {**capitals, **indicators, **variables})
    by_id(PROGRAMMES, "programmes", catalog.programmes)
    by_id(PRESETS, "presets", catalog.presets)
    by_id(NEEDS, "needs", catalog.needs)


def weights_sum_to_one(catalog: Catalog) -> None:
    """The indicators of each capital have weights that sum to 1."""
    for number, capital in enumerate(catalog.instrument.capitals):
        total = math.fsum(indicator.weight for indicator in catalog.instrument.indicators_of(capital.id))
        if abs(total - 1) > TOLERANCE:
            raise bad("catalog_weights", INSTRUMENT, f"capitals[{number}]", f"{capital.id} = {total:.12g}", "1")


def indicators_name_a_capital(catalog: Catalog) -> None:
    """Every indicator belongs to a capital of the instrument."""
    for number, indicator in enumerate(catalog.instrument.indicators):
        _known(INSTRUMENT, f"indicators[{number}].capital", indicator.capital, catalog.instrument.capital_ids)


def levels_cover_the_scale(catalog: Catalog) -> None:
    """Levels are numbered from 1, follow one another without gap or overlap, and cover the scale of the indicators."""
    levels, indicators = catalog.instrument.levels, catalog.instrument.indicators
    if not levels or not indicators:
        raise bad("catalog_levels", INSTRUMENT, "levels" if not levels else "indicators", "0", "1")
    for number, level in enumerate(levels):
        _equal_bound(f"levels[{number}].number", level.number, number + 1)
        if level.lower >= level.upper:
            raise bad("catalog_levels", INSTRUMENT, f"levels[{number}].upper", level.upper, f"> {level.lower}")
    for number, (lower, upper) in enumerate(pairwise(levels), start=1):
        _equal_bound(f"levels[{number}].lower", upper.lower, lower.upper)
    _equal_bound("levels[0].lower", levels[0].lower, min(i.lowest for i in indicators))
    _equal_bound(f"levels[{len(levels) - 1}].upper", levels[-1].upper, max(i.highest for i in indicators))


def code_lists_are_closed(catalog: Catalog) -> None:
    """Within a list, no code repeats and no spelling stands for two codes."""
    for place, entry in enumerate(catalog.code_lists.values()):
        owners: dict[str, str] = {}
        for number, code in enumerate(entry.codes):
            key = f"lists[{place}].codes[{number}]"
            _new(CODES, f"{key}.code", code.code, {c.code for c in entry.codes[:number]})
            for spelling in (code.code, code.label.th, code.label.en, *code.aliases):
                if owners.setdefault(spelling.casefold(), code.code) != code.code:
                    raise bad("catalog_alias_taken", CODES, f"{key}.aliases", spelling, owners[spelling.casefold()])


def variables_name_code_lists(catalog: Catalog) -> None:
    """A category names a code list (the level has the instrument's levels instead); nothing else does."""
    for file, key, variable in _described(catalog):
        wants_codes = variable.kind == "category" and variable.id != LEVEL
        if wants_codes or variable.codes is not None:
            _known(file, f"{key}.codes", variable.codes or "", catalog.code_lists if wants_codes else ())


def classes_follow_one_another(catalog: Catalog) -> None:
    """The classes of a number leave no gap and do not overlap, and only the outer ends are open."""
    for file, key, variable in _described(catalog):
        if variable.classes and variable.kind != "number":
            raise bad("catalog_value", file, f"{key}.classes", variable.kind, "number")
        for at, (lower, upper) in enumerate(pairwise(variable.classes), start=1):
            _new(file, f"{key}.classes[{at}].code", upper.code, [one.code for one in variable.classes[:at]])
            if upper.lower is None or upper.lower != lower.upper:
                raise bad("catalog_levels", file, f"{key}.classes[{at}].lower", upper.lower, lower.upper)


def members_name_one_welfare(catalog: Catalog) -> None:
    """A member's variable of the field "welfare" names one code of that list; no other does."""
    codes = [code.code for code in catalog.code_lists["welfare"].codes]
    for place, member in enumerate(catalog.members):
        if member.field == "welfare" or member.welfare is not None:
            known = codes if member.field == "welfare" else []
            _known(MEMBERS, f"members[{place}].welfare", member.welfare or "", known)


def formats_fit(catalog: Catalog) -> None:
    """A format's file is named as its id, and its sheets' columns fit together."""
    for stem, upload in catalog.formats.items():
        file = f"formats/{stem}.toml"
        if upload.id != stem:
            raise bad("catalog_value", file, "id", upload.id, stem)
        _check_columns(catalog, file, "sheets.households", upload.sheets.households.columns)
        if upload.sheets.members is not None:
            _check_columns(catalog, file, "sheets.members", upload.sheets.members.columns)


def needs_feed_dimensions(catalog: Catalog) -> None:
    """A needs set has each number once, in a category it names, and dimensions fed by its own numbers."""
    for place, needs in enumerate(catalog.needs):
        key = f"needs[{place}]"
        if needs.first_year > needs.last_year:
            raise bad("catalog_value", NEEDS, f"{key}.last_year", needs.last_year, f">= {needs.first_year}")
        numbers: list[str] = []
        for at, indicator in enumerate(needs.indicators):
            _new(NEEDS, f"{key}.indicators[{at}].number", str(indicator.number), numbers)
            _known(NEEDS, f"{key}.indicators[{at}].category", indicator.category, [c.code for c in needs.categories])
            numbers.append(str(indicator.number))
        by_id(NEEDS, f"{key}.dimensions", needs.dimensions)
        for at, dimension in enumerate(needs.dimensions):
            for number in dimension.fed_by:
                _known(NEEDS, f"{key}.dimensions[{at}].fed_by", str(number), numbers)


def programmes_name_known_ids(catalog: Catalog) -> None:
    """A programme addresses indicators or capitals, counts persons by a number, and tests variables that exist."""
    addressed = (*catalog.instrument.capital_ids, *catalog.instrument.indicator_ids)
    numbers = [variable.id for variable in catalog.variables if variable.kind == "number"]
    for place, programme in enumerate(catalog.programmes):
        key = f"programmes[{place}]"
        for at, target in enumerate(programme.addresses):
            _known(PROGRAMMES, f"{key}.addresses[{at}]", target, addressed)
        if programme.served_unit == "person" or programme.persons_variable is not None:
            _known(PROGRAMMES, f"{key}.persons_variable", programme.persons_variable or "", numbers)
    purses = by_id(PROGRAMMES, "purses", catalog.purses)
    income = catalog.poverty.lines[catalog.planning.income_line].variable
    routes = [route.id for route in catalog.routes.routes]
    check_programmes(catalog.programmes, purses, routes, addressed, income, _words(catalog))


def presets_can_rank(catalog: Catalog) -> None:
    """A preset weighs measures that have a direction, with weights of at least 0 that are not all 0."""
    directed = [variable.id for variable in catalog.variables if _can_rank(variable)]
    known = (*catalog.instrument.capital_ids, *catalog.instrument.indicator_ids, *directed)
    for place, preset in enumerate(catalog.presets):
        _check_weights(f"presets[{place}].weights", preset, known)


def poverty_names_known_ids(catalog: Catalog) -> None:
    """Lines, specifications and definitions of poverty, and tests of routes, name measures that exist."""
    instrument = catalog.instrument
    variables = [variable.id for variable in catalog.variables]
    known = (*instrument.indicator_ids, *instrument.capital_ids, *variables)
    check_names(catalog.poverty, known)
    check_route_names(catalog.routes, known)
    check_planning(catalog.planning, catalog.poverty, instrument.levels)


def proxy_names_known_ids(catalog: Catalog) -> None:
    """The proxy means test speaks of numbers and groups that there are."""
    variables = [one for one in catalog.variables if one.codes is None]
    grouped = [one.id for one in catalog.variables if one.kind != "number" or one.classes]
    numbers = [*catalog.instrument.indicator_ids, *(one.id for one in variables)]
    check_proxy_names(catalog.proxy, numbers, [*PLACES, *grouped])


def research_names_known_ids(catalog: Catalog) -> None:
    """What may be asked for in a research file is an answer of households."""
    variables = (one.id for one in catalog.variables)
    check_research_names(
        catalog.research, {*variables, *catalog.instrument.indicator_ids, *catalog.instrument.capital_ids}
    )


RULES: tuple[Callable[[Catalog], None], ...] = (
    ids_are_unique,
    indicators_name_a_capital,
    weights_sum_to_one,
    levels_cover_the_scale,
    code_lists_are_closed,
    variables_name_code_lists,
    classes_follow_one_another,
    members_name_one_welfare,
    formats_fit,
    needs_feed_dimensions,
    presets_can_rank,
    poverty_names_known_ids,
    proxy_names_known_ids,
    programmes_name_known_ids,
    research_names_known_ids,
)


def _described(catalog: Catalog) -> Iterator[tuple[str, str, Described]]:
    """Every variable of households and of members, with its file and its place there."""
    for place, variable in enumerate(catalog.variables):
        yield VARIABLES, f"variables[{place}]", variable
    for place, member in enumerate(catalog.members):
        yield MEMBERS, f"members[{place}]", member


def _can_rank(variable: Variable) -> bool:
    return variable.more_is is not None and (variable.kind != "category" or variable.id == LEVEL)


def _check_columns(catalog: Catalog, file: str, key: str, columns: Sequence[ColumnFormat]) -> None:
    """Code lists exist; no field of a sheet is fed twice, and no header stands for two columns."""
    fields: set[str] = set()
    headers: set[str] = set()
    for number, column in enumerate(columns):
        place = f"{key}.columns[{number}]"
        if column.kind in ("code", "codes"):
            _known(file, f"{place}.codes", column.codes or "", catalog.code_lists)
        _new(file, f"{place}.field", column.field, fields)
        fields.add(column.field)
        own = {header.casefold() for header in column.names}
        for header in sorted(own):
            _new(file, f"{place}.header", header, headers)
        headers |= own
        if column.asked_if is not None:
            asked = {one.field: str(one.codes) for one in columns if one.kind == "code"}
            _known(file, f"{place}.asked_if.field", column.asked_if.field, asked)
            answers = [code.code for code in catalog.code_lists[asked[column.asked_if.field]].codes]
            _known(file, f"{place}.asked_if.code", column.asked_if.code, answers)


def _check_weights(key: str, preset: Preset, known: Sequence[str]) -> None:
    for measure, weight in preset.weights.items():
        _known(PRESETS, f"{key}.{measure}", measure, known)
        if weight < 0:
            raise bad("catalog_value", PRESETS, f"{key}.{measure}", weight, ">= 0")
    if not any(preset.weights.values()):
        raise bad("catalog_value", PRESETS, key, "0", "> 0")


def _words(catalog: Catalog) -> dict[str, list[str] | None]:
    """Of every measure of a household the words that it can be, None for a number."""
    found: dict[str, list[str] | None] = dict.fromkeys(
        (*catalog.instrument.capital_ids, *catalog.instrument.indicator_ids)
    )
    for variable in catalog.variables:
        codes = None if variable.codes is None else catalog.code_lists[variable.codes].codes
        found[variable.id] = None if codes is None else [code.code for code in codes]
    return found


def _new(file: str, key: str, name: str, taken: Iterable[str]) -> None:
    if name in set(taken):
        raise bad("catalog_duplicate", file, key, name, f"!= {name}")


def _known(file: str, key: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        close = [] if name.isdigit() else get_close_matches(name, names, n=3)
        raise bad("catalog_unknown_name", file, key, name, ", ".join(close or names[:MOST_NAMES_SHOWN]))


def _equal_bound(key: str, found: float, wanted: float) -> None:
    if abs(found - wanted) > TOLERANCE:
        raise bad("catalog_levels", INSTRUMENT, key, found, wanted)
