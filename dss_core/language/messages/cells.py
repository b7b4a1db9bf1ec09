"""What is told of one row or cell of an upload; the page shows beside it which one. The value itself is never told."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

CELL_MESSAGES = {
    "cell_required": Message(
        N_("The cell is empty, but this column is needed."),
        N_("Fill it in."),
    ),
    "cell_excel_error": Message(
        N_("Excel could not compute the cell (such as #N/A); it counts as not answered."),
        N_("Type in the value, or leave the cell empty."),
    ),
    "cell_not_a_number": Message(
        N_("The cell does not hold a number."),
        N_("Type a number in digits, or leave the cell empty when there is no answer."),
    ),
    "cell_not_whole": Message(
        N_("The number is not a whole number."),
        N_("Type a whole number."),
    ),
    "cell_out_of_range": Message(
        N_("The number is not between {lowest} and {highest}."),
        N_("Look up the answer and correct it."),
    ),
    "cell_year": Message(
        N_("The year is not one in which a survey or a birth can have been."),
        N_("Write the year with four digits, in the Buddhist or the Common Era."),
    ),
    "cell_date": Message(
        N_("The cell does not hold a date that exists."),
        N_("Write it as day/month/year, such as 22/11/2569."),
    ),
    "cell_house_code": Message(
        N_("A house code has 11 digits."),
        N_("Look it up in the house registration and correct it."),
    ),
    "cell_house_number_date": Message(
        N_("Excel seems to have turned this house number into a date; it was kept as it stands."),
        N_("Format the column as text and type the house number again."),
    ),
    "cell_id_form": Message(
        N_("An ID number has 13 digits."),
        N_("Correct it, or write that there is none."),
    ),
    "cell_id_check_digit": Message(
        N_("The last digit of the ID number does not fit the others: a digit is wrong."),
        N_("Compare it with the card and correct it."),
    ),
    "cell_id_never_issued": Message(
        N_("ID numbers that begin with this digit are not issued to persons."),
        N_("Compare it with the card and correct it, or write that there is none."),
    ),
    "cell_phone": Message(
        N_("A telephone number has 9 or 10 digits; it was kept as it stands."),
        N_("Correct it when you next meet the household."),
    ),
    "cell_postcode": Message(
        N_("A postcode has 5 digits; it was kept as it stands."),
        N_("Correct it in the file."),
    ),
    "cell_area": Message(
        N_("The cell does not name an area of this province."),
        N_("Write the official code of the area."),
    ),
    "cell_area_alias": Message(
        N_("The area is written in another way than in the official list; the official code was used."),
        N_("Nothing needs to be done; use the official code next time."),
    ),
    "cell_code": Message(
        N_("The cell does not hold one of the answers of this column ({codes})."),
        N_("Choose one of the answers of the questionnaire."),
    ),
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
        N_("This household is already in the round."),
        N_("Remove the row."),
    ),
}
