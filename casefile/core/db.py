"""The session, the base of every record, and the filter that hides what is not yours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Enum,
    MetaData,
    Table,
    Uuid,
    any_,
    cast,
    event,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    registry,
    with_loader_criteria,
)
from sqlalchemy.sql.visitors import iterate

from casefile.core.actor import Actor, current

if TYPE_CHECKING:
    from casefile.core.access import Role

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[StrEnum]) -> list[str]:
    """Enums are kept by value: the codes of the domain, not our names for them."""
    return [member.value for member in kind]


class _Declared(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={datetime: DateTime(timezone=True), StrEnum: Enum(StrEnum, native_enum=False, length=40,
                                                                          values_callable=_values)},
    )


db = SQLAlchemy(model_class=_Declared, engine_options={"hide_parameters": True, "pool_pre_ping": True})


class Base(db.Model):  # type: ignore[name-defined]
    """Every table."""

    __abstract__ = True

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool] | None:
        """The rows the actor may know of; None when the table is not compartmented."""
        return None


def among(column: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:
    """The column holds one of the ids: one array parameter, so that a person on a thousand teams costs no more."""
    held: ColumnElement[bool] = column == any_(cast(sorted(ids), ARRAY(Uuid())))
    return held


class Record(Base):
    """Something people enter and change: it has an id, a version, a history and a place in the compartments."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(nullable=False)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    # Words a service gives for the change under way; the audit hook writes them down.
    reason_for_change: str | None = None

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    def __init__(self, **values: Any) -> None:
        # The id is given here and not by the database: the audit hook needs it before the insert.
        values.setdefault("id", uuid4())
        super().__init__(**values)

    def scopes(self) -> set[UUID]:
        """The cases (or the situation) this record belongs to; roles held there decide who may touch it."""
        return set()

    def own_roles(self, actor: Actor) -> frozenset[Role]:
        """Roles the actor holds on this record for another reason than a case."""
        return frozenset()

    @classmethod
    def hidden_in(cls, actor: Actor) -> frozenset[UUID]:
        """The actor's cases in which these records, and so their history, are hidden from the actor."""
        return frozenset()


class Counter(Base):
    """The last number given for each kind of reference; numbers are never given twice."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


def next_number(key: str, step: int = 1) -> int:
    """Reserve `step` numbers for the key and return the first; waits for whoever is reserving at this moment."""
    statement = insert(Counter).values(key=key, n=step)
    statement = statement.on_conflict_do_update(index_elements=["key"], set_={"n": Counter.n + step})
    last: int = db.session.execute(statement.returning(Counter.n)).scalar_one()
    return last - step + 1


R = TypeVar("R", bound=Record)


def get_visible(model: type[R], id: UUID) -> R | None:
    """The record if it exists and the actor may know of it. Unlike session.get it always asks the database."""
    return db.session.execute(select(model).where(model.id == id)).scalar_one_or_none()


def record_class(table: str) -> type[Record]:
    """The record class kept in the named table; KeyError when there is none."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record) and mapper.class_.__tablename__ == table:
            return mapper.class_
    raise KeyError(table)


@event.listens_for(Session, "do_orm_execute")
def _hide_what_is_not_yours(state: ORMExecuteState) -> None:
    """Add the visibility condition of every compartmented table it reads to every ORM SELECT."""
    if not state.is_select or state.is_column_load:
        return
    actor = current()
    if not actor.system:
        statement: Any = state.statement
        parts = list(iterate(statement))
        state.statement = statement.options(
            *_conditions(state.session, actor, classes_of(statement, parts)), *_of_aliases(parts, actor))


def _of_aliases(parts: Iterable[Any], actor: Actor) -> Iterator[Any]:
    """The conditions of the aliases in a statement: what holds for the class does not hold for them by itself."""
    # In the order in which they stand there: in another order the same statement would be compiled again.
    entities: dict[Any, None] = dict.fromkeys(part._annotations.get("parententity") for part in parts)
    for entity in entities:
        condition = entity.entity.visible_to(actor) if entity is not None and entity.is_aliased_class else None
        if condition is not None:
            yield with_loader_criteria(entity.entity, condition)


def classes_of(statement: Any, parts: Iterable[Any]) -> set[type[Base]]:
    """The mapped classes the statement reads from, in any part of it, and those it brings along.

    One too many costs time and changes nothing; one missed would leak: a statement with loader options gets them all.
    """
    return set(_by_table().values()) if statement._with_options else _read_by(parts)


def _read_by(parts: Iterable[Any]) -> set[type[Base]]:
    """The classes whose tables the parts of an expression name, and their company."""
    return set().union(*(_company_of(name) for name in set(_tables(parts)) & _by_table().keys()))


def _tables(parts: Iterable[Any]) -> Iterator[str]:
    """The name of every table in an expression, through subqueries, joins and aliases."""
    for element in parts:
        source = getattr(element, "table", element)
        while hasattr(source, "element"):  # an alias of an alias of a table
            source = source.element
        if isinstance(source, Table):
            yield source.name


@cache
def _by_table() -> dict[str, type[Base]]:
    """Every mapped class by the name of its table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


@cache
def _company_of(table: str) -> set[type[Base]]:
    """The table's class, and what is read in the same breath: joined relationships, and columns that are queries."""
    found, new = set[type[Base]](), {_by_table()[table]}
    while new:
        found |= new
        mappers = [one.__mapper__ for one in new]
        joined = {relation.mapper.class_ for mapper in mappers for relation in mapper.relationships
                  if relation.lazy == "joined"}
        columns = [column for mapper in mappers for kept in mapper.column_attrs for column in kept.columns]
        new = joined.union(_by_table()[name] for column in columns for name in _tables(iterate(column))) - found
    return found


@event.listens_for(Mapper, "after_configured")
def _forget() -> None:
    """There are more classes now than before."""
    _by_table.cache_clear()
    _company_of.cache_clear()


def _conditions(session: Session, actor: Actor, classes: set[type[Base]]) -> list[Any]:
    """The conditions of these classes, and of those that the conditions ask, for this actor; each is built once."""
    kept: tuple[Actor, dict[type[Base], tuple[Any, set[type[Base]]]]] | None = session.info.get("conditions")
    if kept is None or kept[0] is not actor:
        kept = session.info["conditions"] = (actor, {})
    found, new = set[type[Base]](), classes
    while new:
        found |= new
        new = set[type[Base]]().union(*(_asked_by(cls, *kept)[1] for cls in new)) - found
    ordered = sorted(found, key=lambda cls: cls.__tablename__)  # so that the same statement is compiled once
    return [kept[1][cls][0] for cls in ordered if kept[1][cls][0] is not None]


def _asked_by(cls: type[Base], actor: Actor, built: dict[type[Base], Any]) -> tuple[Any, set[type[Base]]]:
    """The condition of the class as an option (None: not compartmented), and the classes the condition reads."""
    if cls not in built:
        condition = cls.visible_to(actor)
        built[cls] = (None, set())
        if condition is not None:
            built[cls] = (with_loader_criteria(cls, condition), _read_by(iterate(condition)))
    return built[cls]
