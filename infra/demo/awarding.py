"""Awards of the year before: nominated, vetted, approved by the bodies in their order, published; and to the city (A20, A21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.first_year import INCIDENT_OF, PRAISED, YEAR
from infra.demo.record import Record

_DRAFTED_ON, _VETTED_ON = date(2027, 1, 22), date(2027, 1, 25)
_PUBLISHED_ON, _REPORTED_ON = date(2027, 2, 3), date(2027, 1, 29)
_LIST, _AWARD = "awardList { id }", "award { id }"
_UNITS = {
    PRAISED: "交办问题全部按时办结，征拆做法全市推广（演示）",
    "hitech": "交办问题全部按时办结（演示）",
    "industry": "主动上门会商，交办问题全部按时办结（演示）",
}
_PERSONS = (
    ("tongwan", "示例先进甲", "项目专员", "驻点四十天，一户一策完成签约（演示）"),
    ("housing", "示例先进乙", "科长", "牵头并联审图，平均压减七个工作日（演示）"),
)
_DISTRICT_BODIES = (
    ("HEADQUARTERS", date(2027, 1, 27)),
    ("WORKING_COMMITTEE", date(2027, 1, 29)),
    ("PARTY_STANDING_COMMITTEE", date(2027, 2, 2)),
)
_CITY_BODIES = (("HEADQUARTERS_LEADERS", date(2027, 1, 28)),)


class _List:
    """A year's list of a level on its way; versions are counted, so that a later load sends the same commands."""

    def __init__(self, district: District, level: str) -> None:
        self._district, self._level, self._clerk = district, level, district.officer("reform")
        self._on = Record(district, f"awards {YEAR} {level}", "listId", _LIST)

    async def draft(self) -> None:
        """Begin it on the year's published result."""
        await self._on.begin("draftAwards", self._clerk, _DRAFTED_ON, year=YEAR, level=self._level)

    async def nominate(self, unit: str, merits: str, person: str | None = None, post: str | None = None) -> str:
        """Name a unit or a person; return the nomination."""
        given: dict[str, Any] = {"unitId": self._district.units[unit], "merits": merits, "person": person, "post": post}
        given |= {"listId": self._on.id, "expectedVersion": self._on.version}
        recipient, about = "INDIVIDUAL" if person else "UNIT", f"{self._level} {unit} {person or ''}"
        done = await self._district.door.do(
            "nominateForAward", about, self._clerk, _DRAFTED_ON, _AWARD, recipient=recipient, **given
        )
        self._on.version += 1
        return str(done["award"]["id"])

    async def vet(self) -> None:
        """Look what speaks against each."""
        await self._on.step("vetNominations", self._clerk, _VETTED_ON, input_type="AwardListInput")

    async def take_back(self, award: str, reason: str) -> None:
        """Take a nomination back that was vetted once."""
        given: dict[str, Any] = {"awardId": award, "expectedVersion": 2, "reason": reason}
        await self._district.door.do("withdrawNomination", self._level, self._clerk, _VETTED_ON, _AWARD, **given)
        self._on.version += 1

    async def pass_and_publish(self, bodies: tuple[tuple[str, date], ...], on: date, document: str) -> None:
        """Submit it, let the bodies pass it in their order, and publish or report it."""
        await self._on.step("submitAwards", self._clerk, _VETTED_ON, input_type="AwardListInput")
        for at, (body, held_on) in enumerate(bodies, start=1):
            held: dict[str, Any] = {"body": body, "outcome": "PASSED", "heldOn": held_on}
            minutes = f"示例会议纪要〔2027〕{at}号"
            await self._on.step("recordAwardApproval", self._clerk, held_on, document=minutes, **held)
        await self._on.step("publishAwards", self._clerk, on, document=document)


async def distinguish(district: District) -> None:
    """The best of each group and two persons are distinguished by the district."""
    awards = _List(district, "DISTRICT")
    await awards.draft()
    for unit, merits in _UNITS.items():
        await awards.nominate(unit, merits)
    for unit, person, post, merits in _PERSONS:
        await awards.nominate(unit, merits, person, post)
    await awards.vet()
    await awards.pass_and_publish(_DISTRICT_BODIES, _PUBLISHED_ON, "示例区发〔2027〕3号")


async def recommend(district: District) -> None:
    """A platform is named for the city's awards and barred by its incident; a subdistrict is recommended in its place."""
    awards = _List(district, "CITY")
    await awards.draft()
    barred = await awards.nominate(INCIDENT_OF, "交办问题全部按时办结（演示）")
    await awards.vet()
    await awards.take_back(barred, "当年有安全事故记录，按第二十一条不得推荐市级先进")
    await awards.nominate(PRAISED, _UNITS[PRAISED])
    await awards.vet()
    await awards.pass_and_publish(_CITY_BODIES, _REPORTED_ON, "示例区考核办报〔2027〕1号")
