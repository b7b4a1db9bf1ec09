"""What is told when poverty cannot be measured in the way that was asked for."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

POVERTY_MESSAGES = {
    "poverty_bad_line": Message(
        N_("{line} is no poverty line."),
        N_("Give an amount above zero."),
    ),
    "poverty_bad_epsilon": Message(
        N_("{epsilon} is no aversion to inequality."),
        N_("Give a number above zero, such as 1."),
    ),
    "poverty_unknown_line": Message(
        N_("No height is known for the poverty line {line}."),
        N_("Give its height, or choose another line."),
    ),
    "poverty_not_zero_one": Message(
        N_("The column {column} should say 1 for deprived and 0 for not, but says something else in {count} rows."),
        N_("Correct the column, or give a rule for it in the definition."),
    ),
    "poverty_no_line": Message(
        N_("No poverty line is given."),
        N_("Choose a line, or type its height in baht per person and year."),
    ),
    "poverty_no_specification": Message(
        N_("No specification of the measure is given."),
        N_("Write one as a TOML file and name it with --spec."),
    ),
    "poverty_unknown_definition": Message(
        N_("There is no definition of poverty “{definition}”."),
        N_("Choose among: {definitions}."),
    ),
    "poverty_bad_cutoff": Message(
        N_("{cutoff} is no poverty cut-off."),
        N_("Give a number above 0 and at most 1, such as 0.33."),
    ),
    "poverty_unknown_dimension": Message(
        N_("A weight is given for “{dimension}”, which is no dimension, or is given twice."),
        N_("The dimensions are: {dimensions}."),
    ),
    "poverty_bad_weight": Message(
        N_("The weight of the dimension {dimension} is no number from zero up."),
        N_("Give a weight of zero or more."),
    ),
    "poverty_no_weight": Message(
        N_("All weights are zero, so nothing would count."),
        N_("Give at least one dimension a weight above zero."),
    ),
    "poverty_same_round": Message(
        N_("A round cannot be compared with itself."),
        N_("Choose another round to compare with."),
    ),
}
