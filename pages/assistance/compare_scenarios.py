"""What-ifs side by side: what differs, who wins and loses; a decision, and what became of it."""

import streamlit as st

from dss_core.errors import DssError
from dss_core.language.messages import explain
from dss_core.usecases.compare_scenarios import FEWEST, MOST, CompareQuery, compare_scenarios
from dss_core.usecases.list_scenarios import ListedScenario, list_scenarios
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.scenario_decision import SCENARIO, show_decision
from pages.parts.scenario_figures import show_choices, show_compared, show_figures, show_sentences
from pages.parts.scenario_people import show_alone, show_moves, show_overlaps
from pages.parts.scenario_words import letter, scenario_line
from pages.shell.context import Context
from pages.shell.session import start_with

COMPARED, BASELINE = "compare", "baseline"
SIDE, DECIDE = "side", "decide"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    listed = list_scenarios(context.services, context.viewer)
    parts = {SIDE: _("Side by side"), DECIDE: _("Decide and follow up")}
    linked = DECIDE if SCENARIO in st.query_params else SIDE
    start_with("compare_part", linked)
    part = st.segmented_control(
        _("Part"),
        list(parts),
        key="compare_part",
        format_func=lambda name: parts[name],
        required=True,
        label_visibility="collapsed",
    )
    if part == DECIDE:
        with top:
            show_header(context, _("Compare and decide"), _("What was decided, and what became of it since?"))
        _forget_link(COMPARED, BASELINE)
        show_decision(context, listed)
        return
    _forget_link(SCENARIO)
    query = _choose(context, listed)
    question = _("What differs between saved what-ifs, and who wins or loses?")
    if query is None:
        with top:
            show_header(context, _("Compare and decide"), question)
        _show_too_few(context, listed)
        return
    try:
        with st.spinner(_("Planning each what-if on the data of today…"), show_time=True):
            found = context.ask(compare_scenarios, query)
    except DssError as error:  # the page goes on, or nobody could choose others
        with top:
            show_header(context, _("Compare and decide"), question)
        st.error(explain(error, _), icon=":material/error:")
        return
    with top:
        base = next(one for one in found.scenarios if one.scenario.id == query.baseline)
        show_header(context, _("Compare and decide"), question, base.provenance)
    show_sentences(context, found)
    show_compared(context, found)
    show_figures(context, found)
    show_moves(context, found)
    show_overlaps(context, found)
    show_choices(context, found)
    show_alone(context, found)


def _choose(context: Context, listed: list[ListedScenario]) -> CompareQuery | None:
    """The what-ifs to compare, kept in the address; None as long as they are too few."""
    _ = context.translate
    by_id = {one.scenario.id: one.scenario for one in listed}
    start_with("compare_chosen", _first_choice(context, list(by_id)))
    chosen = st.multiselect(
        _("Saved what-ifs, two to six"),
        list(by_id),
        key="compare_chosen",
        format_func=lambda key: scenario_line(context, by_id[key]),
        max_selections=MOST,
        placeholder=_("Choose what-ifs"),
    )
    ids = [str(key) for key in chosen if key in by_id]
    if len(ids) < FEWEST:
        _forget_link(COMPARED, BASELINE)
        return None
    named = st.query_params.get(BASELINE, "")
    start_with("compare_baseline", named if named in ids else ids[0])
    letters = {key: letter(at) for at, key in enumerate(ids)}
    baseline = st.segmented_control(
        _("Differences are measured from"),
        ids,
        key="compare_baseline",
        format_func=lambda key: letters[key],
        required=True,
    )
    baseline = str(baseline) if baseline in ids else ids[0]
    st.query_params[COMPARED], st.query_params[BASELINE] = ",".join(ids), baseline
    return CompareQuery(tuple(ids), baseline)


def _first_choice(context: Context, known: list[str]) -> list[str]:
    """What the address names, as far as the account may see it; without an address the two newest."""
    named = list(dict.fromkeys(st.query_params.get(COMPARED, "").split(",")))[:MOST]
    found = [one for one in named if one in known]
    if any(named) and len(found) < len(named):
        _ = context.translate
        st.warning(_("Some of the what-ifs in the address do not exist, or cover areas outside your account."))
    return found if any(named) else known[:FEWEST]


def _show_too_few(context: Context, listed: list[ListedScenario]) -> None:
    _ = context.translate
    if len(listed) < FEWEST:
        show_empty(
            _("There are fewer than two saved what-ifs here."),
            _("Build them on the page “What-if” and save them there."),
        )
        return
    show_empty(_("Fewer than two what-ifs are chosen."), _("Choose two to six above."))


def _forget_link(*names: str) -> None:
    for name in names:
        if name in st.query_params:
            del st.query_params[name]
