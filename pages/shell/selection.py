"""The round and the area: chosen once, in the sidebar, and kept in the URL as codes."""

import streamlit as st

from dss_core.access.viewer import Viewer
from dss_core.catalog.areas import Areas
from dss_core.errors import DssError, NotAllowed
from dss_core.language.format import parse_round, round_label, thai_sort_key
from dss_core.language.translate import Translator
from dss_core.model.areas import CODE_LENGTH, AreaLevel
from dss_core.model.rounds import Round, round_id
from pages.shell.session import forget, keep, kept, start_with

ROUND, AREA, DISTRICT, SUBDISTRICT = "round", "area", "district", "subdistrict"
DISTRICT_LENGTH = CODE_LENGTH[AreaLevel.DISTRICT]


def choose_round(_: Translator, rounds: tuple[Round, ...]) -> Round | None:
    """The round chosen; the newest at first, None when there is none."""
    if not rounds:
        return None
    by_id = {found.id: found for found in rounds}
    start_with(ROUND, _round_in_url(by_id))
    newly_imported = kept("show_round")
    if newly_imported in by_id:
        keep(ROUND, newly_imported)
        forget("show_round")
    chosen = st.sidebar.selectbox(
        _("Survey round"),
        list(by_id),
        key=ROUND,
        format_func=lambda key: round_label(by_id[key].year, by_id[key].wave, _.language),
    )
    found = by_id.get(str(chosen), rounds[0])
    st.query_params[ROUND] = found.id
    return found


def _round_in_url(by_id: dict[str, Round]) -> str:
    newest = next(iter(by_id))
    try:
        wanted = round_id(*parse_round(st.query_params.get(ROUND, "")))
    except DssError:
        return newest
    return wanted if wanted in by_id else newest


def choose_area(_: Translator, viewer: Viewer, areas: Areas) -> str:
    """The area chosen: the province, a district or a sub-district, never outside the viewer's scope."""
    wanted = st.query_params.get(AREA, "")
    wanted = wanted if areas.has(wanted) and viewer.scope.within(wanted).areas else ""
    whole = viewer.scope.covers(areas.province.code)
    districts = [a.code for a in areas.districts if viewer.scope.within(a.code).areas]
    names = {a.code: a.name.read(_.language) for a in areas.all}
    options = ([""] if whole else []) + sorted(districts, key=lambda code: thai_sort_key(names[code]))
    if not options:
        raise NotAllowed("access_area", area=areas.province.code)
    start_with(DISTRICT, wanted[:DISTRICT_LENGTH] if wanted[:DISTRICT_LENGTH] in options else options[0])
    district = st.sidebar.selectbox(
        _("District"), options, key=DISTRICT, format_func=lambda code: names.get(code) or _("The whole province")
    )
    if district not in options:  # what was never offered; the use case would refuse it, and the page fall silent
        district = options[0]
    area = str(district or "") or areas.province.code
    if district:
        area = _choose_subdistrict(_, viewer, areas, area, wanted, names)
    st.query_params[AREA] = area
    return area


def _choose_subdistrict(
    _: Translator, viewer: Viewer, areas: Areas, district: str, wanted: str, names: dict[str, str]
) -> str:
    inside = [a.code for a in areas.children(district) if viewer.scope.covers(a.code)]
    options = ([""] if viewer.scope.covers(district) else []) + sorted(inside, key=lambda c: thai_sort_key(names[c]))
    # A key for each district: the choice of one district is no choice of another.
    key = f"{SUBDISTRICT}_{district}"
    start_with(key, wanted if wanted in options else options[0])
    chosen = st.sidebar.selectbox(
        _("Sub-district"), options, key=key, format_func=lambda code: names.get(code) or _("The whole district")
    )
    if chosen not in options:
        chosen = options[0]
    return str(chosen) if chosen else district
