"""What is told when the columns of a file cannot be mapped as somebody chose."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

MAPPING_MESSAGES = {
    "mapping_other_headings": Message(
        N_("The headings of the file {file} are not those that this mapping was made for."),
        N_("Upload the file again and say once more which column is which."),
    ),
    "mapping_unknown_sheet": Message(
        N_("The file has no sheet “{sheet}” with rows."),
        N_("Choose a sheet from the list."),
    ),
    "mapping_no_headings": Message(
        N_("No row of headings was found in the sheet “{sheet}”."),
        N_("Write a heading above each column in the file, and upload it again."),
    ),
    "mapping_name": Message(
        N_("A mapping needs a name of at most {longest} characters."),
        N_("Write a name by which you will know files of this kind again."),
    ),
    "mapping_unknown_field": Message(
        N_("The format has no field “{field}”."),
        N_("Choose the fields from the list."),
    ),
    "mapping_field_twice": Message(
        N_("Two columns were chosen for “{field}”."),
        N_("Choose one of them."),
    ),
    "mapping_unknown_column": Message(
        N_("The column chosen for “{field}” is not in the file."),
        N_("Choose a column from the list."),
    ),
    "mapping_column_twice": Message(
        N_("The column “{column}” was chosen for two fields."),
        N_("Choose another column for one of them."),
    ),
    "mapping_constant": Message(
        N_("What was written for every row of “{field}” cannot stand there."),
        N_("Write one value of this field, or choose a column for it."),
    ),
    "mapping_missing": Message(
        N_("No column is chosen yet for: {columns} (sheet {sheet})."),
        N_("Choose one for each; if the file has none, add it to the file and upload it again."),
    ),
}
