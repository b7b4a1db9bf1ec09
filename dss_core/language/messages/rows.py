"""What is told of one row of an upload, where several cells do not fit together. No value is ever told."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

ROW_MESSAGES = {
    "row_duplicate": Message(
        N_("This household stands in the file twice."),
        N_("Keep the right row and delete the other."),
    ),
    "row_other_district": Message(
        N_("The sub-district does not lie in this district."),
        N_("Correct one of the two."),
    ),
    "row_no_household": Message(
        N_("This person belongs to a household that is not in the file."),
        N_("Add the household, or correct the house code."),
    ),
    "row_duplicate_member": Message(
        N_("This member of the household stands in the file twice."),
        N_("Keep the right row, or correct the number of the member."),
    ),
    "row_id_twice": Message(
        N_("Two persons in the file have the same ID number."),
        N_("Find out which of the two is right and correct the other."),
    ),
    "row_born_after_survey": Message(
        N_("The year of birth lies after the year of the survey."),
        N_("Correct one of the two years."),
    ),
    "row_member_count": Message(
        N_("The number of people living there is not the number of members listed."),
        N_("Check the list of members with the household."),
    ),
    "row_repeats_headings": Message(
        N_("This row only repeats the headings or a title; it was left out."),
        N_("Nothing needs to be done if it is not a household."),
    ),
    "row_outside_scope": Message(
        N_("The household lies outside the area of your account."),
        N_("Remove the row, or have it imported by somebody who is responsible for that area."),
    ),
    "row_in_round_already": Message(
        N_("The round holds this household already, in a place outside the area of your account."),
        N_("Have the row imported by somebody who is responsible for both areas."),
    ),
    "row_same_head": Message(
        N_("Another row has the same head, house number, village and sub-district under another house code."),
        N_("Find out whether it is one household; if so, keep one of the two rows."),
    ),
    "row_place_name": Message(
        N_("The name of the place is not that of the code in this row."),
        N_("Find out which of the two is right and correct the other."),
    ),
    "row_postcode": Message(
        N_("The postcode is not that of the sub-district in this row."),
        N_("Find out which of the two is right and correct the other."),
    ),
    "row_gps_swapped": Message(
        N_("Latitude and longitude seem to be swapped."),
        N_("Write each into the other’s column."),
    ),
    "row_gps_outside": Message(
        N_("The point lies more than {km} km outside the sub-districts of the province."),
        N_("Check the coordinates, or leave both empty."),
    ),
    "row_gps_far": Message(
        N_("The point lies more than {km} km from its sub-district."),
        N_("Check the coordinates and the sub-district."),
    ),
    "row_survey_year": Message(
        N_("The date of the survey is neither in the survey year nor in the next one."),
        N_("Correct the date or the year."),
    ),
    "row_too_old": Message(
        N_("The person would be more than {years} years old."),
        N_("Compare the year of birth with the card and correct it."),
    ),
    "row_young_head": Message(
        N_("The head of the household is younger than {years} years."),
        N_("Check the year of birth and who the head is; leave it if it is right."),
    ),
    "row_two_heads": Message(
        N_("The household has another head already."),
        N_("Keep one head and correct the relation of the other."),
    ),
    "row_no_head": Message(
        N_("Members are listed, but none of them is the head."),
        N_("Mark one member as the head."),
    ),
    "row_member_sums": Message(
        N_("The counts of members do not add up: this one is not the sum of its two parts."),
        N_("Count again with the household and correct the counts."),
    ),
    "row_child_income": Message(
        N_("A person younger than {years} years has an income."),
        N_("Check the year of birth and the income; leave it if both are right."),
    ),
    "row_income_sum": Message(
        N_("The household’s income is not about the sum of its members’."),
        N_("Check the incomes; leave it if the household has income that belongs to no member."),
    ),
    "row_score_differs": Message(
        N_("The score is not what the answers in this row give; the computed score is used."),
        N_("Check the answers of this capital; the score itself need not be corrected."),
    ),
    "row_score_jump": Message(
        N_("The overall score moved by {points} or more since the last round, far more than that of others."),
        N_("Look through the answers once more with the household; leave them if they are right."),
    ),
    "row_size_jump": Message(
        N_("{persons} or more persons came or left since the last round, far more than elsewhere."),
        N_("Check that it is the same household, and count the members again."),
    ),
}
