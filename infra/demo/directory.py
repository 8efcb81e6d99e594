"""The directory of units, and the cast that acts for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from infra.demo.district import District, together
from infra.demo.people import write_people
from infra.demo.units import UNITS, Unit

_ON = date(2020, 1, 6)


async def register_units(district: District) -> None:
    """The investment authority enters the units; only then do people have a unit to act for."""
    clerk = district.officer("reform")  # without a unit yet: it is registered with the others

    async def register(unit: Unit) -> None:
        done = await district.door.do(
            "registerOrganization",
            unit.key,
            clerk,
            _ON,
            "organization { id }",
            name=unit.name,
            category=unit.category.value,
            creditCode=unit.credit_code,
            roles=[role.value for role in unit.roles],
        )
        district.units[unit.key] = UUID(done["organization"]["id"])

    await together(register(unit) for unit in UNITS)
    write_people(district.door.data, district.units)
