"""What is told about decisions on saved what-ifs, and about what-ifs side by side."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

DECISION_MESSAGES = {
    "decision_name": Message(
        N_("A decision needs the name of who decided, of at most {longest} characters."),
        N_("Type the body or the office that decided."),
    ),
    "decision_reason": Message(
        N_("A decision needs a reason of at most {longest} characters."),
        N_("Type why this what-if was chosen."),
    ),
    "decision_day": Message(
        N_("The day of the decision lies in the future."),
        N_("Choose the day on which it was decided."),
    ),
    "decision_taken": Message(
        N_("This what-if has been adopted already, and a decision is never changed."),
        N_("To decide anew, save the what-if under another name and adopt that one."),
    ),
    "decision_differs": Message(
        N_("The plan comes out differently from the one that was saved, so something else would be adopted."),
        N_("Open it, look at the plan as it is now, save it anew and adopt that one."),
    ),
    "decision_unknown": Message(
        N_("Nothing has been decided on this what-if."),
        N_("Choose one that was adopted."),
    ),
    "compare_count": Message(
        N_("{least} to {most} different what-ifs can stand side by side."),
        N_("Choose so many."),
    ),
    "compare_baseline": Message(
        N_("The what-if to measure from is not among those compared."),
        N_("Choose one of them."),
    ),
}
