"""Who saw and changed what, and whether the record of it is whole."""

from datetime import date

import streamlit as st

from dss_core.language.format import moment, number
from dss_core.usecases.read_audit import MOST_LINES, AuditProof, AuditQuery, list_actions, read_audit, verify_audit
from pages.parts.audit_words import ACTIONS
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.reveal_list import show_reveals
from pages.parts.tables import fitting, show_table
from pages.shell.context import Context

EVERY = ""
LINES, REVEALS = "lines", "reveals"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    show_header(context, _("Audit"), _("Who saw and changed what, and is the record of it whole?"))
    parts = {LINES: _("Lines of the audit"), REVEALS: _("Reveals")}
    if choose_part(context, parts, "audit_part") == REVEALS:
        show_reveals(context)
    else:
        _lines(context)


def _lines(context: Context) -> None:
    _ = context.translate
    # Not kept between reruns: the audit grows with every click.
    actions = list_actions(context.services, context.viewer)
    _proof(context)
    query = _query(context, actions)
    found = read_audit(context.services, context.viewer, query)
    if not found.count:
        show_empty(_("No line of the audit fits."), _("Choose other days, another account or another action."))
        return
    shown = found.lines.assign(
        done=[_(ACTIONS.get(code, code)) for code in found.lines["action"]],
        when=[moment(at, context.language) for at in found.lines["at"]],
        more=[", ".join(f"{key}: {value}" for key, value in one.items()) for one in found.lines["details"]],
    )
    columns = {
        "id": st.column_config.NumberColumn(_("Line"), format="%d"),
        "when": _("When"),
        "username": _("Account"),
        "done": _("Action"),
        "subject": _("Subject"),
        "more": st.column_config.TextColumn(_("Details"), width="large"),
    }
    told = _(
        "The newest {shown} of {count} lines; at most {most} are listed. Details are counts and codes, never names.",
        shown=number(len(shown), context.language),
        count=number(found.count, context.language),
        most=number(MOST_LINES, context.language),
    )
    show_table(shown, columns, "audit_lines", told, height=fitting(len(shown)))


def _query(context: Context, actions: tuple[str, ...]) -> AuditQuery:
    _ = context.translate
    days, account, kind = st.columns(3)
    with days:
        chosen = st.date_input(_("Days"), value=[], key="audit_days", format="DD/MM/YYYY")
    with account:
        username = st.text_input(_("Account"), key="audit_account").strip()
    with kind:
        action = st.selectbox(
            _("Action"),
            [EVERY, *actions],
            key="audit_action",
            format_func=lambda code: _(ACTIONS.get(str(code), str(code))) if code else _("all actions"),
        )
    first, last = _ends(chosen)
    return AuditQuery(username or None, action or None, first, last)


def _ends(chosen: object) -> tuple[date | None, date | None]:
    days = tuple(chosen) if isinstance(chosen, tuple | list) else ()
    return (days[0] if days else None), (days[-1] if days else None)


def _proof(context: Context) -> None:
    """A button, because every line is read: what the seals say."""
    _ = context.translate
    if st.button(_("Check that the audit is whole"), icon=":material/verified:", key="audit_check"):
        _tell(context, verify_audit(context.services, context.viewer))


def _tell(context: Context, proof: AuditProof) -> None:
    _ = context.translate
    count = number(proof.line_count, context.language)
    if not proof.broken:
        st.success(
            _("All {count} lines are as they were written. Seal of the last: {seal}", count=count, seal=proof.seal[:16])
        )
        return
    lines = ", ".join(str(line) if line else _("the end") for line in proof.broken[:20])
    st.error(
        _(
            "The audit has been altered: {broken} of {count} lines are not as written, or follow a gap ({lines}).",
            broken=number(len(proof.broken), context.language),
            count=count,
            lines=lines,
        )
    )
