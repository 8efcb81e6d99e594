"""The whole load, chapter by chapter. Each can be repeated: what was done before is known by its key and changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from infra.demo import (
    assessing,
    awarding,
    bureaus,
    carded,
    city,
    directory,
    dispatch,
    factors,
    first_year,
    judging,
    land_plan,
    leaders,
    ledger,
    library,
    lists,
    money,
    plan,
    province,
    province_request,
    scheming,
    tasks,
    weekly,
    work,
)
from infra.demo.district import District
from infra.demo.door import Door
from infra.demo.published import all_projects
from infra.demo.telling import Telling


@dataclass(frozen=True)
class Chapter:
    """One part of the load."""

    chinese: str
    english: str
    do: Callable[[District], Awaitable[None]]


CHAPTERS = (
    Chapter("单位名录与人员", "units and people", directory.register_units),
    Chapter("业主申报项目", "owners apply", library.register_projects),
    Chapter("导入谋划项目清单（Excel，先试导）", "the sheet, dry run first", library.import_sheet),
    Chapter("佐证材料，逐级转化", "evidence and conversion", library.ripen),
    Chapter("2026年试行考核细则", "the trial run's scheme", first_year.adopt_scheme),
    Chapter("四季度问题交办与销号", "its issues, settled in time or late", first_year.keep_ledger),
    Chapter("四季度事件与经验推广", "an incident, an experience to follow", first_year.record_conduct),
    Chapter("起草2027年度计划", "the plan's draft", plan.draft),
    Chapter("会商会审", "opinions", plan.consult),
    Chapter("建议名单，审议，下达", "suggested, deliberated, issued", plan.deliberate_and_issue),
    Chapter("计划送达调度", "the plan reaches the schedules", tasks.schedules_open),
    Chapter("考核细则：起草、修改、批准", "the scheme: drafted, revised, approved", scheming.adopt_scheme),
    Chapter("2026年四季度考核：公示、发布", "its last quarter published", first_year.publish_quarter),
    Chapter("2026年度考核：公示、发布", "its year published", first_year.publish_year),
    Chapter("区级先进：提名、审核、审定、公布", "the district's awards", awarding.distinguish),
    Chapter("市级推荐：一家因事故不得推荐", "recommended to the city, one barred", awarding.recommend),
    Chapter("下达年度投资任务", "annual tasks by month", tasks.set_tasks),
    Chapter("倒排节点计划", "reverse schedules", tasks.plan_nodes),
    Chapter("项目专员", "contact persons", weekly.appoint_specialists),
    Chapter("区领导联系安排", "leaders and their projects", leaders.issue_arrangement),
    Chapter("指标账户", "quota accounts", factors.open_accounts),
    Chapter("用地申请与办理", "land requests", factors.handle_requests),
    Chapter("年度用地和征拆供地计划", "the land plan", land_plan.issue_plan),
    Chapter("月度用地会商及落实", "land consultations and follow-up", land_plan.consult),
    Chapter("专项资金：预算、安排、支付", "special funds: budget, commit, pay", money.spend_funds),
    Chapter("融资需求、对接与公开清单", "financing demands and their public list", money.raise_demands),
    Chapter("上级资金和债券申报", "applications for money, in several stages", money.apply_for_money),
    Chapter("多评合一", "evaluations as one", bureaus.evaluate_jointly),
    Chapter("施工环境治安事件", "site incidents", bureaus.keep_order),
    Chapter("帮代办", "agencies", bureaus.act_for_owners),
    Chapter("节点办结", "nodes completed", work.complete_nodes),
    Chapter("进度报送与核实", "progress reported and verified", work.report_progress),
    Chapter("周更新（含照片、漏报）", "weeks, with photos, some missed", weekly.report_weeks),
    Chapter("区领导联系：报告与协调", "reports to leaders, and problems", leaders.keep_contact),
    Chapter("问题台账", "the issue ledger", ledger.keep_ledger),
    Chapter("周调度", "weekly dispatch", dispatch.hold_rounds),
    Chapter("三月通报", "the bulletin of March", dispatch.send_bulletin),
    Chapter("一季度讲评与约谈", "the quarter's review", dispatch.review_quarter),
    Chapter("计划外新增（挂图）", "beside the plan, on the map", leaders.beside_the_plan),
    Chapter("倒排试算", "a plan tried out", leaders.try_out),
    Chapter("月度四类清单", "the four lists of the quarter", lists.publish_lists),
    Chapter("统计入库入统（导出、答复、导入）", "statistics: export, answer, import", lists.enter_statistics),
    Chapter("发布2028年度申报指南", "the guide of 2028", province.publish_guide),
    Chapter("省政务服务平台申报（签名接口）", "filed by the province, signed", province.file_from_province),
    Chapter("省政务服务平台申请（签名接口）", "asked by the province, signed", province_request.request_from_province),
    Chapter(
        "市储备库交换（导出、市库答复、导入）", "the city's library: export, answer, import", city.exchange_with_city
    ),
    Chapter("考核事实到齐", "facts arrive", assessing.facts_arrive),
    Chapter("责任分担与免予考核", "shared responsibility, exemption", judging.decide_on_facts),
    Chapter("事件与表扬", "an incident, a commendation", judging.record_conduct),
    Chapter("一季度考核计算与公示", "the quarter computed and announced", assessing.announce_period),
    Chapter("异议与更正", "an objection, accepted and carried out", assessing.hear_objection),
    Chapter("线索移送纪检监察机关（演示，虚构）", "a clue handed over", carded.transfer_clue),
    Chapter("一季度考核发布、复算", "the quarter published and verified", assessing.publish_period),
    Chapter("季讲评日与红黄牌义务", "the review's day and the cards' duties", carded.follow_up),
    Chapter("印发考核材料", "the review's papers issued", carded.issue_report),
    Chapter("下年度细则草案试算", "next year's draft tried", scheming.try_next_year),
    Chapter("二季度考核试算（草稿）", "the second quarter as a draft", assessing.draft_next_quarter),
)


async def load(endpoint: str, data: Path, telling: Telling) -> District:
    """Load the demo through the endpoint; go on where an interrupted load stopped."""
    async with Door(endpoint, data) as door:
        district = District(door, all_projects())
        for number, chapter in enumerate(CHAPTERS, start=1):
            with telling.chapter(f"{number}/{len(CHAPTERS)} {chapter.chinese}", chapter.english, lambda: door.accepted):
                await chapter.do(district)
        return district
