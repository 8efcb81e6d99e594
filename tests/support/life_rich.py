"""Everything that is on record about requests, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.support.domain.attaching import Purpose
from services.support.store import tables
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

LATER = date(2026, 3, 6)


async def lived(district: District) -> Life:
    """Let a request for a road be surveyed and consulted about, one for land stand still, one be reviewed and corrected."""
    life = await Life(district).told()
    road = await life.road_claimed()
    found = {"surveyedOn": DAY.isoformat(), "people": ["踏勘员"], "findings": "踏勘所见"}
    road = ok(await life.step("recordSurvey", road, life.manager, **found))
    road = ok(await life.step("askOpinion", road, life.manager, unitId=str(life.police), question="征求交通意见"))
    survey, asked = road["surveys"][0]["id"], road["opinions"][0]
    said = {"stance": "AGREE_WITH_CONDITIONS", "text": "附条件的意见"}
    asked = {"opinionId": asked["id"], "expectedVersion": asked["version"]}
    road = ok(await life.do("giveRequestOpinion", life.officer_of_police, LATER, **asked | said))
    road = ok(await life.step("askOpinion", road, life.manager, LATER, unitId=str(life.police), question="再问"))
    await _stand(life)
    await _settled(life)
    await _files(district, UUID(road["id"]), UUID(survey))
    return life


async def _stand(life: Life) -> None:
    hearing = {"procedure": "HEARING", "reason": "听证理由", "document": "株天听通〔2026〕3号（示例）"}
    ok(await life.step("suspendRequest", await life.district.claimed(), life.district.officer, **hearing))
    missing = ok(await life.district.submit())
    ok(await life.step("returnRequest", missing, life.district.officer, reason="材料不全", missing=["甲", "乙"]))
    closed = ok(await life.district.submit())
    competent = {"reason": "不属职责", "competentId": str(life.city)}
    ok(await life.step("notAcceptRequest", closed, life.district.officer, **competent))


async def _settled(life: Life) -> None:
    district = life.district
    decided = ok(await life.deliver(await life.decided(outcome="REFUSED"), note="送达说明"))
    decided = ok(await life.step("acknowledgeRequest", decided, district.owner))
    decided = ok(await life.step("askReview", decided, district.owner, grounds="复核的理由"))
    decided = ok(await life.step("decideReview", decided, district.colleague, outcome="UPHELD", reason="复核的意见"))
    slip = {"wrong": "更正前", "right": "更正后", "reason": "更正缘由"}
    ok(await life.step("correctDecision", decided, district.officer, **slip))
    open_review = await life.delivered(outcome="REFUSED")
    ok(await life.step("askReview", open_review, district.owner, grounds="未决的复核"))


async def _files(district: District, request: UUID, survey: UUID) -> None:
    """Write files as uploads make them: one of a form, one of a survey, one that waits."""
    async with district.api.database.session(ALL_DIVISIONS) as session:
        session.add(tables.FileContent(sm3="要素示例摘要", size=2147483647))
        await session.flush()
        hung = datetime(2026, 3, 2, 1, tzinfo=UTC)
        for name, purpose, part, field in (
            ("表单附件.pdf", Purpose.FORM, None, "plan"),
            ("踏勘照片.jpg", Purpose.SURVEY, survey, None),
            ("未用附件.pdf", None, None, None),
        ):
            file = tables.Attachment(
                id=new_id(),
                division=district.division,
                file_name=name,
                format="PDF",
                size=2147483647,
                sm3="要素示例摘要",
                uploaded_at=hung,
                uploaded_by=district.owner.subject,
                uploaded_by_name="上传人",
            )
            if purpose is not None:
                file.request_id, file.purpose, file.part_id, file.field = request, purpose, part, field
                file.attached_at, file.attached_by = hung, "附件人"
            session.add(file)
        await session.commit()
