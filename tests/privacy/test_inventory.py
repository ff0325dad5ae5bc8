"""No table can be forgotten: what leads to an account is in its member's file, or a reason says why not."""

import re

from flask import Flask
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from forum.accounts.models import Account
from forum.core.db import db
from forum.privacy.export import ABOUT_ME, SETTINGS
from forum.privacy.left_out import LEFT_OUT
from forum.privacy.parts import PARTS

# What the log keeps of somebody refers to nothing, since it outlives them.
OF_SOMEBODY = re.compile(r"^(account|actor|author|member|moderator|reporter)_id$|(^|_)by_id$")


def column(table: Table, name: str) -> str:
    return f"{table.name}.{name}"


def leading_to_accounts(metadata: MetaData) -> set[str]:
    """The columns that refer to an account, and those that by their name alone do."""
    return {
        column(table, one.name)
        for table in metadata.tables.values()
        for one in table.columns
        if any(key.column.table.name == "accounts" for key in one.foreign_keys)
        or (OF_SOMEBODY.search(one.name) and not one.foreign_keys)
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


def test_the_walk_sees_a_new_table() -> None:
    metadata = MetaData()
    Table("accounts", metadata, Column("id", Integer, primary_key=True))
    Table("gardens", metadata, Column("keeper", ForeignKey("accounts.id")), Column("size", Integer))
    Table("visits", metadata, Column("account_id", Integer), Column("garden_id", Integer))
    assert leading_to_accounts(metadata) == {"gardens.keeper", "visits.account_id"}
