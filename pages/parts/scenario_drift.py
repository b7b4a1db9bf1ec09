"""What became of a decision: the sentence, the counts, the answers that changed, and the households."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, baht, number
from dss_core.language.messages import explain
from dss_core.model.scenarios import Scenario
from dss_core.usecases.scenario_drift import ScenarioDrift
from pages.charts.explanations import figure_bars
from pages.parts.header import show_stamp
from pages.parts.household import house_code_text
from pages.parts.scenario_words import MOVED, round_name
from pages.parts.tables import baht_column, show_table
from pages.shell.context import Context

MOST_ANSWERS = 12
NAME = 300  # pixels


def show_drift(context: Context, found: ScenarioDrift, scenario: Scenario) -> None:
    """The whole part."""
    _ = context.translate
    st.subheader(_("Since the decision"), anchor=False)
    show_stamp(context, found.provenance)
    counts = {name: number(count, context.language) for name, count in found.counts.items()}
    st.markdown(
        "### "
        + _(
            "Of {helped} households {changed} changed, {unqualified} no longer qualify, {gone} are not found any more.",
            **{name: counts[name] for name in ("helped", "changed", "unqualified", "gone")},
        )
    )
    _explain(context, found, scenario)
    _show_counts(context, found, counts)
    _show_answers(context, found)
    _show_households(context, found)


def _explain(context: Context, found: ScenarioDrift, scenario: Scenario) -> None:
    """What the comparison rests on, and what keeps it from being whole."""
    _, language = context.translate, context.language
    if found.affected_baht:
        st.markdown(
            _(
                "{spent} of the {all} decided on are for households that are gone, lost a programme or lack an answer.",
                spent=baht(found.affected_baht, language),
                all=baht(found.decision.spent_baht, language),
            )
        )
    if found.moved:
        what = ", ".join(_(MOVED[code]) for code in found.moved)
        st.caption(":material/update: " + _("Since the decision: {what}.", what=what))
    if found.provenance.round_id != scenario.round_id:
        st.caption(
            ":material/info: "
            + _(
                "The decision rests on {decided}. Whoever {now} does not tell of counts as not found.",
                decided=round_name(context, scenario.round_id),
                now=round_name(context, found.provenance.round_id),
            )
        )
    if found.unplanned is not None:
        told = _("Whom a plan of today would help cannot be told:")
        st.warning(f"{told} {explain(found.unplanned, _)}")


def _show_counts(context: Context, found: ScenarioDrift, counts: dict[str, str]) -> None:
    _ = context.translate
    boxes = [
        (
            _("An answer is missing now"),
            "undecided",
            _("A programme cannot be decided on, because an answer is missing."),
        ),
        (_("Newly qualify"), "newly_eligible", _("They qualified for none of the programmes when it was decided.")),
    ]
    if found.unplanned is None:
        boxes += [
            (_("Would come in"), "would_come_in", _("The same choices would help them today; the decision does not.")),
            (
                _("Would be left out"),
                "not_chosen",
                _("They qualify still, but the same choices would help others today."),
            ),
        ]
    with st.grid(4, min_column_width=260):
        for label, name, help_text in boxes:
            st.metric(label, counts[name], _("households"), delta_color="off", delta_arrow="off", border=True,
                      height="stretch", help=help_text)  # fmt: skip


def _show_answers(context: Context, found: ScenarioDrift) -> None:
    """In which answers households changed."""
    _ = context.translate
    if not found.changed_answers:
        return
    first = list(found.changed_answers.items())[:MOST_ANSWERS]
    rows = pd.DataFrame(
        {
            "name": [_measure(context, name) for name, _count in first],
            "value": [count for _name, count in first],
            "label": [number(count, context.language) for _name, count in first],
        }
    )
    st.altair_chart(
        figure_bars(
            rows.assign(text=rows["label"]), _("households that changed"), (0, 1.15 * float(rows["value"].max()))
        ),
        key="drift_answers",
        alt=_("Bars of households by the answer in which they changed"),
    )
    if len(found.changed_answers) > MOST_ANSWERS:
        rest = number(len(found.changed_answers) - MOST_ANSWERS, context.language)
        st.caption(_("The twelve answers that changed most often; {rest} more changed less often.", rest=rest))


def _measure(context: Context, name: str) -> str:
    """The label of a variable; its id when the definitions have lost it since."""
    known = {one.id for one in context.catalog.variables}
    instrument = context.catalog.instrument
    is_known = name in known or name in instrument.indicator_ids or name in instrument.capital_ids
    return context.name_of(name) if is_known else name


def _show_households(context: Context, found: ScenarioDrift) -> None:
    """The households of the decision of which something is to be told, and those that would come in."""
    _, language = context.translate, context.language
    if found.drifted is None or found.coming is None:
        st.caption(_("Your role sees the counts; households are listed for those who may see them."))
        return
    if len(found.drifted):
        table = _placed(context, found.drifted)
        table = table.assign(
            happened=[_happened(context, row) for row in table.to_dict("records")],
            answers=[", ".join(_measure(context, name) for name in names) for names in table["changed"]],
        )
        shown = {
            "code": _("House code"),
            "place": _("Sub-district"),
            "happened": st.column_config.TextColumn(_("What happened"), width=NAME),
            "answers": st.column_config.TextColumn(_("Answers that changed"), width=NAME),
            "cost_baht": baht_column(_("Decided, baht")),
        }
        caption = _(
            "{shown} of {all} households of the decision of which something is to be told.",
            shown=number(len(table), language),
            all=number(found.drifted_count, language),
        )
        show_table(table, shown, "drift_households", caption, height=420)
    if len(found.coming):
        table = _placed(context, found.coming)
        shown = {"code": _("House code"), "place": _("Sub-district")}
        caption = _("Households that the same choices would help today and the decision does not.")
        show_table(table, shown, "drift_coming", caption, height=300)


def _placed(context: Context, table: pd.DataFrame) -> pd.DataFrame:
    codes = [MISSING if code is None else house_code_text(code) for code in table["house_code"]]
    return table.assign(code=codes, place=context.area_names(table["subdistrict_code"]))


def _happened(context: Context, row: dict[Hashable, Any]) -> str:
    """In words, the gravest first."""
    _ = context.translate
    labels = {one.id: context.label(one.label) for one in context.catalog.programmes}
    if row["is_gone"]:
        return _("not found any more")
    parts = []
    for name, words in (("unqualified", _("no longer qualifies for")), ("undecided", _("an answer is missing for"))):
        if row[name]:
            parts.append(f"{words} {', '.join(labels.get(one, one) for one in row[name])}")
    if not parts and not row["is_chosen"]:
        parts.append(_("others would be helped today"))
    return " · ".join(parts) or _("answers changed, and it qualifies still")
