"""What is told when households cannot be ranked in the way that was asked for, and what to know about a ranking."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

RANKING_MESSAGES = {
    "ranking_no_weight": Message(
        N_("No criterion has a weight, so nothing can be ranked."),
        N_("Give at least one criterion a weight above zero."),
    ),
    "ranking_unknown_criterion": Message(
        N_("Households cannot be ranked by: {criterion}."),
        N_("Choose criteria from the list."),
    ),
    "ranking_repeated_criterion": Message(
        N_("The criterion {criterion} is chosen twice."),
        N_("Choose it once, with its whole weight."),
    ),
    "ranking_bad_weight": Message(
        N_("The weight of {criterion} is not a number from zero upwards."),
        N_("Correct the weight."),
    ),
    "ranking_bad_scale": Message(
        N_("The scale of {criterion} does not go from a lower to a higher number."),
        N_("Correct its lowest and highest value."),
    ),
    "ranking_bad_threshold": Message(
        N_("A threshold of {criterion} cannot be used as it stands."),
        N_("Indifference must be zero or more, preference at least as large, and the cut-off a number."),
    ),
    "ranking_not_positive": Message(
        N_("The weighted product of values as they stand needs values above zero, but {criterion} has others."),
        N_("Use the scale “minmax” for it, or another method."),
    ),
    "ranking_bad_count": Message(
        N_("The number of households is not 1 or more."),
        N_("Type a number from 1 upwards."),
    ),
    "ranking_unknown_grain": Message(
        N_("There is no ranking of “{grain}”."),
        N_("Choose one of: {grains}."),
    ),
    "ranking_bad_width": Message(
        N_("{share} is no part of the weight that could be moved."),
        N_("Choose a share above 0 and up to 1."),
    ),
    "ranking_bad_draws": Message(
        N_("Weights cannot be drawn so often, or with this seed."),
        N_("Draw {least} to {most} sets, with a seed of 0 or more."),
    ),
    "ranking_visits": Message(
        N_("A visit list has 1 to {most} households."),
        N_("Choose a number in between."),
    ),
    "vote_agency": Message(
        N_("The agency is not named."),
        N_("Type its name, with at most {longest} letters."),
    ),
    "vote_of_another": Message(
        N_("The weights of “{agency}” were entered by another account."),
        N_("Only that account, or one that may agree on weights, can change them."),
    ),
    "agreement_name": Message(
        N_("The agreed set has no name."),
        N_("Type a name with at most {longest} letters."),
    ),
    "agreement_present": Message(
        N_("It is not said who was there."),
        N_("Name those who agreed, with at most {longest} letters."),
    ),
    "agreement_reason": Message(
        N_("The reason is not given."),
        N_("Say in at most {longest} letters why these weights were agreed upon."),
    ),
    "ranking_not_ranked": Message(
        N_("This household is not ranked, so there is nothing to explain."),
        N_("Fill in its answers and rank again."),
    ),
    "ranking_bad_range": Message(
        N_("The range of weight number {place} does not go from a lower to a higher share between 0 and 1."),
        N_("Correct the range."),
    ),
    "ranking_no_weights_in_range": Message(
        N_("No set of weights lies within these ranges."),
        N_("Widen them: the lower ends may sum to 1 at most, the upper ends must sum to 1 at least."),
    ),
    "ranking_unknown_weighting": Message(
        N_("There is no way to find weights named “{weighting}”."),
        N_("Choose one of: {weightings}."),
    ),
    "ranking_file_options": Message(
        N_("To rank a file, the column of ids and a file of criteria are needed."),
        N_("Name them with --id and --criteria."),
    ),
    "ranking_id_missing": Message(
        N_("In {count} rows the column {column} is empty, so they cannot be told apart."),
        N_("Give every row an id, or choose another column."),
    ),
    "ranking_id_repeated": Message(
        N_("{count} rows share their id in the column {column} with another row."),
        N_("Give every row an id of its own, or choose another column."),
    ),
    "ranking_weights_used": Message(
        N_("Weights as they counted (sum 1): {weights}."),
        N_("Quote them together with the ranks."),
    ),
    "ranking_constant_criterion": Message(
        N_("All rows are alike in {column}, so it does not change the order."),
        N_("Leave it out, or give its scale if the score should count it."),
    ),
    "ranking_outside_scale": Message(
        N_("Some values lie beyond the scale that was given and count as its end."),
        N_("Check the scale and the values."),
    ),
    "ranking_missing_reweighted": Message(
        N_("{count} rows lack an answer; they are ranked by their other answers."),
        N_("Read their ranks with care."),
    ),
    "ranking_missing_assumed": Message(
        N_("{count} rows lack an answer that counts as an end of its scale, as the criteria say."),
        N_("Read their ranks with care."),
    ),
    "ranking_unranked": Message(
        N_("{count} rows have no answer to go by and are not ranked."),
        N_("Fill in their answers and rank again."),
    ),
    "ranking_product_zero": Message(
        N_("{count} rows have no need at all on some criterion, which makes their weighted product zero."),
        N_("Use another method if these rows should be told apart."),
    ),
    "ranking_cutoff_middle": Message(
        N_("Without a cut-off, who stands beyond the middle of the scale counts as deprived: {column}."),
        N_("Give each criterion its cut-off."),
    ),
    "proxy_no_indicator": Message(
        N_("No indicator is chosen to tell the income by."),
        N_("Choose at least one indicator."),
    ),
    "proxy_bad_cut": Message(
        N_("{cut} is no part of the households."),
        N_("Give a share between 0 and 1, such as 0.2."),
    ),
    "proxy_few_rows": Message(
        N_("Only {count} households have an income above zero; {least} are needed."),
        N_("Choose fewer indicators, or a larger area."),
    ),
    "weights_all_alike": Message(
        N_("All rows are alike in every criterion, so the weights are equal."),
        N_("Choose other criteria."),
    ),
    "weights_negative_value": Message(
        N_("Weights by entropy need values from zero upwards, but {criterion} has others."),
        N_("Leave it out, or find the weights in another way."),
    ),
    "weights_unknown_pair": Message(
        N_("{first} and {second} are not two different criteria of this comparison."),
        N_("Compare criteria of the list, each with another one."),
    ),
    "weights_bad_ratio": Message(
        N_("The comparison of {first} with {second} is not between 1/{most} and {most}."),
        N_("Choose a number of the scale."),
    ),
    "weights_repeated_pair": Message(
        N_("{first} and {second} are compared twice."),
        N_("Compare each pair once."),
    ),
    "weights_missing_pair": Message(
        N_("{first} and {second} are not compared yet."),
        N_("Compare every pair once."),
    ),
    "weights_many_criteria": Message(
        N_("{count} criteria are too many to compare two by two; at most {most} can be."),
        N_("Choose fewer criteria, or find the weights in another way."),
    ),
    "weights_bad_points": Message(
        N_("The points of {criterion} are not between 0 and {most}."),
        N_("Give the most valued swing {most} points, and the others their part of it."),
    ),
    "weights_unknown_swing": Message(
        N_("The points are not those of the criteria that are asked about."),
        N_("Give each criterion its points once."),
    ),
    "weights_no_vote": Message(
        N_("No agency has given weights yet."),
        N_("Let at least one agency give its weights."),
    ),
    "weights_other_criteria": Message(
        N_("{agency} has weighed other criteria than the first agency."),
        N_("Let all agencies weigh the same criteria."),
    ),
}
