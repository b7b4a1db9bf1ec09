"""Which column of a file is which field: the proposals with their reasons, to be looked at, changed and saved."""

from pathlib import PurePath

import pandas as pd
import streamlit as st

from dss_core.catalog.formats import ColumnFormat, SheetFormat, column_label
from dss_core.errors import BadFile
from dss_core.language.format import number
from dss_core.language.messages import explain
from dss_core.language.translate import N_
from dss_core.model.mappings import SavedMapping
from dss_core.usecases.map_columns import (
    Columns,
    Constants,
    FoundColumn,
    MappingDraft,
    MappingProposal,
    MappingQuery,
    Proposal,
    Reason,
    SheetProposal,
    may_be_shared,
    propose_mapping,
    save_mapping,
)
from pages.parts.plain_text import plain_text
from pages.parts.tables import show_table
from pages.parts.upload_problems import VALUE_CLASSES
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

PROPOSED = "mapping_proposal"
NO_COLUMN = -1
SURE = 0.9  # from here on an optional field is not asked about one by one
MOST_CLASSES = 2
LETTERS = 26
REASONS = {
    Reason.NAME: N_("the heading is a name of it"),
    Reason.HINT: N_("the heading often stands for it"),
    Reason.LIKE: N_("the heading is like a name of it"),
    Reason.CONTENT: N_("by what stands in the cells alone"),
}


def show_mapping(
    context: Context, data: bytes, file_name: str, file_id: str, refusal: BadFile | None = None
) -> SavedMapping | None:
    """The proposals for a file, and the form that saves what somebody agreed to; the mapping once it is saved.

    refusal: why the file is in no known format; told where nothing in the file looks like a survey.
    """
    _ = context.translate
    told_first = st.container()
    st.subheader(_("Which column is which"), anchor=False)
    proposal = _proposal(context, data, file_name, file_id)
    if refusal is not None and len(proposal.households.proposals):
        told_first.info(
            _("The headings of this file are not those of a known format. Say below which column is which."),
            icon=":material/view_column:",
        )
    elif refusal is not None:
        told_first.error(explain(refusal, _), icon=":material/error:")
    upload = context.catalog.formats[proposal.format_id]
    sheets = [("households", upload.sheets.households, proposal.households)]
    if upload.sheets.members is not None and proposal.members is not None:
        sheets.append(("members", upload.sheets.members, proposal.members))
    st.markdown(
        _(
            "Nothing is taken over by itself: look at each line, choose another column where one is wrong, and save. "
            "Files with the same headings are then read in the same way."
        )
    )
    every = st.toggle(_("Show every field"), key="mapping_every")
    with st.form("mapping", border=True):
        chosen = {role: _sheet(context, role, wanted, found, every) for role, wanted, found in sheets}
        name = st.text_input(_("Name of this mapping"), PurePath(file_name).stem, max_chars=120, key="mapping_name")
        st.caption(_("A name that there is already gets a new version; the earlier ones are kept."))
        if not st.form_submit_button(_("Save and check the file"), type="primary", icon=":material/save:"):
            return None
        with told(_):
            houses, people = chosen["households"], chosen.get("members", ((), ()))
            draft = MappingDraft(name, proposal, houses[0], people[0], houses[1], people[1])
            saved = save_mapping(context.services, context.viewer, draft)
    forget(PROPOSED)
    return saved


def _proposal(context: Context, data: bytes, file_name: str, file_id: str) -> MappingProposal:
    """What is proposed for the sheets that are chosen; made once for each choice."""
    _ = context.translate
    known = kept(PROPOSED)
    first = known[1] if known is not None and known[0] == file_id else None
    if first is None:
        first = _made(context, MappingQuery(data, file_name))
        keep(PROPOSED, (file_id, first, {}))
    chosen = _chosen_sheets(context, first, file_id)
    if chosen == (first.households.name, first.members.name if first.members else ""):
        return first
    made: dict[tuple[str, str], MappingProposal] = kept(PROPOSED)[2]
    if chosen not in made:
        made[chosen] = _made(context, MappingQuery(data, file_name, first.format_id, *chosen))
    return made[chosen]


def _made(context: Context, query: MappingQuery) -> MappingProposal:
    _ = context.translate
    with st.spinner(_("Comparing headings and cells …")), told(_):
        return propose_mapping(context.services, context.viewer, query)


def _chosen_sheets(context: Context, first: MappingProposal, file_id: str) -> tuple[str, str]:
    """The sheet of households and that of members ("" is none); asked only where there is something to choose."""
    _ = context.translate
    proposed = first.households.name, first.members.name if first.members else ""
    if len(first.sheets) < 2:
        return proposed
    left, right = st.columns(2)
    names = list(first.sheets)
    houses = left.selectbox(_("Sheet of households"), names, names.index(proposed[0]), key=f"map_houses_{file_id}")
    others = ["", *(name for name in names if name != houses)]
    place = others.index(proposed[1]) if proposed[1] in others else 0
    people = right.selectbox(
        _("Sheet of members"), others, place, key=f"map_people_{file_id}", format_func=lambda n: n or _("no sheet")
    )
    return str(houses or proposed[0]), str(people or "")


def _sheet(
    context: Context, role: str, wanted: SheetFormat, found: SheetProposal, every: bool
) -> tuple[Columns, Constants]:
    """The lines of one sheet; each field with the column that is chosen for it now, or what holds for every row."""
    _ = context.translate
    st.markdown(f"#### {_('Households') if role == 'households' else _('Members')}" + _of_sheet(found.name))
    _show_headings(context, wanted, found)
    proposals = {one.field: one for one in found.proposals}
    asked = [c for c in wanted.columns if every or c.required or _is_open(proposals.get(c.field))]
    chosen = {one.field: one.position for one in found.proposals}
    same: dict[str, str] = {}
    for column in asked:
        chosen[column.field], text = _line(context, role, column, found, proposals.get(column.field))
        if text and chosen[column.field] == NO_COLUMN:
            same[column.field] = text
    rest = [column for column in wanted.columns if column not in asked and column.field in proposals]
    if rest:
        _show_rest(context, role, rest, found, proposals)
    free = [column.heading for column in found.columns if column.heading and column.position not in chosen.values()]
    if free:
        st.caption(_("Columns that feed no field: {columns}", columns=", ".join(map(plain_text, free))))
    columns = tuple((field, position) for field, position in chosen.items() if position != NO_COLUMN)
    return columns, tuple(same.items())


def _of_sheet(name: str) -> str:
    return f" · {plain_text(name)}" if name else ""


def _is_open(proposal: Proposal | None) -> bool:
    return proposal is not None and proposal.confidence < SURE


def _show_headings(context: Context, wanted: SheetFormat, found: SheetProposal) -> None:
    _, language = context.translate, context.language
    first, last = found.first_row, found.first_row + found.row_count - 1
    rows = number(first, language) if first == last else f"{number(first, language)}–{number(last, language)}"
    parts = [_("Headings in row {rows}.", rows=rows)]
    if found.left_out:
        parts.append(_("Rows left out because they repeat them: {count}.", count=number(found.left_out, language)))
    st.caption(" · ".join(parts))
    if found.missing:
        lacking = ", ".join(_field(context, wanted.column(field)) for field in found.missing)
        st.warning(_("No column was found for: {fields}.", fields=lacking), icon=":material/search_off:")


def _line(
    context: Context, role: str, column: ColumnFormat, found: SheetProposal, proposal: Proposal | None
) -> tuple[int, str]:
    """One field: its name, the box with the file's columns, and what speaks for the proposed one.

    Where none is proposed something may be written for every row. The column that is chosen and what is written.
    """
    _ = context.translate
    left, middle, right = st.columns([3, 4, 5], vertical_alignment="center")
    label = _field(context, column)
    left.markdown(f"**{label}** · {_('needed')}" if column.required else label)
    options = [NO_COLUMN, *(one.position for one in found.columns)]
    headings = {one.position: f"{_letters(one.position)} · {one.heading or '–'}" for one in found.columns}
    position = middle.selectbox(
        label,
        options,
        options.index(proposal.position) if proposal else 0,
        key=f"map_{role}_{column.field}_{found.fingerprint}",
        format_func=lambda at: headings.get(at, _("no column")),
        label_visibility="collapsed",
    )
    if proposal is not None:
        lines = _why(context, proposal, found.columns[proposal.position])
        right.caption("  \n".join(map(plain_text, lines)))
    text = ""
    if proposal is None and column.required and may_be_shared(column):
        help_text = _("The same for every row")
        key = f"map_same_{role}_{column.field}_{found.fingerprint}"
        text = right.text_input(help_text, key=key, placeholder=help_text, label_visibility="collapsed", max_chars=60)
    return NO_COLUMN if position is None else int(position), text


def _show_rest(
    context: Context, role: str, rest: list[ColumnFormat], found: SheetProposal, proposals: dict[str, Proposal]
) -> None:
    """The fields that nobody needs to look at one by one."""
    _ = context.translate
    rows = [
        (
            _field(context, column),
            found.columns[proposals[column.field].position].heading,
            " · ".join(_why(context, proposals[column.field], found.columns[proposals[column.field].position])),
        )
        for column in rest
    ]
    table = pd.DataFrame(rows, columns=["field", "heading", "why"])
    shown = {
        "field": st.column_config.TextColumn(_("Field")),
        "heading": st.column_config.TextColumn(_("Column of the file")),
        "why": st.column_config.TextColumn(_("Why"), width="large"),
    }
    with st.expander(_("{count} further fields whose columns are sure", count=number(len(rest), context.language))):
        show_table(table, shown, f"mapping_sure_{role}", _("“Show every field” lets you change these too."))


def _why(context: Context, proposal: Proposal, column: FoundColumn) -> tuple[str, str]:
    """How sure a proposal is and why; and what stands in the column: kinds of values, examples of what is nobody's."""
    _, language = context.translate, context.language
    sure = _("{percent}% sure", percent=number(proposal.confidence * 100, language))
    parts = []
    if proposal.share is not None:
        parts.append(_("{percent}% of the cells fit", percent=number(proposal.share * 100, language)))
    parts += [
        f"{_(VALUE_CLASSES[name])} {number(share * 100, language)}%" for name, share in column.classes[:MOST_CLASSES]
    ]
    if column.examples:
        parts.append(_("such as {examples}", examples=", ".join(column.examples)))
    return f"{sure} · {_(REASONS[proposal.reason])}", " · ".join(parts)


def _field(context: Context, column: ColumnFormat) -> str:
    """The name of a field in the reader's language."""
    return context.label(column_label(column, context.catalog.instrument))


def _letters(position: int) -> str:
    """A column as spreadsheets name it: A, B, …, Z, AA."""
    letters, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
