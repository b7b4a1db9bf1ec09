"""What is told of one cell of an upload; the page shows beside it which one. The value itself is never told."""

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
    "cell_shortened": Message(
        N_("Excel has shortened this number to a form such as 3.1E+12; its last digits may be lost."),
        N_("Format the column as text and type in the whole number, or export the file again with the column as text."),
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
        N_("A telephone number has 9 or 10 digits and begins with 0; it was kept as it stands."),
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
    "cell_area_abolished": Message(
        N_("This area code is no longer in use."),
        N_("Write the code that the area has today."),
    ),
    "cell_area_name": Message(
        N_("The area is written by its name; the official code of that name was used."),
        N_("Nothing needs to be done; use the official code next time."),
    ),
    "cell_area_alias": Message(
        N_("The area is written in another way than in the official list; the official code was used."),
        N_("Nothing needs to be done; use the official code next time."),
    ),
    "cell_code": Message(
        N_("The cell does not hold one of the answers of this column ({codes})."),
        N_("Choose one of the answers of the questionnaire."),
    ),
}
