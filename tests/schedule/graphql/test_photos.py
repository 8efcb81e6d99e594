"""第九条 through the endpoint: photos with time and place, by the file or by the phone; files of completed nodes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from pydantic import SecretStr
from sqlalchemy import update

from services.chassis.attachments.clearing import ClearUploads
from services.chassis.beside import Beside
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.runtime import Runtime
from services.law.parties import Role
from services.schedule.store import tables
from services.schedule.store.attachments import KEPT
from tests.harness.api import Api
from tests.harness.bucket import folder
from tests.harness.people import Person, person
from tests.schedule.life import TODAY, Life, codes, opened
from tests.schedule.specialist_life import correct_week, judge_node, update_week

SITE = (Decimal("113.1234567"), Decimal("27.8765432"))
PHOTOS = (
    "weeklyUpdate { id version photos { id fileName format size sm3 path caption takenAt takenFrom longitude latitude "
    "placedFrom distanceMetres far } }"
)
OTHER = {"doneInvestment": "1200", "physicalPercent": "3", "text": "场平完成三成"}


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("schedule", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


def picture(taken: str | None = None, gps: dict[int, Any] | None = None, offset: str | None = None) -> bytes:
    """A small photo that differs from every other."""
    unique = new_id().bytes
    image = Image.frombytes("RGB", (4, 4), (unique * 3)[:48])
    exif = Image.Exif()
    if taken:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    if offset:
        exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = offset
    if gps:
        exif.get_ifd(IFD.GPSInfo).update(gps)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def at(latitude: float, north: str = "N") -> dict[int, Any]:
    return {
        GPS.GPSLongitudeRef: "E",
        GPS.GPSLongitude: (113.0, 7.0, 24.44412),
        GPS.GPSLatitudeRef: north,
        GPS.GPSLatitude: (latitude, 0.0, 0.0),
    }


async def send(api: Api, who: Person, content: bytes, name: str = "现场.jpg", key: str | None = None) -> Any:
    headers = {"authorization": api.issuer.header(who), "idempotency-key": key or str(new_id())}
    return await api.http.post("/files", params={"name": name}, content=content, headers=headers)


async def uploaded(api: Api, who: Person, content: bytes, name: str = "现场.jpg") -> str:
    answer = await send(api, who, content, name)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def week_with(life: Life, *photos: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "photos": list(photos), **OTHER} | changes
    return await life.api.do(
        "updateWeek", "UpdateWeekInput", PHOTOS, life.owner, datetime(2027, 1, 13, 4, tzinfo=UTC), **given
    )


async def placed(api: Api) -> Life:
    life = await opened(api)
    event = {
        "projectId": str(life.project),
        "version": 1,
        "name": "示例涂料项目",
        "ownerId": str(life.owner_unit),
        "townId": str(life.town_unit),
        "industryAuthorityId": str(life.industry_unit),
        "level": "DISTRICT",
        "category": "INDUSTRY",
        "longitude": str(SITE[0]),
        "latitude": str(SITE[1]),
        "division": "430211",
    }
    await api.consume("zhongdian.reserve.project.registered.v1", event)
    async with api.database.session(ALL_DIVISIONS) as session:  # as the copy has it once reserve tells of places
        row = tables.Project
        await session.execute(update(row).where(row.id == life.project).values(longitude=SITE[0], latitude=SITE[1]))
        await session.commit()
    return life


async def test_what_the_file_says_goes_before_what_the_phone_says(api):
    life = await placed(api)
    exif = await uploaded(api, life.owner, picture("2027:01:12 09:30:00", at(27.8765432)))
    phone = await uploaded(api, life.owner, picture())
    zoned = await uploaded(api, life.owner, picture("2027:01:12 09:30:00", offset="+07:00"))
    said = {"takenAt": "2027-01-12T10:00:00+08:00", "longitude": str(SITE[0]), "latitude": str(SITE[1])}
    done = await week_with(
        life,
        {"fileId": exif, **said, "caption": "基坑"},
        {"fileId": phone, **said},
        {"fileId": zoned},
    )
    assert codes(done) == []
    one, two, three = done["weeklyUpdate"]["photos"]
    assert (one["takenAt"], one["takenFrom"], one["placedFrom"], one["far"]) == (
        "2027-01-12T09:30:00+08:00",
        "EXIF",
        "EXIF",
        False,
    )
    assert one["caption"] == "基坑"
    assert (two["takenAt"], two["takenFrom"], two["placedFrom"], two["distanceMetres"]) == (
        "2027-01-12T10:00:00+08:00",
        "PHONE",
        "PHONE",
        0,
    )
    assert (three["takenAt"], three["placedFrom"], three["far"]) == ("2027-01-12T10:30:00+08:00", None, None)


@pytest.mark.parametrize(("metres", "far"), [(1990, False), (2010, True)])
async def test_a_photo_from_far_away_is_marked_and_not_refused(api, metres, far):
    life = await placed(api)
    file = await uploaded(api, life.owner, picture())
    north = SITE[1] + Decimal(metres) / Decimal("111195.08")
    photo = {"fileId": file, "longitude": str(SITE[0]), "latitude": str(north.quantize(Decimal("0.0000001")))}
    (shown,) = (await week_with(life, photo))["weeklyUpdate"]["photos"]
    assert (shown["far"], abs(shown["distanceMetres"] - metres) <= 1) == (far, True)


async def test_without_the_projects_place_nothing_is_far(api):
    life = await opened(api)
    file = await uploaded(api, life.owner, picture(None, at(10)))
    (shown,) = (await week_with(life, {"fileId": file}))["weeklyUpdate"]["photos"]
    assert (shown["far"], shown["distanceMetres"], shown["placedFrom"]) == (None, None, "EXIF")


async def test_all_that_is_wrong_with_photos_is_said_at_once_and_nothing_is_kept(api):
    life = await opened(api)
    mine = await uploaded(api, life.owner, picture())
    others = await uploaded(api, life.town, picture())
    paper = await uploaded(api, life.owner, b"%PDF-1.7 x", "批复.pdf")
    late = {"takenAt": "2027-01-13T12:10:01+08:00"}
    done = await week_with(
        life,
        {"fileId": mine, **late},
        {"fileId": others},
        {"fileId": paper},
        {"fileId": await uploaded(api, life.owner, picture()), "longitude": "181", "latitude": "0"},
        text=" ",
    )
    assert codes(done) == [
        "PHYSICAL_TEXT_MISSING",
        "PHOTO_TIME_IN_FUTURE",
        "FILE_UNKNOWN",
        "NOT_A_PHOTO",
        "PHOTO_PLACE_INVALID",
    ]
    assert codes(await week_with(life, {"fileId": mine, "takenAt": "2027-01-13T12:10:00+08:00"})) == []
    assert codes(await week_with(life, {"fileId": mine}, week="2027-01-04")) == ["FILE_ATTACHED"]


async def test_a_correction_adds_photos_and_the_same_picture_twice_is_refused(api):
    life = await opened(api)
    content = picture()
    week = (await week_with(life, {"fileId": await uploaded(api, life.owner, content)}))["weeklyUpdate"]
    again = await uploaded(api, life.owner, content)
    assert codes(await correct_week(life, week, photos=[{"fileId": again}])) == ["PHOTO_TWICE"]
    fresh = await uploaded(api, life.owner, picture())
    assert codes(await correct_week(life, week, photos=[{"fileId": fresh}])) == []
    seen = await life.look("weeklyUpdates { edges { node { photos { id } } } }")
    assert [p["id"] for p in seen["weeklyUpdates"]["edges"][0]["node"]["photos"]][1] == fresh


async def test_a_document_of_a_node_has_its_file_and_keeps_it_when_the_completion_goes_back(api):
    life = await opened(api)
    node = (await life.plan())["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    file = await uploaded(api, life.land, b"%PDF-1.7 approval", "批复.pdf")
    document = {"proves": "批复", "title": "用地批复", "datedOn": TODAY.isoformat(), "fileId": file}
    wrong = await life.complete(node, documents=[document, document])
    assert codes(wrong) == ["FILE_TWICE"]
    done = (await life.complete(node, documents=[document]))["node"]
    asked = "query($id: UUID!) { node(id: $id) { evidence { title file { id fileName path } } } }"
    (evidence,) = (await api(asked, {"id": node["id"]}, as_=life.authority))["node"]["evidence"]
    assert evidence["file"] == {"id": file, "fileName": "批复.pdf", "path": f"/files/{file}"}
    await judge_node(life, "return", done, reason="材料有误")
    query = "query($id: UUID!) { scheduleAttachment(id: $id) { caption } }"
    assert (await api(query, {"id": file}, as_=life.authority))["scheduleAttachment"] == {"caption": "用地批复"}


async def test_a_file_is_fetched_by_who_sees_the_schedule_also_by_a_link(api):
    life = await opened(api)
    content = picture()
    file = await uploaded(api, life.owner, content)
    stranger = person(Role.OWNER, unit=new_id())

    async def status(who: Person) -> int:
        return (await api.http.get(f"/files/{file}", headers={"authorization": api.issuer.header(who)})).status_code

    assert (await status(life.owner), await status(life.authority)) == (200, 404)
    await week_with(life, {"fileId": file})
    assert (await status(life.authority), await status(stranger)) == (200, 404)
    given = {"attachmentId": file}
    made = await api.do(
        "createScheduleDownloadLink", "CreateScheduleDownloadLinkInput", "url expiresAt", life.authority, None, **given
    )
    assert (await api.http.get(made["url"])).content == content
    none = await api.do("createScheduleDownloadLink", "CreateScheduleDownloadLinkInput", "url", stranger, None, **given)
    assert codes(none) == ["ATTACHMENT_UNKNOWN"]
    answer = await send(api, person(Role.INSPECTOR, unit=new_id()), content)
    assert answer.status_code == 403


async def test_what_nobody_used_is_cleared_and_what_is_used_stays(api):
    life = await opened(api)
    used, unused = [await uploaded(api, life.owner, picture()) for _ in range(2)]
    await week_with(life, {"fileId": used})
    mine = await api("{ unusedScheduleUploads { edges { node { id } } } }", as_=life.owner)
    assert unused in {e["node"]["id"] for e in mine["unusedScheduleUploads"]["edges"]}
    runtime = Runtime.open(api.service.name, api.settings)
    job = ClearUploads(Beside(api.service, runtime), KEPT)
    job._age = timedelta(0)
    try:
        while await job.clear():
            pass
    finally:
        await runtime.close()
    left = {str(row.id) for row in await api.rows(tables.Attachment.__table__.select())}
    assert (used in left, unused in left) == (True, False)


async def test_broken_pictures_and_what_is_no_picture_are_files_without_time_and_place(api):
    life = await opened(api)
    for content in (picture()[:60], b"\xff\xd8\xff" + b"\x00" * 40, picture("2027:13:45 99:00:00")):
        await uploaded(api, life.owner, content)
    assert codes(await update_week(life, on=date(2027, 1, 13))) == []
