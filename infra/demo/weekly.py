"""Contact persons report their projects week by week, some with photos; some weeks are late or missing (A9)."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from infra.demo.district import District, together
from infra.demo.people import face
from infra.demo.project import PLAN_YEAR, DemoProject
from infra.demo.tasks import months_of, scheduled
from infra.demo.work import RATIOS
from infra.issuer import Person
from services.law.parties import Role

WEEKLY = 6  # projects that report every week; the others have missed theirs, as the list of missed weeks shows
_APPOINTED_ON, _FIRST, _WEEKS = date(2027, 1, 11), date(2027, 3, 1), 6
_MISSED = {(1, 2), (2, 4), (2, 5), (4, 5)}  # which project, which week
_LATE = {(1, 3), (3, 1)}
_DIFFICULTIES: dict[tuple[int, int], dict[str, str]] = {
    (0, 2): {"severity": "BLOCKAGE", "kind": "UTILITIES", "text": "临时供电外线路径涉及一处园区道路，开挖尚未获批"},
    (1, 1): {"severity": "DIFFICULTY", "kind": "LAND_QUOTA", "text": "红线内尚有约12亩待办理用地手续"},
    (3, 3): {"severity": "JAM", "kind": "FUNDS", "text": "二期贷款银行尚未放款，材料采购受限"},
    (0, 5): {"severity": "DIFFICULTY", "kind": "PROCEDURES", "text": "施工图审查意见较多，需一次性集中答复"},
}
_WITH_PHOTOS = {(0, 1), (0, 4), (1, 4), (3, 3)}
_PHOTO_SIZE = (480, 320)


def reporting(district: District) -> list[tuple[int, DemoProject]]:
    """Return the projects that report every week, with their numbers: the Songjing project first."""
    planned = scheduled(district)
    first = [p for p in planned if p[1].key == "songjing"]
    return [*first, *(p for p in planned if p[1].key != "songjing")][:WEEKLY]


async def appoint_specialists(district: District) -> None:
    """Each construction project has a contact person; the towns name them, of two projects nobody yet."""
    building = [(n, p) for n, p in scheduled(district) if p.stage.construction]
    await together(_appoint(district, number, project) for number, project in building[:-2])


async def _appoint(district: District, number: int, project: DemoProject) -> None:
    person = _specialist(district, project)
    await district.door.do(
        "appointSpecialist",
        project.key,
        district.officer("reform"),
        _APPOINTED_ON,
        "specialist { id }",
        projectId=district.ids[project.key],
        subject=person.subject,
        name=person.name,
        phone=f"0731-0000 {1000 + number}",
        unitId=district.units["tongwan" if project.key == "songjing" else project.town],
    )


def _specialist(district: District, project: DemoProject) -> Person:
    """Of the Songjing project it is who stands for the role; of others a person of the town."""
    known = face(Role.SPECIALIST, district.units)
    if project.key == "songjing":
        return known
    unit = district.units[project.town]
    return Person(
        roles=known.roles,
        subject=f"demo-specialist-{project.key}",
        name=f"示例项目专员（{project.key}）",
        unit=unit,
        division=known.division,
    )


async def report_weeks(district: District) -> None:
    """Six weeks are reported, the newest the demo's own."""
    await together(_report(district, at, number, project) for at, (number, project) in enumerate(reporting(district)))


async def _report(district: District, at: int, number: int, project: DemoProject) -> None:
    who = _specialist(district, project)
    for week in range(_WEEKS):
        if (at, week) in _MISSED:
            continue
        monday = _FIRST + timedelta(weeks=week)
        on = monday + timedelta(days=8 if (at, week) in _LATE else 3)
        about = f"{project.key} {monday}"
        photos = [await _photo(district, project, monday, who, on)] if (at, week) in _WITH_PHOTOS else []
        difficulty = _DIFFICULTIES.get((at, week))
        await district.door.do(
            "updateWeek",
            about,
            who,
            on,
            "weeklyUpdate { id }",
            projectId=district.ids[project.key],
            week=monday,
            difficulties=[difficulty] if difficulty else [],
            photos=photos,
            **_figures(project, number, monday),
        )


def _figures(project: DemoProject, number: int, monday: date) -> dict[str, Any]:
    """A week says what its month has done so far; the month is that of its Thursday."""
    thursday = monday + timedelta(days=3)
    months, ratio = months_of(project), Decimal(RATIOS[number % len(RATIOS)])
    share = min(Decimal(thursday.day) / 30, Decimal(1))
    done = (months[thursday.month - 1] * ratio * share).quantize(Decimal("0.01"))
    before = sum((m * ratio for m in months[: thursday.month - 1]), Decimal(0))
    percent = ((before + done) / project.total * 100).quantize(Decimal("0.01"))
    return {
        "doneInvestment": done,
        "physicalPercent": percent,
        "text": f"{thursday.month}月累计完成投资{done:f}万元，现场按计划施工",
    }


async def _photo(district: District, project: DemoProject, monday: date, who: Person, on: date) -> dict[str, Any]:
    name = f"{project.key}-{monday}.jpg"
    content = photo(project, on)
    file = await district.door.upload("schedule", name, content, who, on)
    return {"fileId": file, "caption": f"{project.name}现场（演示用图）"}


def photo(project: DemoProject, on: date) -> bytes:
    """Draw a picture that says that it is none of a real place, with the day and the place that a phone would write."""
    image = Image.new("RGB", _PHOTO_SIZE, "#dfe8ee")
    drawn = ImageDraw.Draw(image)
    drawn.rectangle((0, 220, 480, 320), fill="#b9a98a")
    for left in range(40, 440, 80):
        height = 60 + sum(project.key.encode()) * left % 90
        drawn.rectangle((left, 220 - height, left + 50, 220), fill="#8fa3b5", outline="#5c7080")
    drawn.text((12, 12), f"DEMO {project.key} {on}", fill="#333333")
    # of the afternoon before: at whatever hour the demo is loaded, that is past
    taken = datetime.combine(on - timedelta(days=1), datetime.min.time()).replace(hour=15, minute=30)
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif).update(
        {Base.DateTimeOriginal: f"{taken:%Y:%m:%d %H:%M:%S}", Base.OffsetTimeOriginal: "+08:00"}
    )
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: _degrees(project.longitude),
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: _degrees(project.latitude),
        }
    )
    written = io.BytesIO()
    image.save(written, "JPEG", quality=70, exif=exif)
    return written.getvalue()


def _degrees(value: Decimal) -> tuple[float, float, float]:
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    return float(degrees), float(minutes), float(((value - degrees) * 60 - minutes) * 60)


assert _FIRST.year == PLAN_YEAR, "the weeks are those of the plan's year"
