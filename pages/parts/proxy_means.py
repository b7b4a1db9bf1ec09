"""Our own score beside a regression of income: whom each would miss, and what that does not say."""

import numpy as np
import pandas as pd
import streamlit as st

from dss_core.language.format import baht, number, percent_of_share
from dss_core.usecases.fit_proxy_means import (
    HAND_MADE,
    PROXY,
    ProxyMeansQuery,
    ProxyMeansTest,
    fit_proxy_means,
    lines_for_proxy,
)
from dss_core.usecases.stress_ranking import StressQuery
from pages.charts.explanations import figure_bars
from pages.parts.empty import show_empty
from pages.parts.grouping import choose_grouping, group_names
from pages.parts.standing import standing_badge
from pages.parts.tables import count_column, percent_column, show_table
from pages.shell.context import Context

LEAST_INCOME = "least_income"
ERRORS = ("exclusion_error", "inclusion_error")
MIDDLE = 1  # the second cut is shown at first
WIDTH = 380  # pixels


def show_proxy_means(context: Context, query: StressQuery) -> None:
    """The whole part."""
    _ = context.translate
    st.caption(f"{standing_badge(_, context.catalog.proxy.standing)} {context.label(context.catalog.proxy.meaning)}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        cut, line = _choose(context)
        by = choose_grouping(context, "proxy_by", context.catalog.proxy.groups)
    asked = ProxyMeansQuery(query.round_id, query.area, query.weights, query.method, line, by)
    with st.spinner(_("Fitting the regression…"), show_time=True):
        found = context.ask(fit_proxy_means, asked)
    if found.is_too_few:
        words = _(
            "Only {count} households here have an income above zero: too few for a regression.",
            count=number(found.used_count, context.language),
        )
        show_empty(words, _("Choose a larger area or another round."))
        return
    of_cut = found.errors[found.errors["cut"] == cut]
    _show_headline(context, of_cut[of_cut["group"].isna()], cut)
    _show_fit(context, found)
    everybody = found.errors[found.errors["group"].isna()]
    st.subheader(_("At every cut"), anchor=False)
    names = pd.Series([percent_of_share(one, context.language, 0) for one in everybody["cut"]], everybody.index)
    _show_errors(context, everybody.assign(name=names), "cut", _("Chosen part"), "proxy_cuts")
    st.subheader(_("By group"), anchor=False)
    grouped = of_cut.assign(name=group_names(context, by, of_cut["group"]))
    _show_errors(context, grouped, "name", _("Group"), "proxy_groups")
    _show_coefficients(context, found)
    _show_limits(context, found)


def _choose(context: Context) -> tuple[float, str | None]:
    """Which part is chosen, and who counts as poor."""
    _, language, cuts = context.translate, context.language, context.catalog.proxy.cuts
    cut = st.selectbox(
        _("Part of the households that is chosen"),
        cuts,
        index=min(MIDDLE, len(cuts) - 1),
        key="proxy_cut",
        format_func=lambda share: percent_of_share(share, language, 0),
        persist_state="session",
        width=280,
    )
    lines = lines_for_proxy(context.services, context.round_id)
    names = {LEAST_INCOME: _("as many as are chosen, of the least income")}
    for line, height in lines.items():
        label = context.label(context.catalog.poverty.line(line).label)
        names[line] = _("below {line} ({height} a year)", line=label, height=baht(height, language))
    chosen = st.selectbox(
        _("Who is poor"), list(names), key="proxy_line", format_func=lambda name: names[name], width=WIDTH
    )
    return float(cut), None if chosen == LEAST_INCOME else str(chosen)


def _show_headline(context: Context, rows: pd.DataFrame, cut: float) -> None:
    _, language = context.translate, context.language
    share = {column: dict(zip(rows["method"], rows[column].astype(float), strict=True)) for column in ERRORS}
    words = {
        "cut": percent_of_share(cut, language, 0),
        "own": percent_of_share(share["exclusion_error"][HAND_MADE], language, 0),
        "proxy": percent_of_share(share["exclusion_error"][PROXY], language, 0),
    }
    st.markdown(
        "#### "
        + _(
            "Choosing {cut}, our score misses {own} of those poor by income; the regression misses {proxy} of them.",
            **words,
        )
    )
    named = [
        (HAND_MADE, "exclusion_error", _("Missed: our score")),
        (PROXY, "exclusion_error", _("Missed: regression")),
        (HAND_MADE, "inclusion_error", _("Not poor: our score")),
        (PROXY, "inclusion_error", _("Not poor: regression")),
    ]
    shares = [share[column][method] for method, column, _label in named]
    labels = [percent_of_share(share, language, 0) for share in shares]
    bars = pd.DataFrame(
        {
            "name": [label for _method, _column, label in named],
            "value": np.nan_to_num(shares) * 100,
            "label": labels,
            "text": labels,
        }
    )
    st.altair_chart(
        figure_bars(bars, _("% of the poor, or of the chosen"), (0, 110)),
        key="proxy_errors",
        alt=_("Bars of how many poor are missed and how many chosen are not poor, by our score and by the regression"),
    )


def _show_fit(context: Context, found: ProxyMeansTest) -> None:
    _, language = context.translate, context.language
    told = _(
        "{used} households with an income above zero; {left} without one are left out. The regression explains {seen} "
        "of the differences in income (logarithms), {unseen} among households it had not seen.",
        used=number(found.used_count, language),
        left=number(found.left_out_count, language),
        seen=percent_of_share(max(found.r_squared, 0.0), language, 0),
        unseen=percent_of_share(max(found.r_squared_unseen, 0.0), language, 0),
    )
    rules = context.catalog.proxy
    folds = {"folds": number(rules.folds, language), "seed": str(rules.seed)}
    told += " " + (
        _("Cross-validated in {folds} parts, a village never in two of them; seed {seed}.", **folds)
        if found.by_villages
        else _("Cross-validated in {folds} parts; seed {seed}.", **folds)
    )
    st.caption(told)


def _show_errors(context: Context, rows: pd.DataFrame, key: str, label: str, table: str) -> None:
    """A row for each cut or group: both methods side by side."""
    _ = context.translate
    own, proxy = (rows[rows["method"] == method].set_index(key) for method in (HAND_MADE, PROXY))
    wide = pd.DataFrame(
        {
            "name": own.index if key == "name" else own["name"],
            "n": own["n"],
            "poor": own["poor_count"],
            "own_missed": own["exclusion_error"] * 100,
            "proxy_missed": proxy["exclusion_error"] * 100,
            "own_leaked": own["inclusion_error"] * 100,
            "proxy_leaked": proxy["inclusion_error"] * 100,
        }
    )
    missed, leaked = _("poor by income and not chosen"), _("chosen and not poor by income")
    shown = {
        "name": label,
        "n": count_column(_("Households")),
        "poor": count_column(_("Poor")),
        "own_missed": percent_column(_("Missed: our score"), missed),
        "proxy_missed": percent_column(_("Missed: regression"), missed),
        "own_leaked": percent_column(_("Not poor: our score"), leaked),
        "proxy_leaked": percent_column(_("Not poor: regression"), leaked),
    }
    caption = _(
        "Missed: percent of the poor who are not chosen. Not poor: percent of the chosen. – fewer than {count} "
        "households to speak of.",
        count=number(context.catalog.proxy.least_count, context.language),
    )
    show_table(wide, shown, table, caption, height="content" if len(wide) <= 20 else "auto")


def _show_coefficients(context: Context, found: ProxyMeansTest) -> None:
    _ = context.translate
    rows = found.coefficients.assign(
        name=[context.name_of(name) for name in found.coefficients["criterion"]],
        percent=np.expm1(found.coefficients["weight"].astype(np.float64)) * 100,
    ).sort_values("percent", key=np.abs, ascending=False)
    shown = {
        "name": _("Answer"),
        "percent": percent_column(_("Income with one more"), _("all other answers alike")),
        "filled_count": count_column(_("Missing"), _("taken as the mean of the others")),
    }
    with st.expander(_("Weights of the regression"), key="proxy_weights"):
        caption = _("How much more income goes with one unit more, in percent. It is no cause, and no weight of need.")
        if found.is_collinear:
            caption += " " + _("Some answers say the same, so the single weights mean nothing.")
        show_table(rows, shown, "proxy_weights_table", caption, height="content")


def _show_limits(context: Context, found: ProxyMeansTest) -> None:
    """What a reader must not take from these figures."""
    _ = context.translate
    limits = [
        _("Income is what households told in the survey; where it is wrong, both errors are wrong too."),
        _("Our score means more than income: whom it chooses beyond the poor by income is not chosen by mistake."),
        _("The regression may not use answers on income, spending, saving or debt; our score may."),
        _("It was fitted on this round and these households; another year or province needs its own."),
        _("In small groups a few households make the difference. No interval is given."),
    ]
    if found.ungrouped_count:
        count = number(found.ungrouped_count, context.language)
        limits.append(_("{count} households belong to no group and stand in the total only.", count=count))
    st.subheader(_("What this does not say"), anchor=False)
    st.markdown("\n".join(f"- {limit}" for limit in limits))
