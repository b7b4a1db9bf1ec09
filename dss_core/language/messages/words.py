"""What is told about languages, and about values that people type."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

WORDS_MESSAGES = {
    "language_unknown": Message(
        N_("This language is not available."),
        N_("Choose one of: {languages}."),
    ),
    "language_missing_file": Message(
        N_("The file with the translated words, {file}, is missing."),
        N_("Put the file back from the program's own copy, or use the program in English."),
    ),
    "language_syntax": Message(
        N_("The file with the translated words, {file}, cannot be read: {problem}."),
        N_("Open the file in a translation editor, correct it and save it again, or use the program in English."),
    ),
    "no_rounds": Message(
        N_("There is no survey round yet."),
        N_("Import a survey first."),
    ),
    "option_not_a_number": Message(
        N_("“{option}” does not hold a number where one belongs."),
        N_("Write the name, an equals sign and a number, such as name=1.5."),
    ),
    "option_of_a_file": Message(
        N_("{option} is for a file of your own; a round has no such column."),
        N_("Leave it out. Of a round, --strata and --cluster each take one place: district, subdistrict, village."),
    ),
    "option_no_income": Message(
        N_("To measure the poverty of a file, its column of incomes is needed."),
        N_("Name it with --income."),
    ),
    "option_no_specification": Message(
        N_("“{option}” is neither a specification of the catalogue nor a file."),
        N_("Check how it is written; of a file, name the path to the TOML file."),
    ),
    "option_not_whole": Message(
        N_("“{option}” does not hold a whole number of households."),
        N_("Write it as name=unit cost:households, such as name=1000:25."),
    ),
    "programme_without_cost": Message(
        N_("The programme {programme} has no unit cost of its own."),
        N_("Write what one unit costs in baht, such as {programme}=1000."),
    ),
    "round_unreadable": Message(
        N_("“{text}” does not name a survey round."),
        N_("Write the year and the number of the round, such as 2569-1 or 2026-1."),
    ),
}
