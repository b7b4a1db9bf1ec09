"""Frames in, frames out: missing values are NULL in between."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select

from dss_core.store.database import Database
from dss_core.store.rows import insert_with_ids, read_frame, records, table_of, write_frame
from dss_core.store.tables import AreaRow, AuditRow
from tests.dss_core.store.village import CODES, SOME_DAY


def test_records_are_plain_values_and_missing_is_none():
    frame = pd.DataFrame(
        {
            "number": np.array([1, 2], dtype=np.int64),
            "maybe": [1.5, np.nan],
            "whole": pd.array([None, 7], dtype="Int64"),
            "word": pd.Series(["ก", None], dtype="str"),
            "day": [date(2026, 1, 2), None],
            "flag": pd.Series([True, None], dtype=object),
            "nothing": [np.nan, np.nan],
        }
    )
    first, second = records(frame)
    assert first == {
        "number": 1, "maybe": 1.5, "whole": None, "word": "ก", "day": date(2026, 1, 2), "flag": True, "nothing": None,
    }  # fmt: skip
    assert second == {
        "number": 2, "maybe": None, "whole": 7, "word": None, "day": None, "flag": None, "nothing": None,
    }  # fmt: skip
    assert {type(value) for value in (*first.values(), *second.values())} <= {int, float, str, date, bool, type(None)}


def test_an_empty_frame_writes_and_returns_nothing(database: Database):
    with database.writing() as connection:
        write_frame(connection, table_of(AuditRow), pd.DataFrame(columns=["username"]))
        assert insert_with_ids(connection, table_of(AuditRow), pd.DataFrame(columns=["username"])) == []
        assert len(read_frame(connection, select(table_of(AuditRow)))) == 0


def lines(first: int, count: int) -> pd.DataFrame:
    """Lines of the audit, numbered by their user; a table with a number, a moment, words and an object."""
    return pd.DataFrame(
        [
            {"at": SOME_DAY, "username": f"u{n}", "action": "a", "subject": "ก", "details": {"n": n}, "seal": "s"}
            for n in range(first, first + count)
        ]
    )


def test_new_ids_come_back_in_the_order_of_the_rows_and_are_never_given_twice(database: Database):
    table = table_of(AuditRow)
    ids = []
    for first in (0, 1_500):
        with database.writing() as connection:
            ids += insert_with_ids(connection, table, lines(first, 1_500))
    with database.writing() as connection:
        other = connection.execute(table.insert().returning(table.c.id), records(lines(3_000, 1))).scalar_one()
        found = {row["id"]: row for row in connection.execute(select(table)).mappings()}
    assert len({*ids, other}) == len(found) == 3_001
    assert [found[key]["username"] for key in ids] == [f"u{n}" for n in range(3_000)]
    assert (found[ids[7]]["at"], found[ids[7]]["details"], found[ids[7]]["subject"]) == (SOME_DAY, {"n": 7}, "ก")


def test_ids_of_rows_that_were_not_kept_do_no_harm(database: Database):
    table = table_of(AuditRow)
    with database.reading() as connection:
        insert_with_ids(connection, table, lines(0, 3))
    with database.writing() as connection:
        ids = insert_with_ids(connection, table, lines(3, 2))
        assert sorted(connection.execute(select(table.c.id)).scalars()) == sorted(ids)


def test_the_order_of_a_frames_columns_does_not_matter(database: Database):
    table = table_of(AreaRow)
    rows = pd.DataFrame([{"name_en": "E", "level": "province", "latitude": None, "name_th": "T", "code": "98"}])
    with database.writing() as connection:
        write_frame(connection, table, rows)
        found = connection.execute(select(table).where(table.c.code == "98")).mappings().one()
    assert (found["name_en"], found["name_th"], found["latitude"], found["postcode"]) == ("E", "T", None, None)


def test_reading_names_the_columns_and_numbers_missing_as_nan(database: Database):
    table = table_of(AreaRow)
    with database.writing() as connection:
        connection.execute(table.update().where(table.c.code != "99").values(latitude=None))
        found = read_frame(connection, select(table.c.code, table.c.latitude).order_by(table.c.code))
        none = read_frame(connection, select(table.c.code, table.c.latitude).where(table.c.code == "x"))
    assert found["code"].tolist() == sorted(CODES)
    assert found["latitude"].dtype == np.float64 and found["latitude"].isna().tolist() == [False] + [True] * 6
    assert list(none.columns) == ["code", "latitude"] and len(none) == 0
