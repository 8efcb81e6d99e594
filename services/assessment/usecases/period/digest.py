"""Digests of a computation: of what counted for a unit, of each unit's score, and of the period over them (A19).

The same facts, units and scheme give the same digests in any process, at any time, computed whole or in part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.entry import Entries, Entry
from services.assessment.domain.score.item import WHOLE
from services.assessment.domain.score.model import Computation, IndicatorScore, UnitScore
from services.chassis.digest import canonical, sha256

OfEntries = Mapping[UUID, Mapping[Measure, str]]
_UNIT, _INDICATOR = ([f.name for f in fields(kind)] for kind in (UnitScore, IndicatorScore))
_LETTERS = {None: "-", Outcome.ON_TIME: "K", Outcome.LATE: "L", Outcome.RECORDED: "R"}


@dataclass(frozen=True, slots=True)
class Digests:
    """The digest of a period, and of each ranked unit's score."""

    period: str
    units: Mapping[UUID, str]


def digest_of(computation: Computation) -> str:
    """Digest a computation that has all its entries."""
    return digests_of(computation, of_entries(computation.entries)).period


def of_entries(entries: Entries) -> dict[UUID, dict[Measure, str]]:
    """Digest what counted, by unit and measure."""
    return {
        unit: {measure: _of_measure(found) for measure, found in of_unit.items()} for unit, of_unit in entries.items()
    }


def _of_measure(entries: Sequence[Entry]) -> str:
    """Digest entries column by column: a million of them are joined in about a second."""
    parts = [
        b"".join([e.source.bytes for e in entries]),
        "".join([_LETTERS[e.outcome] for e in entries]).encode(),
        _joined([_plain(e.done) if e.done is not None else None for e in entries]),
        _joined([_plain(e.planned) if e.planned is not None else None for e in entries]),
        _joined([e.code for e in entries]),
        _joined([None if e.share is WHOLE or e.share == 1 else str(e.share) for e in entries]),
        _joined([None if e.exempted_by is None else str(e.exempted_by) for e in entries]),
    ]
    return sha256(b"\n".join(parts))


def _joined(values: Sequence[str | None]) -> bytes:
    """Join what a column says; one that says nothing is empty."""
    if not any(value is not None for value in values):
        return b""
    return "\t".join("" if value is None else value for value in values).encode()


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def digests_of(computation: Computation, entries: OfEntries) -> Digests:
    """Digest a computation, given the digests of all entries (it may have only some of them at hand)."""
    units: dict[UUID, str] = {}
    groups = []
    for group in computation.groups:
        for unit in group.units:
            units[unit.unit_id] = _of_unit(group.group.value, unit, entries.get(unit.unit_id, {}))
        idle = [[unit, entries.get(unit, {})] for unit in group.idle]
        groups.append([group.group, [units[unit.unit_id] for unit in group.units], idle])
    whole = {
        "division": computation.division,
        "year": computation.period.year,
        "quarter": computation.period.number,
        "through": computation.through,
        "scheme": asdict(computation.scheme),
        "groups": groups,
        "unplaced": computation.unplaced,
    }
    return Digests(sha256(canonical(whole)), units)


def _of_unit(group: str, unit: UnitScore, entries: Mapping[Measure, str]) -> str:
    indicators = [_told(_INDICATOR, indicator) for indicator in unit.indicators]
    return sha256(canonical([group, _told(_UNIT, unit) | {"indicators": indicators}, entries]))


def _told(names: Sequence[str], of: object) -> dict[str, Any]:
    """Name what is said: `asdict` without its copies, of which a thousand units would need ten thousand."""
    return {name: getattr(of, name) for name in names}
