"""What-ifs side by side: one sentence for each, the figures with their differences, and what was chosen differently."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, number
from dss_core.usecases.compare_scenarios import ComparedScenario, ComparedScenarios
from pages.parts.plan_words import proof_text
from pages.parts.scenario_choices import choice_rows
from pages.parts.scenario_words import (
    MOVED,
    amount,
    bare_amount,
    bare_difference,
    difference,
    figure_name,
    letter,
    round_name,
)
from pages.parts.tables import baht_column, count_column, fitting, show_table
from pages.shell.context import Context

WIDE, CELL = 260, 190  # pixels
WITHOUT_BEFORE = ("spent", "served", "coverage")  # nobody is helped before the plan


def show_compared(context: Context, found: ComparedScenarios) -> None:
    """The what-ifs that are compared, under their letters, and what has changed since they were saved."""
    _, language = context.translate, context.language
    rows = [
        {
            "letter": letter(at),
            "name": one.scenario.name,
            "area": context.area_name(one.scenario.area_code),
            "round": round_name(context, one.scenario.round_id),
            "served": one.served_count,
            "spent": one.spent_baht,
            "undecided": one.undecided_count,
            "proof": proof_text(context, one.gap)[0],
            "decision": "" if one.decision is None else one.decision.decided_by,
        }
        for at, one in enumerate(found.scenarios)
    ]
    shown = {
        "letter": st.column_config.TextColumn("", width=44),
        "name": st.column_config.TextColumn(_("Name"), width=260),
        "area": _("Area"),
        "round": _("Round"),
        "served": count_column(_("Households helped")),
        "spent": baht_column(_("Spent, baht")),
        "undecided": count_column(_("Undecided"), _("households with a missing answer; they are not served")),
        "proof": st.column_config.TextColumn(_("Proof"), width=260),
        "decision": _("Adopted by"),
    }
    caption = _("All are computed anew on the data of today: {n} households in {letter}.", letter=letter(_base(found)),
                n=number(found.scenarios[_base(found)].provenance.household_count, language))  # fmt: skip
    show_table(pd.DataFrame(rows), shown, "compared_list", caption, height="content")
    for at, one in enumerate(found.scenarios):
        _warn_of_changes(context, letter(at), one)
    if "other_rounds" in found.notes:
        st.warning(_("They speak of different rounds: households and answers are not the same."))
    if "other_areas" in found.notes:
        st.warning(_("They speak of different areas: totals differ for that alone."))


def _base(found: ComparedScenarios) -> int:
    return next(at for at, one in enumerate(found.scenarios) if one.scenario.id == found.baseline)


def _warn_of_changes(context: Context, name: str, one: ComparedScenario) -> None:
    """Since it was saved something has changed, and whether its figures have."""
    _ = context.translate
    if not one.moved and not one.differing:
        return
    what = ", ".join(_(MOVED[code]) for code in one.moved) or _("the search took another way")
    if not one.differing:
        text = _("Since {letter} was saved: {what}. Its figures are as they were saved.", letter=name, what=what)
        st.info(text, icon=":material/update:")
        return
    figures = ", ".join(f"{figure_name(context, figure)}{_was(context, one, figure)}" for figure in one.differing)
    st.warning(
        _("Since {letter} was saved: {what}. Its figures are others now: {figures}.", letter=name, what=what,
          figures=figures),
        icon=":material/update:",
    )  # fmt: skip


def _was(context: Context, one: ComparedScenario, figure: str) -> str:
    saved = next(found for found in one.scenario.figures if found.id == figure)
    now = next((found for found in one.figures if found.id == figure), None)
    then = amount(context, saved.after, saved.unit)
    return f" ({then})" if now is None else f" ({then} → {amount(context, now.after, now.unit)})"


def show_sentences(context: Context, found: ComparedScenarios) -> None:
    """For each what-if how it differs from the one that is measured from."""
    _, language = context.translate, context.language
    base = _base(found)
    start = found.scenarios[base]
    for at, one in enumerate(found.scenarios):
        if at == base:
            continue
        first, second = sorted((at, base))
        pair = found.overlaps[
            (found.overlaps["first"] == found.scenarios[first].scenario.id)
            & (found.overlaps["second"] == found.scenarios[second].scenario.id)
        ].iloc[0]
        mine, theirs = ("second", "first") if at > base else ("first", "second")
        st.markdown(
            "#### "
            + _(
                "{letter} against {base}: households {served}, money {spent}. Both help {both} households; {joining} "
                "join and {leaving} leave.",
                letter=letter(at),
                base=letter(base),
                served=difference(context, one.served_count - start.served_count, "households"),
                spent=difference(context, one.spent_baht - start.spent_baht, "baht"),
                both=number(pair["both_count"], language),
                joining=number(pair[f"only_{mine}_count"], language),
                leaving=number(pair[f"only_{theirs}_count"], language),
            )
        )


def show_figures(context: Context, found: ComparedScenarios) -> None:
    """Every figure of every what-if, with its difference from the one that is measured from."""
    _ = context.translate
    ids = [one.scenario.id for one in found.scenarios]
    rows = []
    for figure, group in found.figures.groupby("figure", sort=False):
        by_plan = {str(row["plan"]): row for row in group.to_dict("records")}
        unit = str(group["unit"].iloc[0])
        row = {"figure": figure_name(context, str(figure), unit), "before": MISSING}
        for at, key in enumerate(ids):
            row[letter(at)] = _cell(context, by_plan.get(key), key == found.baseline)
        if found.baseline in by_plan and figure not in WITHOUT_BEFORE:
            told = by_plan[found.baseline]
            row["before"] = bare_amount(context, told["before"], unit)
        rows.append(row)
    shown = {
        "figure": st.column_config.TextColumn(_("Figure"), width=WIDE),
        "before": st.column_config.TextColumn(_("Without help"), width=150),
        **{
            letter(at): st.column_config.TextColumn(
                _("{letter}, the base", letter=letter(at)) if key == found.baseline else letter(at), width=CELL
            )
            for at, key in enumerate(ids)
        },
    }
    st.subheader(_("Figures and their differences"), anchor=False)
    caption = _("In brackets: the difference from {letter}. Points are percentage points.", letter=letter(_base(found)))
    show_table(pd.DataFrame(rows), shown, "compared_figures", caption, height=fitting(len(rows)))


def _cell(context: Context, told: dict[Hashable, Any] | None, is_baseline: bool) -> str:
    if told is None:
        return MISSING
    value = bare_amount(context, told["after"], told["unit"])
    return value if is_baseline else f"{value} ({bare_difference(context, told['difference'], told['unit'])})"


def show_choices(context: Context, found: ComparedScenarios) -> None:
    """What was chosen differently; what all have in common is left out."""
    _ = context.translate
    rows = choice_rows(context, [one.scenario.choices for one in found.scenarios])
    st.subheader(_("What was chosen differently"), anchor=False)
    if not rows:
        st.markdown(_("Nothing: their choices are the same."))
        return
    table = pd.DataFrame([{"choice": name, **{letter(at): v for at, v in enumerate(values)}} for name, values in rows])
    shown = {
        "choice": st.column_config.TextColumn(_("Choice"), width=WIDE),
        **{letter(at): st.column_config.TextColumn(letter(at), width=260) for at in range(len(found.scenarios))},
    }
    show_table(table, shown, "compared_choices", _("What all have in common is left out."), height="content")
