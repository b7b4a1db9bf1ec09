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
    "file_old_workbook": Message(
        N_("The file {file} is a workbook of the old kind (.xls)."),
        N_("Open it in Excel, save it as .xlsx and upload that."),
    ),
    "file_not_a_workbook": Message(
        N_("The file {file} is neither an Excel workbook (.xlsx) nor a table in a text file (.csv), or it is damaged."),
        N_("Export it again as .xlsx or .csv."),
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
}
