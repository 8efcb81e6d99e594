"""第八条：what a district may set differently about the charts of sites, dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY
from services.schedule.domain.site.terms import SiteParty

REQUIRED_PARTIES = Dated(
    Article(8),
    "项目管理架构图须明确的参建主体",
    Entry(
        FIRST_DAY,
        (SiteParty.OWNER, SiteParty.CONTRACTOR, SiteParty.SUPERVISOR),
        "第八条“项目管理架构图”；建设、施工、监理三方为本区默认",
    ),
)
PARTY_NAMES = {
    SiteParty.OWNER: "建设单位",
    SiteParty.CONTRACTOR: "施工单位",
    SiteParty.SUPERVISOR: "监理单位",
    SiteParty.DESIGNER: "设计单位",
    SiteParty.SURVEYOR: "勘察单位",
    SiteParty.OTHER: "其他单位",
}
MOST_POSTS = 100
"""第八条：of one site; a chart with more is not read by anybody."""
