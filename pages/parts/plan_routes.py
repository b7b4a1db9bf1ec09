"""The route that each household's record points to, with its reasons: a proposal."""

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, day, number
from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.propose_routes import OPEN, RoutesQuery, propose_routes
from pages.parts.household import house_code_text
from pages.parts.standing import standing_badge
from pages.parts.tables import count_column, decimal_column, show_table
from pages.shell.context import Context

NAME = 340  # pixels
LENSES = {
    "capital": N_("living capital"),
    "potential": N_("potential"),
    "context": N_("context"),
    "readiness": N_("readiness"),
}


def show_routes(context: Context, query: ScenarioQuery) -> None:
    """Counts of the routes, and the households of one."""
    _ = context.translate
    routes = context.catalog.routes
    names = {one.id: context.label(one.label) for one in routes.routes} | {OPEN: _("open: an answer is missing")}
    st.markdown(
        f"{standing_badge(_, routes.standing)} "
        + _("Ask for consent, wish and a running value chain nearby before anybody is referred: they are not recorded.")
    )
    route = str(
        st.segmented_control(
            _("Households on the route"),
            list(names),
            key="plan_route",
            format_func=lambda key: names[key],
            default=routes.routes[0].id,
            required=True,
        )
    )
    found = context.ask(propose_routes, RoutesQuery(query, route if route in names else OPEN))
    counts = found.counts.assign(name=found.counts["route"].map(names))
    shown = {
        "name": st.column_config.TextColumn(_("Proposed route"), width=NAME),
        "household_count": count_column(_("Households")),
        "beside_count": count_column(_("Beside another"), _("households on another route for which this one runs too")),
        "served_count": count_column(_("Served by the plan")),
        "served_along_count": count_column(_("with a programme of this route")),
    }
    caption = _("Rules: {source} ({date}).", source=routes.source, date=day(routes.source_on, context.language))
    show_table(counts, shown, "plan_routes", caption, height="content")
    _show_list(context, found.households, names, route)


def _show_list(context: Context, households: pd.DataFrame, names: dict[str, str], route: str) -> None:
    _ = context.translate
    tests = {one.id: f"{context.label(one.label)} ({_(LENSES[one.lens])})" for one in context.catalog.routes.tests}
    programmes = {p.id: context.label(p.label) for p in context.catalog.programmes}
    is_left_over = any(one.id == route and one.is_for_the_rest for one in context.catalog.routes.routes)
    reason = _("What it lacks for another route") if is_left_over else _("Why")
    if route == OPEN:
        reason = _("What is not known")
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        rank=households["rank"].astype("Int64"),
        why=["; ".join(tests[key] for key in keys) for keys in households["reasons"]],
        too=[", ".join(names[key] for key in keys) or MISSING for keys in households["beside"]],
        helped=[", ".join(programmes[key] for key in keys) or MISSING for keys in households["programmes"]],
    )
    columns = {
        "rank": count_column(_("Rank")),
        "code": _("House code"),
        "place": _("Sub-district"),
        "overall": decimal_column(_("Overall score")),
        "why": st.column_config.TextColumn(reason, width=520),
        "too": st.column_config.TextColumn(_("Beside it"), width=220),
        "helped": st.column_config.TextColumn(_("In the plan"), width=260),
    }
    caption = _(
        "The first {count} households of this route, the neediest first.", count=number(len(table), context.language)
    )
    show_table(
        table, columns, f"plan_route_{route}", caption, height=520 if len(table) > 8 else "content", row_height=56
    )
