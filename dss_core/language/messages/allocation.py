"""What is told about the best plan for a budget, and about the files that it is asked of."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

ALLOCATION_MESSAGES = {
    "allocation_negative_cost": Message(
        N_("A cost is below zero."),
        N_("Correct the costs: a programme costs zero or more."),
    ),
    "allocation_bad_limits": Message(
        N_("A limit ({kind}) asks for at least {low} and at most {high}, which no plan can keep."),
        N_("Correct the lower or the upper limit."),
    ),
    "allocation_overlap_most": Message(
        N_("Programmes that overlap can be planned for at most 2 programmes for one household, not {most}."),
        N_("Set the most programmes for one household to 1 or 2."),
    ),
    "allocation_impossible": Message(
        N_("No plan keeps all limits: what has to be reached costs more money or places than there are."),
        N_("Lower a floor, a coverage or the list of households that must be served; or raise the budget or places."),
    ),
    "allocation_no_plan": Message(
        N_("In {seconds} seconds no plan was found that keeps all limits; whether there is one is not known."),
        N_("Give it more time, or lower a floor."),
    ),
    "allocation_no_budget": Message(
        N_("There is no budget to look at."),
        N_("Set a budget."),
    ),
    "allocation_goal_unreachable": Message(
        N_("The target of {target} is not reached with the whole budget: {most} is the most that was found."),
        N_("Lower the target, or raise the budget or the places."),
    ),
    "allocation_missing_cell": Message(
        N_("In {file}, {column} is empty in {count} rows, first in row {row}."),
        N_("Fill it in, or take the rows out: an empty cell is not taken for zero."),
    ),
    "allocation_negative_cost_row": Message(
        N_("In {file}, the cost is below zero in {count} rows, first in row {row}."),
        N_("Correct the costs: a programme costs zero or more."),
    ),
    "allocation_repeated_pair": Message(
        N_("In {file}, {count} rows repeat a household and programme of an earlier row, first row {row}."),
        N_("Keep one row for each household and programme."),
    ),
    "allocation_unknown_programme": Message(
        N_("Row {row} of the pairs names the programme {programme}, but the programmes are: {known}."),
        N_("Correct its name, or add it to the file of programmes."),
    ),
    "allocation_bad_purse": Message(
        N_("The purse of {programme} is not an amount from zero upwards."),
        N_("Type an amount in baht, or leave it empty for no limit."),
    ),
    "allocation_places_not_whole": Message(
        N_("The number of places of {programme} is not a whole number."),
        N_("Type a whole number, or leave it empty for no limit."),
    ),
    "allocation_parts_of_satang": Message(
        N_("{count} costs have parts of a satang."),
        N_("They were rounded up to the next satang, so that the budget is kept."),
    ),
    "allocation_without_benefit": Message(
        N_("{count} pairs bring no benefit, or less than none."),
        N_("They are never served."),
    ),
    "allocation_nobody_served": Message(
        N_("Nobody is served: the money, the purses and the places are enough for no pair that brings a benefit."),
        N_("Check the budget and the costs if that is not what you expect."),
    ),
    "allocation_unproven": Message(
        N_("The proof did not end within {seconds} seconds: a better plan may exist, by at most {gap} per cent."),
        N_("Give it more time with --seconds, if that matters."),
    ),
}
