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
    "allocation_unknown_objective": Message(
        N_("There is no objective {objective}; there are: {known}."),
        N_("Choose one of them."),
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
        N_("The proof did not end in the time it had: a better plan may exist, by at most {gap} per cent."),
        N_("Ask for the proof with --exact, and give it more time with --seconds, if that matters."),
    ),
    "allocation_undecided": Message(
        N_("{count} pairs of household and programme cannot be decided, because an answer is missing."),
        N_("They are not served; they are listed."),
    ),
    "allocation_repeated_name": Message(
        N_("In {file}, {count} rows repeat a value of {column}, first row {row}."),
        N_("Each household stands in one row: correct the names, or choose the column that names households."),
    ),
    "allocation_bad_column_cost": Message(
        N_("The cost of {programme} is counted by {column}, which has values below zero."),
        N_("Correct the values, or count by another column."),
    ),
    "allocation_unknown_area": Message(
        N_("A limit speaks of the area {area}, but no household is in it."),
        N_("Correct the area as it is written in the column of areas."),
    ),
    "allocation_not_text": Message(
        N_("The file {file} is not text in UTF-8."),
        N_("Save it as UTF-8."),
    ),
    "allocation_one_file": Message(
        N_("A file of pairs and a file of households were both given."),
        N_("Give one of them: --pairs or --file."),
    ),
    "allocation_no_programmes": Message(
        N_("A file of households needs a file of programmes."),
        N_("Give it with --programmes."),
    ),
    "expression_too_long": Message(
        N_("A rule is longer than {most} characters."),
        N_("Make it shorter."),
    ),
    "expression_unexpected": Message(
        N_("The rule ({rule}) cannot be read at character {place}, where [{found}] stands."),
        N_("Correct it there; empty brackets mean that the rule ends too early."),
    ),
    "expression_unknown_name": Message(
        N_("The rule ({rule}) speaks at character {place} of {name}, which the households do not have."),
        N_("Correct the name as it is written in the table; put words in quotes."),
    ),
    "expression_not_a_condition": Message(
        N_("In the rule ({rule}), what stands at character {place} is neither true nor false."),
        N_("Compare it with something, as in: age >= 60."),
    ),
    "expression_not_a_number": Message(
        N_("In the rule ({rule}), a number is wanted at character {place}."),
        N_("Correct the rule there."),
    ),
    "expression_kinds": Message(
        N_("In the rule ({rule}), a word is compared with a number at character {place}, or words are put in order."),
        N_("Compare numbers with numbers; words can only be equal or not."),
    ),
    "scenario_many_programmes": Message(
        N_("A what-if holds at most {most} programmes."),
        N_("Choose fewer."),
    ),
    "scenario_bad_effect": Message(
        N_("The effect of {programme} on {measure} is not a range from low over likely to high, from zero upwards."),
        N_("Correct the three numbers."),
    ),
    "scenario_area_spending": Message(
        N_("What may be spent in the district {area} is not a range of amounts from zero upwards, or it is set twice."),
        N_("Correct the lower and the upper amount."),
    ),
    "scenario_bad_share": Message(
        N_("The coverage of the neediest is not a share between none and all of them."),
        N_("Choose a share from 0 to 100 per cent."),
    ),
    "scenario_requires": Message(
        N_("{programme} is only given together with {needed}, which is not chosen."),
        N_("Choose both, or neither."),
    ),
    "scenario_unknown_houses": Message(
        N_("{count} of the house codes on the lists are not in this round and area."),
        N_("Correct them, or take them out."),
    ),
    "scenario_houses_twice": Message(
        N_("{count} house codes stand on both lists: they cannot get something and nothing."),
        N_("Take them out of one list."),
    ),
    "scenario_must_not_possible": Message(
        N_("{count} households that must get something cannot get anything: no chosen programme may help them."),
        N_("Add a programme that they may have, or take them off the list."),
    ),
    "scenario_unknown_end": Message(
        N_("Effects cannot be assumed to be {end}; there are: {known}."),
        N_("Choose one of them."),
    ),
    "scenario_bad_aversion": Message(
        N_("How much more the poorest count is a number from 0 to {most}."),
        N_("Choose one in between."),
    ),
    "scenario_unknown_reason": Message(
        N_("There is no list of households {reason}; there are: {known}."),
        N_("Choose one of them."),
    ),
    "scenario_no_curve": Message(
        N_("For these programmes no curve and no least cost can be proven: too many of them depend on each other."),
        N_("Let a household have at most 2 programmes."),
    ),
    "scenario_bad_goal": Message(
        N_("A goal is a share of the loss, above 0 and at most 100 per cent."),
        N_("Choose one in between."),
    ),
    "scenario_unknown_ideal": Message(
        N_("There is no definition of poverty {ideal}; there are: {known}."),
        N_("Choose one of them."),
    ),
    "scenario_bad_draws": Message(
        N_("Effects are drawn from 1 to {most} times."),
        N_("Choose a number in between."),
    ),
    "scenario_unknown_route": Message(
        N_("There is no route {route}; there are: {known}."),
        N_("Choose one of them."),
    ),
}
