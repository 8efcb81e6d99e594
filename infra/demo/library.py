"""Projects come into the reserve library and ripen in it (A4-A6)."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from infra.demo import sheet
from infra.demo.district import District, together
from infra.demo.project import DemoProject
from infra.demo.units import BY_KEY
from infra.trouble import Trouble

_SHEET_ON = date(2026, 3, 31)
_REGISTERED_ON = date(2026, 3, 2)
_CONVERTED_ON = {
    "FIVE_YEAR": date(2026, 4, 20),
    "THREE_YEAR": date(2026, 6, 22),
    "ONE_YEAR": date(2026, 10, 19),
    "CONSTRUCTION": date(2026, 10, 30),
}
# What is built already went through the libraries before it was begun: days before the start.
_BEFORE_START = {"FIVE_YEAR": 540, "THREE_YEAR": 420, "ONE_YEAR": 240, "CONSTRUCTION": 20}
_REGISTERED_BEFORE_START = 600
_TOLD = "project { version }"


async def register_projects(district: District) -> None:
    """Owners apply for their projects."""

    async def register(project: DemoProject) -> None:
        on = project.start - timedelta(days=_REGISTERED_BEFORE_START) if project.stage.built else _REGISTERED_ON
        done = await district.door.do(
            "registerProject",
            project.key,
            district.officer(project.owner),
            on,
            "project { id }",
            **_elements(district, project),
        )
        district.ids[project.key] = district.registered(done["project"]["id"])

    await together(register(p) for p in district.projects if not p.in_sheet)


def _elements(district: District, p: DemoProject) -> dict[str, Any]:
    return {
        "name": p.name,
        "ownerId": district.units[p.owner],
        "townId": district.units[p.town],
        "industryAuthorityId": district.units[p.authority],
        "level": p.level,
        "category": p.category,
        "industryCode": p.industry_code,
        "investmentMode": "GOVERNMENT" if p.government else "ENTERPRISE",
        "approvalRoute": p.route,
        "projectCode": p.project_code,
        "totalInvestment": p.total,
        "fundSources": [{"source": source, "amount": amount} for source, amount in p.funds],
        "startOn": p.start,
        "finishOn": p.finish,
        "function": p.function,
        "scale": p.scale,
        "content": p.content,
        "constructionMode": p.construction_mode,
        "fundUse": p.fund_use,
        "benefit": p.benefit,
        "longitude": p.longitude,
        "latitude": p.latitude,
    }


async def import_sheet(district: District) -> None:
    """The investment authority imports the sheet: a dry run first, and for real when it finds no fault."""
    content = sheet.make(district.projects)
    kept = district.door.data / "demo" / sheet.FILE_NAME
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    told = "report { rows faulty leftOut faults { row column message } projects { id name } }"
    file = {"fileName": sheet.FILE_NAME, "contentBase64": base64.b64encode(content).decode()}
    clerk = district.officer("reform")
    tried = await district.door.do("importProjects", "dry run", clerk, _SHEET_ON, told, dryRun=True, **file)
    if faults := tried["report"]["faults"]:
        first = faults[0]
        raise Trouble(
            f"演示项目表试导有{len(faults)}处问题，第{first['row']}行{first['column']}列：{first['message']}",
            f"The dry run of the demo's sheet found {len(faults)} faults.",
        )
    done = await district.door.do("importProjects", "for real", clerk, _SHEET_ON, told, dryRun=False, **file)
    keys = {p.name: p.key for p in district.projects}
    for project in done["report"]["projects"]:
        district.ids[keys[project["name"]]] = district.registered(project["id"])


async def ripen(district: District) -> None:
    """Each project goes as far as its stage: documents on record, then one library up, again and again."""
    await together(_ripen(district, p) for p in district.projects)


async def _ripen(district: District, project: DemoProject) -> None:
    if project.stage.built:  # its papers are taken over together
        await _record(district, project, project.stage.libraries, "all")
    for library in project.stage.libraries:
        if not project.stage.built:
            await _record(district, project, (library,), library)
        known, clerk, on = district.ids[project.key], district.officer("reform"), _converted_on(project, library)
        about = f"{project.key} {library}"
        await district.on(known, "convertProject", about, clerk, on, _TOLD, projectId=known, toLibrary=library)


async def _record(district: District, project: DemoProject, libraries: Sequence[str], what: str) -> None:
    """Record what the libraries ask for, a week before the conversion and a week after the papers were issued."""
    known, owner = district.ids[project.key], district.officer(project.owner)
    on = _converted_on(project, libraries[0]) - timedelta(days=7)
    issued = on - timedelta(days=7)
    papers = [paper.written() for library in libraries for paper in _documents(project, library, issued)]
    about = f"{project.key} {what}"
    await district.on(known, "recordEvidence", about, owner, on, _TOLD, projectId=known, evidence=papers)


def _converted_on(project: DemoProject, library: str) -> date:
    if project.stage.built:
        return project.start - timedelta(days=_BEFORE_START[library])
    return _CONVERTED_ON[library]


@dataclass(frozen=True)
class _Document:
    """One document; `number` is its official number where it has one."""

    kind: str
    title: str
    issuer: str
    on: date
    number: str | None = None

    def written(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "issuer": BY_KEY[self.issuer].name,
            "issuedOn": self.on,
            "documentNumber": self.number,
        }


_ROUTES = {
    "APPROVAL": ("FEASIBILITY_APPROVAL", "可行性研究报告批复", "可批"),
    "CONFIRMATION": ("CONFIRMATION", "企业投资项目核准的批复", "核准"),
    "FILING": ("FILING", "企业投资项目备案证明", "备案"),
}


def _documents(p: DemoProject, library: str, on: date) -> Iterator[_Document]:
    """Yield what the library's entry criteria ask for (A5, A6)."""
    serial = f"〔{on.year}〕{100 + int(p.key[-2:]) if p.key[-2:].isdigit() else len(p.name)}号"
    if library == "FIVE_YEAR":
        yield _Document("PLANNING_CONFORMITY", "中长期规划符合性说明", p.owner, on)
        yield _Document("POLICY_CONFORMITY", "发展方向和投资重点符合性说明", p.owner, on)
        yield _Document("INDUSTRY_LAYOUT", "产业布局符合性意见", p.authority, on)
    elif library == "THREE_YEAR":
        yield _Document("SPATIAL_PLANNING", "国土空间规划符合性意见", "land", on)
        yield _Document("SCHEME", "建设规模、内容和方案", p.owner, on)
        yield _Document("NECESSITY", "建设必要性论证报告", p.owner, on)
        if p.government:
            yield _Document("SPECIAL_PLAN", "政府批准的专项规划", "reform", on, f"示例政函{serial}")
        else:
            yield _Document("FRAMEWORK_AGREEMENT", "投资框架协议", "hitech", on)
    elif library == "ONE_YEAR":
        kind, title, series = _ROUTES[p.route]
        yield _Document("LAND_ARRANGEMENT", "用地落实计划", p.town, on)
        yield _Document("FUND_ARRANGEMENT", "资金落实计划", p.owner, on)
        yield _Document(kind, title, "reform", on, f"示例发改{series}{serial}")
    else:
        yield _Document("LAND_PLANNING_PERMIT", "建设用地规划许可证", "land", on, f"示例地字{serial}")
        yield _Document("ENGINEERING_PLANNING_PERMIT", "建设工程规划许可证", "land", on, f"示例建字{serial}")
        yield _Document("DRAWING_REVIEW", "施工图审查合格书", "housing", on, f"示例审字{serial}")
