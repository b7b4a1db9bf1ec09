"""What is told when an uploaded file cannot be taken in at all."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

FILE_MESSAGES = {
    "file_empty": Message(
        N_("The file {file} is empty."),
        N_("Export it again and upload the new one."),
    ),
    "file_too_large": Message(
        N_("The file {file} is larger than {most} MB."),
        N_("Export fewer rows at a time, for example one district."),
    ),
    "file_locked": Message(
        N_("The file {file} is protected by a password."),
        N_("Open it in Excel, remove the password, save it and upload it again."),
    ),
    "file_not_a_workbook": Message(
        N_(
            "The file {file} is none that this program can read (.xlsx, .xls, .xlsb, .ods, .csv, .tsv, .sav, .dta, "
            ".parquet, or a .zip of ODK Central), or it is damaged."
        ),
        N_("Export it again as .xlsx or .csv."),
    ),
    "file_web_page": Message(
        N_("The file {file} is a web page, though its name says it is a table."),
        N_("Open it in Excel, save it as .xlsx and upload that."),
    ),
    "file_slipped_rows": Message(
        N_("In the file {file} these rows do not fit under the headings: {rows}. Nothing of it was guessed."),
        N_("Look there for a delimiter or a quotation mark too many, or export the file again as .xlsx."),
    ),
    "file_heavy": Message(
        N_("Reading the file {file} took more memory or time than a survey needs, so it was stopped."),
        N_("Export fewer rows at a time, or save it again as .xlsx or .csv without empty rows and columns."),
    ),
    "file_unreadable": Message(
        N_("The file {file} is damaged, or it was written by a program that this one does not know."),
        N_("Save it again, as .xlsx or .csv if nothing else helps."),
    ),
    "file_no_rows": Message(
        N_("The file {file} has no rows under its headings."),
        N_("Check that the right sheet was exported, and upload it again."),
    ),
    "file_bomb": Message(
        N_("The file {file} unpacks to far more than a survey needs and was not opened."),
        N_("Export it again from the survey system; if it happens again, tell the person who looks after the program."),
    ),
    "file_far_cells": Message(
        N_("The file {file} has cells as far out as row {row}, column {column}."),
        N_("Delete the empty rows and columns at the end of the sheet, save it and upload it again."),
    ),
    "file_other_columns": Message(
        N_("The file {file} is not in the format “{format}”: these columns are missing: {columns}."),
        N_("Choose another format, or export the file with these columns."),
    ),
    "mend_unknown_purpose": Message(
        N_("“{purpose}” is not one of the purposes for which a mended file is taken home."),
        N_("Choose one of: {purposes}."),
    ),
    "mend_unknown_language": Message(
        N_("The reasons in a mended file are not written in “{language}”."),
        N_("Choose Thai or English."),
    ),
    "file_no_round": Message(
        N_("No row of the file {file} names a survey year and round."),
        N_("Fill in both columns and upload it again."),
    ),
    "file_several_rounds": Message(
        N_("The file {file} holds {count} survey rounds; one file is one round."),
        N_("Split it by year and round and upload the parts one by one."),
    ),
    "file_macros": Message(
        N_("The workbook holds macros. They were not run."),
        N_("Nothing needs to be done; save it as .xlsx next time."),
    ),
    "file_links": Message(
        N_("The workbook has links to other files. They were not followed; the values that it holds itself were read."),
        N_("Check that these values are up to date."),
    ),
    "file_other_ending": Message(
        N_("The name of the file ends in {ending}, but by its contents it is {kind}; it was read as that."),
        N_("Nothing needs to be done."),
    ),
    "sheet_hidden": Message(
        N_("The sheet is hidden and was not read."),
        N_("If it belongs to the survey, show it in Excel and upload the file again."),
    ),
    "sheet_merged_cells": Message(
        N_(
            "The sheet has {count} groups of merged cells. Only the first cell of each holds its value; "
            "the others are empty."
        ),
        N_("Split the merged cells and fill in each of them."),
    ),
    "sheet_formulas": Message(
        N_(
            "The sheet has {count} cells with formulas. The results that the file holds were read; "
            "nothing was computed."
        ),
        N_("Nothing needs to be done if the file was last saved by Excel."),
    ),
    "sheet_repeat": Message(
        N_("The sheet is a repeated group of a form; its rows belong to rows of the sheet {parent}."),
        N_("Nothing needs to be done."),
    ),
    "sheet_lost_rows": Message(
        N_("{count} rows of the repeated group belong to no row of the form."),
        N_("Export all sheets again at the same time."),
    ),
    "table_short_rows": Message(
        N_("{count} rows end before the last heading (rows {rows}); the cells that lack count as empty."),
        N_("Check that no value stands in a wrong column there."),
    ),
}
