"""What rankings are tested by and how routes are proposed, as tables with standing and source."""

import pandas as pd
import streamlit as st

from dss_core.catalog.routes import Route
from dss_core.language.format import number, percent_of_share
from dss_core.language.translate import N_
from pages.parts.definition_tables import source_of
from pages.parts.standing import standing_badge
from pages.parts.tables import show_table
from pages.shell.context import Context

LENSES = {
    "capital": N_("Living capital"),
    "potential": N_("Potential"),
    "context": N_("Context"),
    "readiness": N_("Readiness"),
}
ROW = 84  # pixels: room for three lines


def show_tests(context: Context) -> None:
    """The rules of the stress test and of the proxy means test."""
    _, rules, proxy = context.translate, context.catalog.stress, context.catalog.proxy
    st.subheader(context.label(rules.label), anchor=False)
    st.caption(context.label(rules.meaning))
    rows = {
        _("Sets of weights that are drawn"): _count(context, rules.draw_count),
        _("Seed of the draws"): str(rules.seed),
        _("Certain: among the first in at least this part of the draws"): _share(context, rules.certain_from),
        _("Out: among the first in at most this part of the draws"): _share(context, rules.out_to),
        _("Rank interval: the middle part of the ranks"): _share(context, rules.rank_interval_share),
        _("Recorded answers that are taken to be one step off"): _share(context, rules.off_by_one_share),
        _("Missing answers are drawn in the sub-district from at least so many"): _count(context, rules.least_donors),
        _("Parts of the weight that are moved"): _shares(context, rules.moved_shares),
    }
    _show_rules(context, rows, "definitions_stress")
    st.caption(f"{standing_badge(_, rules.standing)} {source_of(context, rules.source, rules.source_on)}")
    st.subheader(context.label(proxy.label), anchor=False)
    st.caption(context.label(proxy.meaning))
    names = [context.name_of(name) for name in proxy.indicators]
    rows = {
        _("Income that is explained, in logarithms"): context.name_of(proxy.outcome),
        _("Parts of the households that are chosen"): _shares(context, proxy.cuts),
        _("Parts of the cross-validation"): _count(context, proxy.folds),
        _("Seed of the draws"): str(proxy.seed),
        _("Fewest households of which an error is told"): _count(context, proxy.least_count),
    }
    _show_rules(context, rows, "definitions_proxy")
    st.markdown(_("Answers it is explained by: {names}.", names=", ".join(names)))
    st.caption(f"{standing_badge(_, proxy.standing)} {source_of(context, proxy.source, proxy.source_on)}")


def show_routes(context: Context) -> None:
    """The routes of help in their order, and the tests that lead to them."""
    _, routes = context.translate, context.catalog.routes
    st.markdown(f"{standing_badge(_, routes.standing)} {source_of(context, routes.source, routes.source_on)}")
    tests = {test.id: context.label(test.label) for test in routes.tests}
    rows = [
        {"place": str(at), "label": context.label(route.label), "when": _when(context, route, tests)}
        | {"beside": "; ".join(tests[name] for name in route.also_if) or "–"}
        for at, route in enumerate(routes.routes, start=1)
    ]
    shown = {
        "place": "#",
        "label": _("Route"),
        "when": st.column_config.TextColumn(_("Taken when"), width="large"),
        "beside": st.column_config.TextColumn(_("Runs beside another one when"), width="large"),
    }
    caption = _("A household takes the first route that holds. Where a missing answer could decide, it is undecided.")
    show_table(pd.DataFrame(rows), shown, "definitions_routes", caption, "content", ROW)
    st.subheader(_("Tests of the routes"), anchor=False)
    told = [
        {"lens": _(LENSES[test.lens]), "label": context.label(test.label), "rule": test.rule} for test in routes.tests
    ]
    shown = {"lens": _("Looks at"), "label": _("Test"), "rule": _("Rule")}
    caption = _("Rules name the variables of a household; consent and the wish to join are asked before a referral.")
    show_table(pd.DataFrame(told), shown, "definitions_tests", caption, "content")


def _when(context: Context, route: Route, tests: dict[str, str]) -> str:
    _ = context.translate
    if route.is_for_the_rest:
        return _("for all who are left")
    if route.any_of:
        return _("any of: {tests}", tests="; ".join(tests[name] for name in route.any_of))
    return _("all of: {tests}", tests="; ".join(tests[name] for name in route.all_of))


def _show_rules(context: Context, rows: dict[str, str], key: str) -> None:
    _ = context.translate
    table = pd.DataFrame({"rule": list(rows), "value": list(rows.values())})
    caption = _("{count} rules", count=number(len(rows), context.language))
    shown = {"rule": _("Rule"), "value": st.column_config.TextColumn(_("Value"), width="large")}
    show_table(table, shown, key, caption, "content")


def _count(context: Context, count: int) -> str:
    return number(count, context.language)


def _share(context: Context, share: float) -> str:
    return percent_of_share(share, context.language, 0)


def _shares(context: Context, shares: tuple[float, ...]) -> str:
    return ", ".join(_share(context, share) for share in shares)
