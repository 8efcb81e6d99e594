"""The issue ledger (A10): issues as they stand in the demo's present, from just raised to closed, one of them overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District, together
from infra.demo.project import DemoProject
from infra.demo.weekly import reporting
from infra.issuer import Person

_ISSUE = "issue { id }"
_SWEPT_ON = date(2027, 4, 1)
_REASON = "IssueReasonInput"


async def keep_ledger(district: District) -> None:
    """Owners raise issues, the project service hands them out, units settle, contest or let them become late."""
    projects = [project for _, project in reporting(district)]
    await together(
        (
            _closed(district, projects[0]),
            _overdue(district, projects[1]),
            _contested(district, projects[2]),
            _extension_asked(district, projects[3]),
            _to_verify(district, projects[4]),
            _raised(district, projects[5]),
        )
    )
    inspector = district.officer("inspection")
    told = "userErrors { code }"
    await district.door.do("superviseOverdueIssues", "2027-04", inspector, _SWEPT_ON, told)


class _Issue:
    """One issue on its way; every step has its number, so that a later load sends the same commands."""

    def __init__(self, district: District, project: DemoProject) -> None:
        self._district, self._project, self._version = district, project, 0
        self.id = ""

    async def raise_(self, on: date, **given: Any) -> None:
        """The owner raises it."""
        owner = self._district.officer(self._project.owner)
        done = await self._do("raiseIssue", owner, on, projectId=self._district.ids[self._project.key], **given)
        self.id, self._version = done["issue"]["id"], 1

    async def assign(self, on: date, unit: str, days: int | None = None) -> None:
        """The project service hands it out."""
        to = {"unitId": self._district.units[unit], "workingDays": days}
        await self.step("assignIssue", self._district.officer("service"), on, to=to)

    async def step(self, mutation: str, who: Person, on: date, **given: Any) -> None:
        """Take the next step."""
        seen = {"issueId": self.id, "expectedVersion": self._version}
        await self._do(mutation, who, on, **seen, **given)
        self._version += 1

    async def _do(self, mutation: str, who: Person, on: date, **given: Any) -> dict[str, Any]:
        about = f"{self._project.key} {self._version}"
        return await self._district.door.do(mutation, about, who, on, _ISSUE, **given)


async def _closed(district: District, project: DemoProject) -> None:
    issue, town = _Issue(district, project), district.officer(project.town)
    title, text = "一期用地边角2户未签约", "一期红线东北角2户对附属物补偿有异议，影响围挡闭合"
    await issue.raise_(date(2027, 3, 8), severity="BLOCKAGE", kind="RELOCATION", title=title, description=text)
    await issue.assign(date(2027, 3, 9), project.town)
    await issue.step("acceptIssue", town, date(2027, 3, 9), person="示例责任人甲")
    await issue.step("noteIssueProgress", town, date(2027, 3, 12), text="已上门两次，1户签约")
    documents = [{"title": "签约确认书（演示）", "datedOn": date(2027, 3, 16)}]
    await issue.step("reportIssueDone", town, date(2027, 3, 16), text="2户均已签约", documents=documents)
    await issue.step("verifyIssue", district.officer("service"), date(2027, 3, 17), note="已核签约原件")


async def _overdue(district: District, project: DemoProject) -> None:
    issue, land = _Issue(district, project), district.officer("land")
    title, text = "新增建设用地指标缺口", "尚缺新增建设用地指标约12亩，影响后续用地报批"
    await issue.raise_(date(2027, 3, 10), severity="BLOCKAGE", kind="LAND_QUOTA", title=title, description=text)
    await issue.assign(date(2027, 3, 11), "land")
    await issue.step("acceptIssue", land, date(2027, 3, 12), person="示例责任人乙")
    await issue.step("noteIssueProgress", land, date(2027, 3, 22), text="已向市局申请调剂，待批")


async def _contested(district: District, project: DemoProject) -> None:
    issue = _Issue(district, project)
    title, text = "配套道路交叉口渠化方案", "项目出入口与在建道路交叉口的渠化方案尚未明确"
    await issue.raise_(date(2027, 4, 5), severity="DIFFICULTY", kind="PROCEDURES", title=title, description=text)
    await issue.assign(date(2027, 4, 6), "transport")
    reason = "该路口设计由城管部门主管，建议改派"
    await issue.step("contestIssue", district.officer("transport"), date(2027, 4, 7), input_type=_REASON, reason=reason)


async def _extension_asked(district: District, project: DemoProject) -> None:
    issue, bank = _Issue(district, project), district.officer("banking")
    title, text = "二期贷款放款滞后", "二期项目贷款已批未放，影响材料采购付款"
    await issue.raise_(date(2027, 3, 29), severity="DIFFICULTY", kind="FUNDS", title=title, description=text)
    await issue.assign(date(2027, 3, 30), "banking")
    await issue.step("acceptIssue", bank, date(2027, 3, 30), person="示例责任人丙")
    reason = "银行总行额度本月中旬下达"
    await issue.step("askIssueExtension", bank, date(2027, 4, 8), workingDays=5, reason=reason)


async def _to_verify(district: District, project: DemoProject) -> None:
    issue, unit = _Issue(district, project), district.officer(project.authority)
    title, text = "工艺方案论证意见反馈", "行业主管部门对工艺方案论证意见尚未反馈"
    await issue.raise_(date(2027, 3, 31), severity="DIFFICULTY", kind="PROCEDURES", title=title, description=text)
    await issue.assign(date(2027, 4, 1), project.authority)
    await issue.step("acceptIssue", unit, date(2027, 4, 2), person="示例责任人丁")
    documents = [{"title": "论证意见（演示）", "datedOn": date(2027, 4, 8)}]
    await issue.step("reportIssueDone", unit, date(2027, 4, 8), text="意见已书面反馈", documents=documents)


async def _raised(district: District, project: DemoProject) -> None:
    issue = _Issue(district, project)
    title, text = "厂区雨水排放口位置", "规划雨水管网标高与厂区不一致，请协调排放口位置"
    await issue.raise_(date(2027, 4, 8), severity="BLOCKAGE", kind="UTILITIES", title=title, description=text)
