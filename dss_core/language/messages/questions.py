"""What is told when a page is asked for something that does not exist or cannot be chosen."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

QUESTION_MESSAGES = {
    "round_unknown": Message(
        N_("There is no survey round {round}."),
        N_("Choose a round from the list."),
    ),
    "household_unknown": Message(
        N_("This household does not exist, or it lies outside the area of your account."),
        N_("Search for it by its house code."),
    ),
    "household_level": Message(
        N_("There is no level {level}."),
        N_("Choose a level from the list."),
    ),
    "household_outcome": Message(
        N_("“{outcome}” is not a result of the verification."),
        N_("Choose a result from the list."),
    ),
    "household_page": Message(
        N_("This page of the list does not exist; a page has at most {most} households."),
        N_("Go back to the first page."),
    ),
    "describe_unknown_value": Message(
        N_("There are no statistics of: {value}."),
        N_("Choose values from the list."),
    ),
    "describe_unknown_group": Message(
        N_("Statistics cannot be grouped by: {group}."),
        N_("Choose one of: {groups}."),
    ),
    "describe_many_groups": Message(
        N_("Statistics are grouped by at most {most} different things."),
        N_("Take one of them out."),
    ),
    "describe_unknown_bands": Message(
        N_("There are no words for a mean called “{bands}”."),
        N_("Choose one of: {known}."),
    ),
    "compare_one_group": Message(
        N_("There is only one group here, so there is nothing to compare."),
        N_("Choose other groups, or a larger area."),
    ),
    "crosstab_large": Message(
        N_("This table would have {count} cells; at most {most} can be read and tested."),
        N_("Choose rows or columns with fewer groups."),
    ),
    "survey_weight": Message(
        N_("The households of a round have no weights called “{weight}”."),
        N_("Leave it out, or use {known}."),
    ),
    "survey_one_stage": Message(
        N_("A round is sampled in one stage; {count} were given."),
        N_("Give one kind of cluster."),
    ),
    "survey_lonely_rule": Message(
        N_("There is no rule “{rule}” for strata with a single cluster."),
        N_("Choose one of: {rules}."),
    ),
    "survey_population": Message(
        N_("The list from which households were drawn cannot be shorter than the {count} households of the round."),
        N_("Type the number of households on the list, or leave it empty."),
    ),
    "survey_population_design": Message(
        N_("A list of households without strata and clusters is meant; this sampling has them, or several rounds."),
        N_("Leave the number of households on the list empty, or take out strata and clusters."),
    ),
    "map_measure": Message(
        N_("The map cannot show {measure}."),
        N_("Choose one of: {measures}."),
    ),
    "ranking_page": Message(
        N_("This part of the ranking does not exist; a page has at most {most} households."),
        N_("Go back to the first page."),
    ),
    "ranking_unknown_method": Message(
        N_("There is no ranking method “{method}”."),
        N_("Choose one of: {methods}."),
    ),
    "scenario_no_programme": Message(
        N_("No programme is chosen."),
        N_("Choose at least one programme."),
    ),
    "scenario_name": Message(
        N_("A what-if needs a name of at most {longest} characters."),
        N_("Type a name."),
    ),
    "scenario_unknown": Message(
        N_("This what-if does not exist, or it covers areas outside your account."),
        N_("Choose one from the list of saved what-ifs."),
    ),
    "import_unknown_format": Message(
        N_("There is no upload format “{format}”."),
        N_("Choose one of: {formats}."),
    ),
    "import_has_errors": Message(
        N_("The file still has {count} errors, so nothing was imported."),
        N_("Correct them in the file and upload it again."),
    ),
    "import_already": Message(
        N_("This very file was imported on {at} into the round {round}."),
        N_("Nothing needs to be done."),
    ),
    "import_round_changed": Message(
        N_("The round {round} has changed since this file was rehearsed; nothing was imported."),
        N_("Upload the file again and look at what it would do now."),
    ),
    "import_changes_nothing": Message(
        N_("Everything that this file tells stands in the round {round} already; nothing was imported."),
        N_("Nothing needs to be done."),
    ),
    "event_kind": Message(
        N_("“{kind}” is no event of a household."),
        N_("Choose an event from the list."),
    ),
    "event_note": Message(
        N_("“{note}” does not say how an event is known."),
        N_("Choose a line from the list."),
    ),
    "event_other": Message(
        N_("This event speaks of two houses, and the second is missing or its house code has not 11 digits."),
        N_("Type the house code of the other house."),
    ),
    "event_other_unknown": Message(
        N_("The other house is not known, or it lies outside the area of your account."),
        N_("Look for it on the page of households first."),
    ),
    "event_same_house": Message(
        N_("The other house is this one."),
        N_("Type the house code of the other house."),
    ),
    "event_future": Message(
        N_("The day of the event lies in the future."),
        N_("Choose a day up to today, or leave it empty."),
    ),
    "import_unknown": Message(
        N_("There is no such import."),
        N_("Choose one from the list of files taken in."),
    ),
    "undo_done": Message(
        N_("This import was undone on {at} already."),
        N_("Nothing needs to be done."),
    ),
    "undo_endorsed": Message(
        N_("The round {round} is endorsed, so none of its imports can be undone."),
        N_("Bring corrections as a new round."),
    ),
    "undo_outside": Message(
        N_("{count} households of this import lie outside the area of your account."),
        N_("Ask somebody who is responsible for the whole area of the import."),
    ),
    "undo_later": Message(
        N_("{count} later imports changed households of this one, the last of them {file}."),
        N_("Undo those first, the newest before the others."),
    ),
}
