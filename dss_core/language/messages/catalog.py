"""What is told when a definition under data/ is wrong; the program does not start with it.

``key`` is the place in the file, ``problem`` what was found there, ``remedy`` what belongs there; either may be empty.
"""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

CATALOG_MESSAGES = {
    "catalog_missing_file": Message(
        N_("The definition file {file} is missing."),
        N_("Put the file back from the program's own copy, and start again."),
    ),
    "catalog_encoding": Message(
        N_("The definition file {file} is not stored as {remedy} text ({key})."),
        N_("Open it in a text editor, save it as {remedy}, and start again."),
    ),
    "catalog_syntax": Message(
        N_("The definition file {file} cannot be read at {key}: {problem}."),
        N_("Open the file in a text editor, correct that place, and start again."),
    ),
    "catalog_value": Message(
        N_("In the definition file {file}, {key} cannot be used as it stands (found: “{problem}”)."),
        N_("What belongs there: {remedy}."),
    ),
    "catalog_columns": Message(
        N_("In the table {file}, {key} does not have the columns that the program reads."),
        N_("Give it exactly these columns: {remedy}."),
    ),
    "catalog_duplicate": Message(
        N_("In the definition file {file}, “{problem}” at {key} stands there already."),
        N_("Remove one of the two, or give it another name."),
    ),
    "catalog_unknown_name": Message(
        N_("In the definition file {file}, {key} names “{problem}”, which is not defined."),
        N_("Use a name that is defined, such as: {remedy}."),
    ),
    "catalog_unknown_area": Message(
        N_("In the definition file {file}, {key} names “{problem}”, which is not in the official list of areas."),
        N_("Use a code of that list ({remedy})."),
    ),
    "catalog_area_count": Message(
        N_("The definition file {file} gives {key} as {problem}, but the official list of areas has {remedy}."),
        N_("Find out which of the two is right, and correct the number or bring the list up to date."),
    ),
    "catalog_alias_taken": Message(
        N_("In the definition file {file}, the spelling “{problem}” at {key} already stands for {remedy}."),
        N_("Remove it, or correct it to a spelling that stands for nothing else."),
    ),
    "catalog_boundary_missing": Message(
        N_("The map file {file} has no outline for: {remedy}."),
        N_("Use a file with every sub-district, or remove the file to use the schematic map."),
    ),
    "catalog_levels": Message(
        N_("In the definition file {file}, the levels leave a gap or overlap: {key} is {problem}."),
        N_("What belongs there: {remedy}."),
    ),
    "catalog_weights": Message(
        N_("In the definition file {file}, the weights within {key} do not sum to {remedy} ({problem})."),
        N_("Correct the weights so that they sum to {remedy}."),
    ),
    "catalog_not_the_tables": Message(
        N_("In the definition file {file}, the {key} are not those of the database: {problem}."),
        N_("Put the file back, or have the database changed together with it."),
    ),
    "catalog_unknown": Message(
        N_("“{id}” ({kind}) is not among the definitions."),
        N_("Choose one from the list."),
    ),
    "area_unknown": Message(
        N_("This province has no area with the code {area}."),
        N_("Choose an area from the list."),
    ),
}
