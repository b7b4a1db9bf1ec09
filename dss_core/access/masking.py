"""Personal data as somebody may see it: what a role does not need is masked."""

MASK = "•"
_LAST_DIGITS = 4
_ID_LENGTH = 13


def mask_name(name: str | None) -> str | None:
    """The first letter of a name and a fixed mask, so that its length is not told; None stays None."""
    if not name:
        return None
    return name[0] + MASK * 3


def id_tail(national_id: str) -> str:
    """The last four digits of an ID number, the only part that is stored in readable form."""
    return national_id[-_LAST_DIGITS:]


def masked_id(tail: str | None) -> str | None:
    """An ID number as shown: all but its last digits masked; None stays None."""
    if not tail:
        return None
    return MASK * (_ID_LENGTH - len(tail)) + tail
