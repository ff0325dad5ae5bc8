"""No table can be forgotten: what leads to an account is in its member's file, or a reason says why not."""

from flask import Flask
from sqlalchemy import MetaData, Table

from forum.accounts.models import Account
from forum.core.db import db
from forum.privacy.export import ABOUT_ME, SETTINGS
from forum.privacy.left_out import LEFT_OUT
from forum.privacy.parts import PARTS


def column(table: Table, name: str) -> str:
    return f"{table.name}.{name}"


def leading_to_accounts(metadata: MetaData) -> set[str]:
    return {
        column(table, key.parent.name)
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "accounts"
    }


def exported() -> set[str]:
    """The columns by which a part finds a member's rows, as `table.column`."""
    return {f"{part.whose.class_.__tablename__}.{part.whose.key}" for part in PARTS}


def of_the_account() -> set[str]:
    return {column(db.metadata.tables["accounts"], name) for name in (*ABOUT_ME.values(), *SETTINGS.values())}


def test_every_column_that_leads_to_an_account_is_taken_along_or_has_its_reason(app: Flask) -> None:
    found = leading_to_accounts(db.metadata)
    assert len(found) > 30, "the walk sees the tables"
    assert found - exported() - LEFT_OUT.keys() == set()


def test_every_column_of_an_account_is_taken_along_or_has_its_reason(app: Flask) -> None:
    columns = {str(one) for one in Account.__table__.columns}
    assert columns - of_the_account() - LEFT_OUT.keys() == set()


def test_nothing_is_both_taken_along_and_left_out(app: Flask) -> None:
    assert (exported() | of_the_account()) & LEFT_OUT.keys() == set()


def test_a_reason_names_a_column_that_there_is(app: Flask) -> None:
    columns = {column(table, one.name) for table in db.metadata.tables.values() for one in table.columns}
    assert LEFT_OUT.keys() <= columns
    assert all(LEFT_OUT.values())
