"""A fictitious district for a year: its units, 200 projects with 30 nodes each, and what will happen on which day.

Everything follows from the seed, so that a fault that is found can be found again. What is expected of the service is
kept here in plain Python, by other ways than the service's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person

YEAR = 2027
FIRST, LAST = date(YEAR, 1, 11), date(YEAR, 12, 31)
TARGET = date(YEAR, 12, 17)
LAYERS, WIDE = 10, 3
NAMES = {"N30": "开工", "N92": "竣工"}  # by which the lists know them
FACTOR = "LAND_QUOTA"


@dataclass
class Planned:
    """A node as it was planned, and the day on which it will be done; a node of no day stays open."""

    code: str
    unit: UUID
    duration: int
    after: tuple[str, ...]
    waits: bool
    id: str = ""
    version: int = 0
    start_on: date = date.max
    due_on: date = date.max
    done_on: date | None = None
    granted_on: date | None = None
    completed: bool = False


@dataclass
class Works:
    """A project of the district and what became of it so far."""

    id: UUID
    number: int
    owner: Person
    town: UUID
    specialist: Person
    annual: Decimal
    months: tuple[Decimal, ...]
    nodes: dict[str, Planned]
    verified: dict[int, Decimal] = field(default_factory=dict)
    percent: Decimal = Decimal(0)
    weeks: int = 0
    missed: int = 0

    def done_in(self, month: int, random: Random) -> Decimal:
        """Choose what is done in a month: about what was planned, to the fen."""
        share = Decimal(random.randint(60, 125)) / 100
        return (self.months[month - 1] * share).quantize(Decimal("0.0001"))


@dataclass
class District:
    """All of it, and who acts for the district."""

    random: Random
    towns: list[UUID]
    bureaus: list[UUID]
    authority: Person
    service: Person
    works: list[Works]

    def people_of(self, unit: UUID) -> Person:
        """Name who completes the nodes of a unit."""
        return person(Role.LAND, unit=unit)


def district(seed: int, projects: int) -> District:
    """Make a district; the same seed gives the same works, but for their ids."""
    random = Random(seed)
    towns, bureaus = [new_id() for _ in range(8)], [new_id() for _ in range(12)]
    authority = person(Role.INVESTMENT_AUTHORITY, unit=new_id())
    service = person(Role.PROJECT_SERVICE, unit=new_id())
    works = [_works(n, random, random.choice(towns), bureaus) for n in range(1, projects + 1)]
    return District(random, towns, bureaus, authority, service, works)


def _works(number: int, random: Random, town: UUID, bureaus: list[UUID]) -> Works:
    months = tuple(Decimal(random.randint(50, 2_000)) for _ in range(12))
    return Works(
        id=new_id(),
        number=number,
        owner=person(Role.OWNER, unit=new_id()),
        town=town,
        specialist=person(Role.SPECIALIST, unit=town, subject=f"specialist-{number}"),
        annual=sum(months, Decimal(0)),
        months=months,
        nodes={n.code: n for n in _network(random, bureaus)},
    )


def _network(random: Random, bureaus: list[UUID]) -> list[Planned]:
    """Ten layers of three nodes, each behind one or two of the layer before."""
    nodes: list[Planned] = []
    before: list[str] = []
    for layer in range(LAYERS):
        own = [f"N{layer}{place}" for place in range(WIDE)]
        for code in own:
            after = tuple(random.sample(before, random.randint(1, 2))) if before else ()
            waits = code == "N20"
            nodes.append(Planned(code, random.choice(bureaus), random.randint(5, 16), after, waits))
        before = own
    return nodes


def decide_days(works: Works, random: Random) -> None:
    """Choose when each node will be done: mostly in time, some late, a few never; a factor that is waited for comes first."""
    for node in works.nodes.values():
        lot = random.random()
        if lot < 0.04:
            continue
        late = random.randint(1, 12) if lot < 0.2 else -random.randint(0, 10)
        day = max(calendar().add(node.due_on, late) if late else node.due_on, FIRST)
        node.done_on = day if day <= LAST else None
        if node.waits and node.done_on:
            node.granted_on = node.done_on  # and not told before
