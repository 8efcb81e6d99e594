"""What a template says: its items in their stages, with standard days and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass

from services.schedule.domain.network.activity import DayUnit, Link, LinkKind

# 国办发〔2019〕11号: the four stages of the approval of construction projects
STAGE_LAND = "立项用地规划许可"
STAGE_ENGINEERING = "工程建设许可"
STAGE_CONSTRUCTION = "施工许可"
STAGE_ACCEPTANCE = "竣工验收"
STAGES = (STAGE_LAND, STAGE_ENGINEERING, STAGE_CONSTRUCTION, STAGE_ACCEPTANCE)

CALENDAR = DayUnit.CALENDAR_DAY
WORKING = DayUnit.WORKING_DAY


@dataclass(frozen=True, slots=True)
class TemplateNode:
    """One item of a template. Its links name codes of the same template. duration 0: a milestone.

    approval: it counts towards the time that the approvals of a project may take. basis: the rule that sets its days or
    a lag, where it is not the district's own default.
    """

    code: str
    stage: str
    name: str
    duration: int
    key_link: str
    evidence: tuple[str, ...]
    links: tuple[Link, ...] = ()
    unit: DayUnit = WORKING
    waits_for: str | None = None
    approval: bool = True
    basis: str | None = None

    @property
    def predecessors(self) -> tuple[str, ...]:
        """Codes of the items that it waits for."""
        return tuple(dict.fromkeys(link.predecessor for link in self.links))


@dataclass(frozen=True, slots=True)
class Template:
    """The usual nodes of one kind of project."""

    code: str
    name: str
    nodes: tuple[TemplateNode, ...]


def after(*codes: str, lag: int = 0, unit: DayUnit = WORKING) -> tuple[Link, ...]:
    """Begin when these are finished, and so many days have passed."""
    return tuple(Link(code, LinkKind.FINISH_TO_START, lag, unit if lag else WORKING) for code in codes)


def with_start_of(*codes: str, lag: int = 0, unit: DayUnit = WORKING) -> tuple[Link, ...]:
    """Begin when these have begun, and so many days have passed."""
    return tuple(Link(code, LinkKind.START_TO_START, lag, unit if lag else WORKING) for code in codes)


def ends_after(*codes: str, lag: int = 0, unit: DayUnit = WORKING) -> tuple[Link, ...]:
    """End when these have ended, and so many days have passed."""
    return tuple(Link(code, LinkKind.FINISH_TO_FINISH, lag, unit if lag else WORKING) for code in codes)


@dataclass(frozen=True, slots=True)
class Stage:
    """Writes the items of one stage. The evidence of an item is one text, several parted by “；”."""

    name: str

    def approval(
        self,
        code: str,
        name: str,
        days: int,
        key_link: str,
        evidence: str,
        links: tuple[Link, ...] = (),
        *,
        waits_for: str | None = None,
        basis: str | None = None,
    ) -> TemplateNode:
        """Write what an office decides, in working days."""
        proofs = tuple(evidence.split("；"))
        return TemplateNode(code, self.name, name, days, key_link, proofs, links, waits_for=waits_for, basis=basis)

    def step(
        self,
        code: str,
        name: str,
        days: int,
        key_link: str,
        evidence: str,
        links: tuple[Link, ...] = (),
        *,
        unit: DayUnit = WORKING,
        basis: str | None = None,
    ) -> TemplateNode:
        """Write what is no approval: design, tender, publication, in working days unless said otherwise."""
        proofs = tuple(evidence.split("；"))
        return TemplateNode(code, self.name, name, days, key_link, proofs, links, unit, approval=False, basis=basis)

    def building(
        self, code: str, name: str, days: int, key_link: str, evidence: str, links: tuple[Link, ...] = ()
    ) -> TemplateNode:
        """Write work on the site, in calendar days."""
        return self.step(code, name, days, key_link, evidence, links, unit=CALENDAR)

    def milestone(
        self, code: str, name: str, key_link: str, evidence: str, links: tuple[Link, ...], *, basis: str | None = None
    ) -> TemplateNode:
        """Write a milestone: it takes no day."""
        return self.step(code, name, 0, key_link, evidence, links, basis=basis)


LAND, ENGINEERING, CONSTRUCTION, ACCEPTANCE = map(Stage, STAGES)
