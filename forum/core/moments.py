"""Reckoning with moments inside the database, the same on both."""

from typing import Any

from sqlalchemy import Float, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class SecondsBetween(FunctionElement[float]):
    """`SecondsBetween(earlier, later)`: how long, in seconds; negative the other way round."""

    type = Float()
    inherit_cache = True


class HourOf(FunctionElement[int]):
    """`HourOf(moment)`: the hour of the day in UTC, 0 to 23, whatever zone the session has."""

    type = Integer()
    inherit_cache = True


@compiles(SecondsBetween, "sqlite")
def _seconds_on_sqlite(asked: SecondsBetween, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in asked.clauses)
    return f"((julianday({later}) - julianday({earlier})) * 86400.0)"


@compiles(SecondsBetween, "postgresql")
def _seconds_on_postgresql(asked: SecondsBetween, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in asked.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({later} - {earlier})) AS DOUBLE PRECISION)"


@compiles(HourOf, "sqlite")
def _hour_on_sqlite(asked: HourOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%H', {compiler.process(asked.clauses, **options)}) AS INTEGER)"


@compiles(HourOf, "postgresql")
def _hour_on_postgresql(asked: HourOf, compiler: SQLCompiler, **options: Any) -> str:
    moment = compiler.process(asked.clauses, **options)
    return f"CAST(EXTRACT(HOUR FROM {moment} AT TIME ZONE 'UTC') AS INTEGER)"
