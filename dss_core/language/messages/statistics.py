"""What is told about survey designs, comparisons and tables of a researcher's own."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

STATISTICS_MESSAGES = {
    "design_missing": Message(
        N_("In {count} rows the column {column}, which describes how the sample was drawn, is empty."),
        N_("Fill it in for every row, or leave these rows out."),
    ),
    "design_length": Message(
        N_("The {part} of the survey design has another number of rows than the data."),
        N_("Take both from the same table."),
    ),
    "design_weight_missing": Message(
        N_("In {count} rows the weight {column} is missing."),
        N_("Fill in the weights, or leave these rows out."),
    ),
    "design_weight_negative": Message(
        N_("In {count} rows the weight {column} is below zero."),
        N_("Correct the weights: they say for how many households a row stands."),
    ),
    "design_weight_zero": Message(
        N_("The weight {column} is zero in every row, so the rows stand for nobody."),
        N_("Choose the right column of weights."),
    ),
    "design_cluster_in_two_strata": Message(
        N_("{count} clusters of {column} lie in more than one stratum."),
        N_("Give clusters of different strata different codes."),
    ),
    "design_lonely_stratum": Message(
        N_("In {count} strata only one unit was sampled, so the error cannot be computed there."),
        N_("Choose another rule for such strata, or join them with similar ones."),
    ),
    "design_fpc_stages": Message(
        N_("{count} population sizes are given, but the design has {stages} stages of sampling."),
        N_("Give at most one for each stage."),
    ),
    "design_fpc_mixed": Message(
        N_("{column} holds population sizes in some rows and sampled shares in others."),
        N_("Give either numbers of units or shares between 0 and 1."),
    ),
    "design_fpc_not_positive": Message(
        N_("In {count} rows the population size {column} is zero or less."),
        N_("Give the number of units in the population, or the sampled share."),
    ),
    "design_fpc_small": Message(
        N_("In {count} strata the population size {column} is smaller than the sample."),
        N_("Give the number of units in the whole population of the stratum."),
    ),
    "design_fpc_varies": Message(
        N_("In {count} strata the population size {column} is not the same in all rows."),
        N_("Give one size for each stratum."),
    ),
    "comparison_one_group": Message(
        N_("The column {column} holds only one group, so there is nothing to compare."),
        N_("Choose a column with at least two groups."),
    ),
    "difference_overlap": Message(
        N_("{count} rows are in both groups that are to be compared."),
        N_("Choose groups that do not overlap."),
    ),
    "rank_lengths": Message(
        N_("There are {means} means but {errors} errors to rank them by."),
        N_("Give one error for each mean."),
    ),
    "cube_one_stage": Message(
        N_("Quick tables work with one stage of sampling; this design has {stages}."),
        N_("Describe the data without the quick table."),
    ),
    "cube_without_errors": Message(
        N_("This table was made without what standard errors need."),
        N_("Make the table again with errors."),
    ),
    "describe_no_value": Message(
        N_("No column to describe is named."),
        N_("Name at least one column."),
    ),
    "describe_level": Message(
        N_("{level} is no level of confidence."),
        N_("Give a number between 0 and 1, such as 0.95."),
    ),
    "describe_many_levels": Message(
        N_("The column {column} holds {count} different words; more than {most} are a list, not a category."),
        N_("Choose another column, or join its values into fewer groups."),
    ),
    "describe_unknown_lonely": Message(
        N_("There is no rule “{rule}” for strata with one sampled unit."),
        N_("Choose one of: {rules}."),
    ),
    "describe_simple_sample": Message(
        N_("No survey design is given: the errors are those of a simple random sample."),
        N_("Name the weight, the strata and the clusters if the households were drawn in another way."),
    ),
    "describe_lonely_strata": Message(
        N_("In {count} strata only one unit was sampled; they were counted by the rule “{rule}”."),
        N_("Read the errors with care, or join these strata with similar ones."),
    ),
    "describe_weight_zero": Message(
        N_("{count} rows have the weight zero and stand for nobody."),
        N_("Check that this is meant."),
    ),
    "describe_without_group": Message(
        N_("{count} rows belong to no group; they count in the total only."),
        N_("Fill in the column by which the rows are grouped."),
    ),
    "table_unknown_column": Message(
        N_("The table has no column {column}."),
        N_("Choose one of: {columns}."),
    ),
    "table_text_in_numbers": Message(
        N_("The column {column} holds words among its numbers, in {count} rows."),
        N_("Correct these rows, or name the column as a category."),
    ),
    "table_missing_words": Message(
        N_("In {count} rows a mark such as “N/A”, “NaN” or “.” was read as no answer."),
        N_("Check that this is meant."),
    ),
    "describe_no_answer": Message(
        N_("In {count} groups nobody answered {column}; they have no statistics."),
        N_("Check that the column is filled in there."),
    ),
    "describe_one_answer": Message(
        N_("In {count} groups only one answered {column}: a mean, but no standard deviation."),
        N_("Read these groups together with others."),
    ),
    "table_other_sheets": Message(
        N_("The file has {count} more sheets that were not read."),
        N_("Move the table to the first sheet if another one is meant."),
    ),
    "table_heading_changed": Message(
        N_("A heading was empty, stood there twice or held unseen characters; it was changed."),
        N_("Give every column a heading of its own."),
    ),
}
