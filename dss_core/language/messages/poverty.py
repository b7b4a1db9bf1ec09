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
}
