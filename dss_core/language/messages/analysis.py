"""What is told when a computation is asked for with choices that cannot be."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

ANALYSIS_MESSAGES = {
    "not_a_number": Message(
        N_("The values of {variable} are not numbers, so they cannot be computed with."),
        N_("Choose a variable that is a number."),
    ),
    "describe_unknown_column": Message(
        N_("There are no values of {column}."),
        N_("Choose a value from the list."),
    ),
    "geography_bad_point": Message(
        N_("The position of the area {area} is not known."),
        N_("Correct its latitude and longitude in the definition files of the province."),
    ),
    "geography_same_point": Message(
        N_("The area {area} has the same position as another area."),
        N_("Correct its latitude and longitude in the definition files of the province."),
    ),
    "allocation_repeated_programme": Message(
        N_("The programme {programme} is chosen twice."),
        N_("Choose it once."),
    ),
    "allocation_bad_cost": Message(
        N_("The unit cost of {programme} is not an amount from zero upwards."),
        N_("Type an amount in baht."),
    ),
    "allocation_bad_places": Message(
        N_("The number of places of {programme} is below zero."),
        N_("Type a number from zero upwards, or leave it empty for no limit."),
    ),
    "allocation_too_large": Message(
        N_("The sum of all costs is larger than can be computed exactly."),
        N_("Check the unit costs for a slip."),
    ),
    "allocation_bad_budget": Message(
        N_("The budget is not an amount from zero upwards."),
        N_("Type an amount in baht."),
    ),
    "allocation_bad_most": Message(
        N_("The most programmes for one household is {most}, but must be at least 1."),
        N_("Type 1 or more, or leave it empty for no limit."),
    ),
    "allocation_unknown_variable": Message(
        N_("Whether a household is eligible depends on {variable}, which this round does not have."),
        N_("Correct the condition of the programme in its definition."),
    ),
    "allocation_bad_condition": Message(
        N_("The condition on {variable} compares a text with a number, so no household could meet it."),
        N_("Correct the condition of the programme in its definition."),
    ),
}
