"""Dispatch (A10): a weekly round that was held and one that is open, March's bulletin, the quarter's review with an interview."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, QUARTER
from infra.issuer import Person

_FIRST_WEEK, _SECOND_WEEK, _DECIDED_UNTIL = date(2027, 3, 29), date(2027, 4, 5), date(2027, 4, 16)
_DRAFTED_ON, _SENT_ON = date(2027, 4, 6), date(2027, 4, 7)
_REVIEWED_ON, _JOINED_ON, _INVITED_FOR = date(2027, 4, 6), date(2027, 4, 7), "2027-04-13T09:00:00+08:00"
_MONTH = 3
_PLACE = "示例区项目服务中心会议室"
_ROUND = "dispatchRound { id version difficulties(first: 50) { edges { node { id text unit { id } } } } }"
_THIS_ROUND = "DispatchRoundInput"
_BULLETIN = "dispatchBulletin { id }"


async def hold_rounds(district: District) -> None:
    """The round of the last week of March is closed; that of the demo's own week still has something to treat."""
    clerk = district.officer("service")
    first, found = await _open(district, clerk, _FIRST_WEEK)
    for at, difficulty in enumerate(found):
        await _treat(district, clerk, at, difficulty)
    minutes = "逐项研究了各项目难点、堵点，明确责任单位和时限；未尽事项列入问题台账。"
    await district.door.do(
        "recordDispatchMeeting",
        str(_FIRST_WEEK),
        clerk,
        _FIRST_WEEK,
        "dispatchRound { id }",
        roundId=first,
        minutes=minutes,
        heldOn=_FIRST_WEEK,
        chairedBy="示例主持人",
        attendance=[{"name": "示例参会人员甲"}, {"name": "示例参会人员乙"}],
        expectedVersion=1,
    )
    seen: dict[str, Any] = {"roundId": first, "expectedVersion": 2}
    about = str(_FIRST_WEEK)
    told = "dispatchRound { state }"
    await district.door.do("closeDispatchRound", about, clerk, _FIRST_WEEK, told, input_type=_THIS_ROUND, **seen)
    await _open(district, clerk, _SECOND_WEEK)


async def _open(district: District, clerk: Person, week: date) -> tuple[str, list[dict[str, Any]]]:
    done = await district.door.do("openDispatchRound", str(week), clerk, week, _ROUND, weekOn=week, place=_PLACE)
    opened = done["dispatchRound"]
    # in the order of their texts: a later load sees the same ones, whatever became of them
    found = sorted((e["node"] for e in opened["difficulties"]["edges"]), key=lambda d: (d["text"], d["id"]))
    return opened["id"], found


async def _treat(district: District, clerk: Person, at: int, difficulty: dict[str, Any]) -> None:
    """The first goes to the ledger, the second is decided, the others are set aside with a reason."""
    about = f"{_FIRST_WEEK} {at}"
    seen: dict[str, Any] = {"difficultyId": difficulty["id"], "expectedVersion": 1}
    told = "dispatchDifficulty { id }"
    if at == 0:
        given: dict[str, Any] = {"grade": "BLOCKAGE", "kind": "PROCEDURES", "title": difficulty["text"][:40]}
        await district.door.do("raiseDifficulty", about, clerk, _FIRST_WEEK, told, **seen, **given)
    elif at == 1:
        unit: dict[str, Any] = {"unitId": district.units["banking"], "person": "示例责任人丙", "until": _DECIDED_UNTIL}
        decision = "区金融服务中心牵头，两周内组织银企对接"
        await district.door.do("decideDifficulty", about, clerk, _FIRST_WEEK, told, decision=decision, **unit, **seen)
    else:
        reason = "属项目内部事项，由业主自行协调"
        await district.door.do("setDifficultyAside", about, clerk, _FIRST_WEEK, told, reason=reason, **seen)


async def send_bulletin(district: District) -> None:
    """March's bulletin is sent under a number; its figures are those of the records."""
    clerk, about = district.officer("service"), f"{PLAN_YEAR}-{_MONTH:02d}"
    asked: dict[str, Any] = {"kind": "MONTHLY", "year": PLAN_YEAR, "month": _MONTH}
    done = await district.door.do("draftBulletin", about, clerk, _DRAFTED_ON, _BULLETIN, **asked)
    number = {"number": f"示例通报〔{PLAN_YEAR}〕3号", "expectedVersion": 1}
    given: dict[str, Any] = {"bulletinId": done["dispatchBulletin"]["id"], **number}
    await district.door.do("sendBulletin", about, clerk, _SENT_ON, _BULLETIN, **given)


async def review_quarter(district: District) -> None:
    """The quarter is reviewed with the inspectors, and one of the units that the rules name is invited to an interview."""
    clerk, inspector = district.officer("service"), district.officer("inspection")
    about = f"{PLAN_YEAR} Q{QUARTER}"
    told = "dispatchReview { id candidates(first: 50) { edges { node { id unit { id } } } } }"
    asked: dict[str, Any] = {"year": PLAN_YEAR, "quarter": QUARTER}
    done = await district.door.do("openDispatchReview", about, clerk, _REVIEWED_ON, told, **asked)
    review = done["dispatchReview"]
    joined: dict[str, Any] = {"reviewId": review["id"], "office": "示例区督查室", "expectedVersion": 1}
    await district.door.do("joinDispatchReview", about, inspector, _JOINED_ON, "dispatchReview { id }", **joined)
    named = sorted((e["node"] for e in review["candidates"]["edges"]), key=lambda c: (c["unit"]["id"], c["id"]))
    if named:
        where: dict[str, Any] = {"at": _INVITED_FOR, "place": _PLACE, "interviewer": "示例负责人", "expectedVersion": 1}
        given: dict[str, Any] = {"candidateId": named[0]["id"], **where}
        await district.door.do("inviteToInterview", about, clerk, _JOINED_ON, "interview { id }", **given)
