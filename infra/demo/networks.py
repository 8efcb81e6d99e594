"""The node networks of the demo's reverse schedules (A8), in the four stages of construction approval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.demo.people import name_of
from infra.demo.project import DemoProject, Stage
from infra.demo.units import BY_KEY

_LAND, _DESIGN, _PERMIT, _DONE = "立项用地规划许可", "工程建设许可", "施工许可", "竣工验收"
_BUILDING = "建设实施"


@dataclass(frozen=True)
class Step:
    """One node: `unit` is the responsible unit's key; days are working days unless they are calendar days."""

    code: str
    stage: str
    name: str
    unit: str
    days: int
    evidence: str
    after: tuple[str, ...] = ()
    calendar: bool = False
    waits_for: str | None = None

    def written(self, units: Mapping[str, UUID]) -> dict[str, Any]:
        """Write it as the endpoint takes it."""
        return {
            "code": self.code,
            "name": self.name,
            "stage": self.stage,
            "keyLink": self.evidence,
            "responsibleUnitId": units[self.unit],
            "responsiblePerson": name_of(BY_KEY[self.unit]),
            "duration": self.days,
            "unit": "CALENDAR_DAY" if self.calendar else "WORKING_DAY",
            "dependencies": [{"predecessor": code} for code in self.after],
            "requiredEvidence": [self.evidence],
            "waitsFor": self.waits_for,
        }


def network_of(project: DemoProject, number: int) -> tuple[Step, ...]:
    """Return the nodes of a construction project; the length of building makes the limits differ."""
    if project.key == "songjing":
        return SONGJING
    funds = "finance" if project.government else "banking"
    if project.stage is Stage.NEW_START:
        return tuple(_new_start(project, funds, 238 + number % 12))
    return tuple(_continuing(project, funds, 262 + number % 12))


LAND_NODE = "A3"

SONGJING = (
    Step("A1", _LAND, "环境影响评价审批", "ecology", 10, "环评批复"),
    Step("A2", _LAND, "一期130亩征地拆迁", "tongwan", 15, "征地拆迁完成确认书"),
    Step("A3", _LAND, "用地报批与出让", "land", 20, "国有建设用地使用权出让合同", ("A2",), waits_for="LAND_QUOTA"),
    Step("A4", _LAND, "建设用地规划许可证", "land", 5, "建设用地规划许可证", ("A3",)),
    Step("B1", _DESIGN, "建设工程规划许可证", "land", 8, "建设工程规划许可证", ("A4",)),
    Step("B2", _DESIGN, "施工图设计文件审查", "housing", 8, "施工图审查合格书", ("B1",)),
    Step("C1", _PERMIT, "施工招标或发包", "songjing", 10, "施工合同", ("B2",)),
    Step("C2", _PERMIT, "建筑工程施工许可证", "housing", 3, "建筑工程施工许可证", ("C1", "A1")),
    Step("C3", _PERMIT, "临时供电接入", "power", 10, "供用电合同"),
    Step("D1", _BUILDING, "一期厂房主体施工", "songjing", 180, "主体结构验收记录", ("C2", "C3"), calendar=True),
    Step("D2", _BUILDING, "涂装设备安装调试", "songjing", 40, "设备调试报告", ("D1",), calendar=True),
    Step("E1", _DONE, "联合验收", "housing", 8, "联合验收意见书", ("D2",)),
    Step("E2", _DONE, "竣工验收备案", "songjing", 2, "竣工验收备案表", ("E1",)),
)


def _new_start(p: DemoProject, funds: str, building: int) -> Iterator[Step]:
    yield Step("A1", _LAND, "行业主管部门方案预审", p.authority, 8, "方案预审意见")
    yield Step("A2", _LAND, "资金落实确认", funds, 8, "资金落实确认函")
    yield Step("A4", _LAND, "征地拆迁", p.town, 15, "征地拆迁完成确认书", ("A1", "A2"))
    yield Step(LAND_NODE, _LAND, "用地报批与供应", "land", 12, "建设用地批复", ("A4",), waits_for="LAND_QUOTA")
    yield Step("A5", _LAND, "环境影响评价审批", "ecology", 10, "环评批复", ("A1",))
    yield Step("B1", _DESIGN, "建设工程规划许可证", "land", 5, "建设工程规划许可证", ("A3",))
    yield Step("C1", _PERMIT, "临时占道和绿地审批", "city", 5, "占道审批决定书", ("B1",))
    yield Step("C2", _PERMIT, "建筑工程施工许可证", "housing", 3, "建筑工程施工许可证", ("C1", "A5"))
    yield Step("D1", _BUILDING, "主体工程施工", p.owner, building, "主体结构验收记录", ("C2",), calendar=True)
    yield Step("D2", _BUILDING, "供电接入", "power", 15, "供用电合同", ("C2",))
    yield Step("E1", _DONE, "联合验收", "housing", 8, "联合验收意见书", ("D1", "D2"))


def _continuing(p: DemoProject, funds: str, building: int) -> Iterator[Step]:
    yield Step("K1", _BUILDING, "年度资金拨付计划", funds, 10, "资金拨付计划表")
    yield Step("K2", _BUILDING, "征拆扫尾", p.town, 15, "扫尾完成确认书")
    yield Step("K3", _BUILDING, "管线迁改与供电保障", "power", 12, "迁改完成确认书")
    yield Step("K4", _BUILDING, "年度施工组织方案备案", p.owner, 8, "施工组织方案备案表")
    yield Step(
        "K5",
        _BUILDING,
        "年度主体工程施工",
        p.owner,
        building,
        "形象进度确认书",
        ("K1", "K2", "K3", "K4"),
        calendar=True,
    )
    yield Step("K6", _DONE, "行业质量抽检", p.authority, 8, "质量抽检报告", ("K5",))
    yield Step("K7", _DONE, "年度目标验收", "housing", 5, "年度目标验收意见", ("K6",))
