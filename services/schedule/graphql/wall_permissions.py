"""Who may use the war map, the leaders' arrangement and the charts of sites."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

# 第八条：区项目服务部门实行挂图作战; the plan itself is the investment authority's.
MAP_KEEPERS = roles(Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE)
AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)  # 第十三条：区投资主管部门……遴选
# 第十三条：any unit can serve a project; which one does is asked by the use case
SERVING = roles(*(set(Role) - {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR}))

PERMISSIONS: Rules = {
    "Query.outsideAdditions": SIGNED_IN,
    "Query.leaderArrangements": SIGNED_IN,
    "Query.leaderArrangement": SIGNED_IN,
    "Query.leaderLinks": SIGNED_IN,
    "Query.leaderReports": SIGNED_IN,
    "Query.leaderProblems": SIGNED_IN,
    "Query.drivingMarks": SIGNED_IN,
    "Mutation.markDriving": AUTHORITY,
    "Mutation.withdrawDrivingMark": AUTHORITY,
    "Mutation.draftLeaderArrangement": AUTHORITY,
    "Mutation.linkLeader": AUTHORITY,
    "Mutation.setAsideLeaderProject": AUTHORITY,
    "Mutation.issueLeaderArrangement": AUTHORITY,
    "Mutation.discardLeaderArrangement": AUTHORITY,
    "Mutation.submitLeaderReport": SERVING,
    "Mutation.raiseLeaderProblem": SERVING,
    "Mutation.answerLeaderProblem": roles(Role.LEADER),
    "Query.leaderArrangementDocument": SIGNED_IN,
    "Query.siteOrganizations": SIGNED_IN,
    "Query.siteOrganizationChart": SIGNED_IN,
    "Query.siteScheduleChart": SIGNED_IN,
    "Mutation.setSiteOrganization": roles(Role.OWNER, Role.SPECIALIST),
    "SiteOrganization": SIGNED_IN,
    "SitePost": SIGNED_IN,
    "SiteChart": SIGNED_IN,
    "LeaderDocument": SIGNED_IN,
    "LeaderArrangement": SIGNED_IN,
    "LeaderLink": SIGNED_IN,
    "LeaderGround": SIGNED_IN,
    "LeaderReportDue": SIGNED_IN,
    "LeaderReport": SIGNED_IN,
    "LeaderProblem": SIGNED_IN,
    "LeaderProblemRaised": SIGNED_IN,
    "Subscription.leaderProblemRaised": roles(Role.LEADER),
    "LeaderAnswer": SIGNED_IN,
    "DrivingMark": SIGNED_IN,
    "Query.warMap": SIGNED_IN,
    "Query.warMapBoard": SIGNED_IN,
    "Query.warMapLegend": SIGNED_IN,
    "Query.warMapGantt": SIGNED_IN,
    "ScheduleGantt": SIGNED_IN,
    "GanttBar": SIGNED_IN,
    "WarMapProject": SIGNED_IN,
    "WarMapBoardRow": SIGNED_IN,
    "Mutation.addOutsidePlan": MAP_KEEPERS,
    "Mutation.removeOutsidePlan": MAP_KEEPERS,
    "OutsideAddition": SIGNED_IN,
}
