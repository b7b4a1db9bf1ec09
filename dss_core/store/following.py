"""Who is who: a person of a household is known again by ID number, else by name, else by the place in the list."""

import pandas as pd

BY_ID, BY_NAME = ["household_id", "national_id_hash"], ["household_id", "first_name", "last_name"]
BY_PLACE = ["household_id", "member_number"]


def known_again(known: pd.DataFrame, persons: pd.DataFrame, by_place: bool = False) -> pd.Series:
    """The person_id of each person who is known in the same household; else missing.

    Two different ID numbers are two persons, even of the same name. ``by_place``: the same member number is the same
    person as well, if neither the ID number nor both name and birth say otherwise; for lists of one round only.
    """
    ids = pd.Series(pd.NA, index=persons.index, dtype=object)
    hashes = dict(zip(known["person_id"], known["national_id_hash"], strict=True))
    for key in (BY_ID, BY_NAME, *([BY_PLACE] if by_place else [])):
        rows = persons[ids.isna()]
        if not len(rows):
            break
        complete = known.dropna(subset=key).drop_duplicates(subset=key, keep=False)
        by_key = dict(zip(_tuples(complete, key), complete["person_id"], strict=True))
        found = pd.Series([by_key.get(t) for t in _tuples(rows, key)], index=rows.index, dtype=object)
        found = found.mask(_differ(found.map(hashes), rows["national_id_hash"]))
        if key is BY_PLACE:
            found = found.mask(_is_somebody_else(found, known, rows))
        # One person cannot be told of twice in a round: a second row with the same key is somebody new.
        found = found.mask(found.duplicated() | found.isin(ids.dropna()))
        ids = ids.where(ids.notna(), found)
    return ids


def _is_somebody_else(found: pd.Series, known: pd.DataFrame, persons: pd.DataFrame) -> pd.Series:
    """Whether both the name and the birth or sex are those of another."""
    of = known.set_index("person_id")
    other_name = pd.Series(False, index=persons.index)
    other_birth = pd.Series(False, index=persons.index)
    for names, other in ((("first_name", "last_name"), other_name), (("sex", "birth_year"), other_birth)):
        for name in names:
            if name in persons and name in of:
                other |= _differ(found.map(of[name].to_dict()), persons[name])
    return other_name & other_birth


def _differ(first: pd.Series, second: pd.Series) -> pd.Series:
    return first.notna() & second.notna() & (first.astype(object) != second.astype(object))


def _tuples(frame: pd.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))
