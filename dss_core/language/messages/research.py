"""What is told about research files."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

RESEARCH_MESSAGES = {
    "research_unknown": Message(
        N_("There is no such research file among yours."),
        N_("Choose one of the list."),
    ),
    "research_words": Message(
        N_("A purpose, an institution and a reason are needed, this one of at most {longest} characters."),
        N_("Type what is missing, or make it shorter."),
    ),
    "research_variables": Message(
        N_("A research file needs an answer, and holds at most {most} of those that may identify a household."),
        N_("Choose answers from the list, fewer of the first kind."),
    ),
    "research_ethics": Message(
        N_("Answers on health and disability are handed out only with an ethics approval."),
        N_("Type the number of the approval, or leave these answers out."),
    ),
    "research_until": Message(
        N_("A research file is downloaded from today on for at most {days} days."),
        N_("Choose a last day within that time."),
    ),
    "research_k": Message(
        N_("This size of groups is not one of the choices ({choices})."),
        N_("Choose one of them."),
    ),
    "research_too_few": Message(
        N_("The file cannot be made safe: too many households would have to be left out for groups of {k}."),
        N_("Refuse it, and tell the researcher to ask for fewer answers or a larger area."),
    ),
    "research_decided": Message(
        N_("This research file has been decided on already, and a decision is never changed."),
        N_("The researcher can ask for another one."),
    ),
    "research_own": Message(
        N_("Nobody decides on a research file that the same account asked for."),
        N_("Let another data steward or administrator look at it."),
    ),
    "research_moved": Message(
        N_("The data have changed since the risk report, so something else would be granted."),
        N_("Look at the report as it is now, and decide then."),
    ),
    "research_over": Message(
        N_("The research file is not there to download: it is not granted, or its last day is over."),
        N_("Ask for it again if the work needs it."),
    ),
}
