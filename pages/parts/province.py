"""The province in numbers, piece by piece."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent, round_label
from dss_core.model.households import OVERALL
from dss_core.usecases.describe_province import ProvinceDescription
from pages.charts.capitals import capital_means, capital_rounds
from pages.charts.levels import level_bars, level_shares
from pages.parts.tables import count_column, decimal_column, percent_column, show_table
from pages.shell.context import Context


def show_figures(context: Context, found: ProvinceDescription) -> None:
    """The four figures at the top."""
    _, language = context.translate, context.language
    households = found.provenance.household_count
    overall = found.capitals[found.capitals["value"] == OVERALL].to_dict("records")[0]
    persons_help = _(
        "Members living in the households; {missing} households did not say.",
        missing=number(found.person_count_missing, language),
    )
    with st.grid(4, min_column_width=200):
        st.metric(_("Households surveyed"), number(households, language), border=True, height="stretch")
        st.metric(
            _("Confirmed poor"),
            number(found.poor_count, language),
            percent(_share(found.poor_count, households), language),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_("Households that verification found truly poor, and their share of the households surveyed."),
        )
        st.metric(_("Persons"), number(found.person_count, language), help=persons_help, border=True, height="stretch")
        st.metric(
            _("Overall score (1–4)"),
            number(overall["mean"], language, 2),
            "S.D. " + number(overall["sd"], language, 2),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_(
                "Mean of the five capitals; n = {n}, missing {missing}. S.D. of a sample (n−1).",
                n=number(overall["n"], language),
                missing=number(overall["missing"], language),
            ),
        )


def _share(count: int | None, of: int) -> float | None:
    return None if count is None or not of else 100 * count / of


def _level_words(context: Context) -> tuple[list[str], list[str]]:
    levels = context.catalog.instrument.levels
    return [f"{v.number} {context.label(v.label)}" for v in levels], [v.colour for v in levels]


def show_levels(context: Context, found: ProvinceDescription) -> None:
    """How the households spread over the levels."""
    _, language = context.translate, context.language
    names, colours = _level_words(context)
    levels = found.levels.assign(name=names)
    levels["label_percent"] = [percent(value, language) for value in levels["percent"]]
    levels["label"] = [
        f"{name}\n" + _("{count} households", count=number(count, language))
        for name, count in zip(names, levels["count"], strict=True)
    ]
    levels["text"] = [
        _("{count} households ({percent})", count=number(c, language), percent=percent(p, language))
        for c, p in zip(levels["count"], levels["percent"], strict=True)
    ]
    first = levels.iloc[0]
    st.subheader(_("Livelihood levels"), anchor=False)
    st.altair_chart(
        level_bars(
            levels[["name", "label", "percent", "label_percent", "text"]],
            names,
            colours,
            _("% of households with a score"),
        ),
        key="levels",
        alt=_("Bars of the share of households in each livelihood level"),
    )
    st.caption(
        _(
            "n = {n} households, {missing} without a score.",
            n=number(first["n"], language),
            missing=number(first["missing"], language),
        )
    )


def show_capitals(context: Context, found: ProvinceDescription) -> None:
    """The means of the capitals with their spread."""
    _, language = context.translate, context.language
    capitals = context.catalog.instrument.capitals
    names = [context.label(c.label) for c in capitals]
    table = found.capitals[found.capitals["value"] != OVERALL].assign(name=names)
    bounds = _bounds(context)
    spread = table["sd"].fillna(0)
    # A standard deviation can reach beyond the scale; the line ends where the scale does.
    table = table.assign(
        low=(table["mean"] - spread).clip(lower=bounds[0]), high=(table["mean"] + spread).clip(upper=bounds[-1])
    )
    table["label"] = [number(mean, language, 2) for mean in table["mean"]]
    table["text"] = [
        _(
            "mean {mean}, S.D. {sd}, n = {n}, missing {missing}",
            mean=number(r["mean"], language, 2),
            sd=number(r["sd"], language, 2),
            n=number(r["n"], language),
            missing=number(r["missing"], language),
        )
        for r in table.to_dict("records")
    ]
    st.subheader(_("Five capitals"), anchor=False)
    st.altair_chart(
        capital_means(
            table[["name", "mean", "low", "high", "label", "text"]],
            names,
            [c.colour for c in capitals],
            bounds,
            _("mean score, 1–4; line: ± one S.D."),
        ),
        key="capitals",
        alt=_("Bars of the mean score of each capital with one standard deviation"),
    )


def _bounds(context: Context) -> list[float]:
    levels = context.catalog.instrument.levels
    return [*(level.lower for level in levels), levels[-1].upper]


def show_areas(context: Context, found: ProvinceDescription) -> None:
    """The areas one grain finer, worst off first."""
    _ = context.translate
    names, colours = _level_words(context)
    table = found.areas.assign(place=context.area_names(found.areas["area"])).sort_values("mean")
    st.subheader(_("Where households are worst off"), anchor=False)
    columns = [f"level_{level.number}_percent" for level in context.catalog.instrument.levels]
    long = table.melt("place", columns, "level", "percent", ignore_index=False).dropna(subset=["percent"])
    long["position"] = long["level"].map({column: i for i, column in enumerate(columns)})
    long["name"] = long["position"].map(dict(enumerate(names)))
    long["text"] = [percent(value, context.language) for value in long["percent"]]
    long = long.sort_values("position", kind="stable")
    long["area"] = pd.Categorical(long["place"], list(table["place"]), ordered=True)
    chart_rows = long.sort_values(["area", "position"])[["place", "name", "position", "percent", "text"]]
    st.altair_chart(
        level_shares(chart_rows.rename(columns={"place": "area"}), names, colours, _("% of households with a score")),
        key="areas_chart",
        alt=_("Stacked bars of the livelihood levels by area, lowest overall score first"),
    )
    shown = {
        "place": _("Area"),
        "household_count": count_column(_("Households")),
        "poor_count": count_column(_("Confirmed poor")),
        "mean": decimal_column(_("Overall score: mean")),
        "sd": decimal_column("S.D."),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        **{column: percent_column(name) for column, name in zip(columns, names, strict=True)},
    }
    show_table(table, shown, "areas", _("By area, lowest mean of the overall score first. Differences can be chance."))


def show_rounds(context: Context, found: ProvinceDescription) -> None:
    """The capitals over the rounds, once there are two."""
    _, language = context.translate, context.language
    rounds = found.rounds[found.rounds["value"] != OVERALL]
    if rounds["round_id"].nunique() < 2:
        return
    capitals = context.catalog.instrument.capitals
    names = [context.label(c.label) for c in capitals]
    table = rounds.assign(
        name=rounds["value"].map({c.id: n for c, n in zip(capitals, names, strict=True)}),
        round=[round_label(y, w, language) for y, w in zip(rounds["year"], rounds["wave"], strict=True)],
        text=[
            _("mean {mean}, n = {n}", mean=number(m, language, 2), n=number(n, language))
            for m, n in zip(rounds["mean"], rounds["n"], strict=True)
        ],
    )
    st.subheader(_("Over the rounds"), anchor=False)
    st.altair_chart(
        capital_rounds(
            table[["round", "name", "mean", "text"]],
            names,
            [c.colour for c in capitals],
            _bounds(context),
            _("mean score, 1–4"),
        ),
        key="rounds",
        alt=_("Lines of the mean score of each capital over the survey rounds"),
    )
    st.caption(_("Not all households are in every round: households join and leave."))
