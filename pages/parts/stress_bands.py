"""Certain, to be verified, out: what becomes of the households when weights are drawn at random."""

import pandas as pd
import streamlit as st

from dss_core.catalog.ranking import StressRules
from dss_core.language.format import number, percent_of_share
from dss_core.usecases.stress_ranking import StressedRanking
from pages.charts.explanations import BAND_COLOURS, band_bars, banded_areas
from pages.parts.household import house_code_text
from pages.parts.ranking_words import band_name
from pages.parts.standing import standing_badge
from pages.parts.tables import count_column, percent_column, show_table
from pages.shell.context import Context

FIRST_BANDS = ("certain", "verify")
MOST_AREAS = 20


def show_bands(context: Context, found: StressedRanking) -> None:
    """The whole part."""
    _, language = context.translate, context.language
    counts = dict(zip(found.bands["band"], found.bands["count"], strict=True))
    st.markdown(
        "#### "
        + _(
            "{certain} households are certain, {verify} are to be verified before anybody is promised anything.",
            certain=number(counts["certain"], language),
            verify=number(counts["verify"], language),
        )
    )
    _show_bars(context, found)
    show_rules(context, found.draw_count, found.answer_draw_count)
    if found.kept_share is not None:
        st.markdown(
            _(
                "On average {kept} of the list stays; in one draw of twenty {low} or less.",
                kept=percent_of_share(found.kept_share, language, 0),
                low=percent_of_share(found.kept_low, language, 0),
            )
        )
    _show_list(context, found)
    _show_areas(context, found)


def show_rules(context: Context, weight_draws: int, answer_draws: int = 0) -> None:
    """The rules of the catalogue that were used: draws, seed, bands."""
    _, language = context.translate, context.language
    rules: StressRules = context.catalog.stress
    drawn = _("{count} sets of weights drawn, seed {seed}.", count=number(weight_draws, language), seed=str(rules.seed))
    if answer_draws:
        drawn += " · " + _(
            "{count} tables of answers drawn: {share} of the recorded answers are a step off, missing ones as in the "
            "same sub-district.",
            count=number(answer_draws, language),
            share=percent_of_share(rules.off_by_one_share, language, 0),
        )
    drawn += " · " + _(
        "Certain: among the first in at least {certain} of the draws; out: in at most {out}.",
        certain=percent_of_share(rules.certain_from, language, 0),
        out=percent_of_share(rules.out_to, language, 0),
    )
    st.caption(f"{standing_badge(_, rules.standing)} {drawn}")


def _show_bars(context: Context, found: StressedRanking) -> None:
    _, language = context.translate, context.language
    total = max(int(found.bands["count"].sum()), 1)
    shown = found.bands[(found.bands["band"] != "unranked") | (found.bands["count"] > 0)]
    rows = pd.DataFrame(
        {
            "name": [band_name(_, band) for band in shown["band"]],
            "count": shown["count"].to_numpy(),
            "label": [number(count, language) for count in shown["count"]],
            "text": [
                _("{count} households, {share}", count=number(c, language), share=percent_of_share(c / total, language))
                for c in shown["count"]
            ],
        }
    )
    colours = [BAND_COLOURS[band] for band in shown["band"]]
    st.altair_chart(
        band_bars(rows, colours, _("households")),
        key="stress_bands_chart",
        alt=_("Bars of the households that are certain, to be verified and out"),
    )


def _show_list(context: Context, found: StressedRanking) -> None:
    _ = context.translate
    bands = ["verify", "certain", "out"]
    band = st.segmented_control(
        _("Households that are"),
        bands,
        key="stress_band",
        format_func=lambda one: band_name(_, one),
        default="verify",
        required=True,
    )
    households = found.households[found.households["band"] == band]
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        share=households["first_share"] * 100,
        rank=households["rank"].astype("Int64"),
        rank_low=households["rank_low"].astype("Int64"),
        rank_high=households["rank_high"].astype("Int64"),
    )
    share = percent_of_share(context.catalog.stress.rank_interval_share, context.language, 0)
    shown = {
        "rank": count_column(_("Rank")),
        "code": _("House code"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "share": percent_column(_("Among the first"), _("in how many of the draws")),
        "rank_low": count_column(_("Rank from"), _("{share} of its ranks lie between", share=share)),
        "rank_high": count_column(_("to")),
    }
    caption = _(
        "{count} households, most often first on top; at most 500 are listed. Ranks as other weights alone move them, "
        "from {draws} draws.",
        count=number(len(table), context.language),
        draws=number(found.rank_draw_count, context.language),
    )
    show_table(table, shown, f"stress_list_{band}", caption, height=460 if len(table) > 11 else "content")


def _show_areas(context: Context, found: StressedRanking) -> None:
    _ = context.translate
    top = found.by_area.assign(both=found.by_area["certain"] + found.by_area["verify"])
    top = top[top["both"] > 0].sort_values(["both", "area"], ascending=[False, True]).head(MOST_AREAS)
    if not len(top):
        return
    names = [band_name(_, band) for band in FIRST_BANDS]
    rows = pd.DataFrame(
        [
            (context.area_name(str(row["area"])), name, position, row[band])
            for row in top.to_dict("records")
            for position, (band, name) in enumerate(zip(FIRST_BANDS, names, strict=True))
        ],
        columns=["area", "name", "position", "count"],
    )
    st.subheader(_("Where they live"), anchor=False)
    st.altair_chart(
        banded_areas(rows, names, [BAND_COLOURS[band] for band in FIRST_BANDS], _("households")),
        key="stress_areas",
        alt=_("Bars of the households that are certain and to be verified by sub-district"),
    )
    st.caption(_("The twenty sub-districts with most of them."))
