"""Kinds of things to do in the schedule, each with its clause and the command that does it."""

from __future__ import annotations

from types import MappingProxyType

from services.law.article import Article
from services.law.todo import Kind

_PATHS = {
    "NODE": "nodes",
    "REPORT": "progress-reports",
    "WEEK": "projects",
    "PROJECT": "projects",
    "ISSUE": "issues",
    "LIST": "lists",
    "ROUND": "dispatch-rounds",
    "DIFFICULTY": "dispatch-difficulties",
    "DECISION": "dispatch-difficulties",
    "BULLETIN": "bulletins",
    "REVIEW": "reviews",
    "INTERVIEW": "interviews",
    "LEADER": "projects",
    "PROBLEM": "leader-problems",
    "ARRANGEMENT": "leader-arrangements",
    "PUSH": "city-pushes",
    "STATISTICS": "projects",
}
_KINDS = (
    # 第八条: nodes, tasks and plans
    ("NODE_DUE", "节点办结", "办结节点并提交佐证材料", Article(8), "completeNode"),
    ("NODE_WAITING", "节点待要素", "节点等待要素保障，请跟进要素申请或提出问题", Article(8), "raiseIssue"),
    ("PROJECT_TO_PLAN", "拟定倒排计划", "为项目拟定倒排计划", Article(8), "scheduleBackwards"),
    ("PROJECT_TASK_MISSING", "下达年度任务", "下达年度投资任务并分解到月", Article(8), "setAnnualTask"),
    ("PROJECT_TASK_TO_SPLIT", "重新分月", "计划调整后，重新分月分解年度投资任务", Article(11), "setAnnualTask"),
    # 第九条: contact persons, weekly updates, reports and verification
    ("PROJECT_NO_SPECIALIST", "确定项目专员", "为重点建设项目确定一名项目专员", Article(9), "appointSpecialist"),
    ("WEEK_DUE", "周更新", "报送本周（漏报周）项目信息", Article(9), "updateWeek"),
    ("PROJECT_REPORT_DUE", "月度进度", "报送月度进度", Article(9), "reportProgress"),
    ("REPORT_RETURNED", "更正进度", "更正被退回的月度进度", Article(9), "correctProgress"),
    ("REPORT_TO_VERIFY", "核实进度", "核实或退回月度进度", Article(9), "verifyProgress"),
    ("PUSH_FAILED", "推送失败", "推送市系统多次未达，排除原因后重推", Article(9), "resendCityPush"),
    ("NODE_TO_VERIFY", "核实节点", "核实或退回节点办结", Article(9), "verifyNode"),
    # 第十条: the ledger
    ("ISSUE_TO_ASSIGN", "交办问题", "分类并交办问题", Article(10), "assignIssue"),
    ("ISSUE_TO_ACCEPT", "接收问题", "接收交办的问题，或提出异议", Article(10), "acceptIssue"),
    ("ISSUE_DUE", "办理问题", "办理问题并报办结", Article(10), "reportIssueDone"),
    ("ISSUE_CONTESTED", "裁定异议", "裁定对交办的异议", Article(10), "decideIssueContest"),
    ("ISSUE_EXTENSION", "批复延期", "批复延期申请", Article(10), "decideIssueExtension"),
    ("ISSUE_TO_VERIFY", "核验销号", "核验销号或退回", Article(10), "verifyIssue"),
    ("ISSUE_TO_SUPERVISE", "督办问题", "问题已逾期，予以督办", Article(10), "superviseIssue"),
    # 第七条: the four lists
    ("LIST_TO_PUBLISH", "发布清单", "核对并发布清单", Article(7), "publishMonthlyList"),
    ("LIST_TO_DRAFT", "制定清单", "制定当月清单", Article(7), "draftMonthlyList"),
    # 第十二条: statistics
    ("STATISTICS_TO_RECORD", "入库入统", "开工项目入库、入统并登记", Article(12), "recordStatisticsEntry"),
    # 第十条: dispatch
    ("ROUND_TO_OPEN", "开周调度", "本周调度尚未开轮", Article(10), "openDispatchRound"),
    ("BULLETIN_TO_DRAFT", "编制通报", "上月通报尚未编制", Article(10), "draftBulletin"),
    ("REVIEW_TO_OPEN", "开季讲评", "上季度讲评尚未开展", Article(10), "openDispatchReview"),
    ("ROUND_TO_CLOSE", "办结周调度", "处理本轮难点、堵点、卡点并办结周调度", Article(10), "closeDispatchRound"),
    ("DIFFICULTY_TO_TREAT", "处理难点", "列入台账、议定或不予列入", Article(10), "raiseDifficulty"),
    ("DECISION_DUE", "议定事项", "办结周调度议定事项", Article(10), "reportDecisionDone"),
    ("BULLETIN_TO_SEND", "印发通报", "核对并印发通报", Article(10), "sendBulletin"),
    ("REVIEW_TO_JOIN", "参加讲评", "督查室参加季讲评", Article(10), "joinDispatchReview"),
    ("REVIEW_TO_CLOSE", "办结讲评", "研究约谈建议并办结季讲评", Article(10), "closeDispatchReview"),
    ("INTERVIEW_TO_HOLD", "登记约谈", "约谈已到时间，登记约谈情况", Article(10), "holdInterview"),
    ("INTERVIEW_PROMISE", "整改承诺", "完成约谈整改承诺并登记", Article(10), "followUpInterview"),
    # 第十三条: leaders
    ("ARRANGEMENT_TO_ISSUE", "印发联系安排", "确定联系区领导并印发安排", Article(13), "issueLeaderArrangement"),
    ("LEADER_REPORT_DUE", "报告区领导", "向联系区领导报告项目进展", Article(13), "submitLeaderReport"),
    ("PROBLEM_TO_ANSWER", "答复问题", "答复提请协调的问题", Article(13), "answerLeaderProblem"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path=_PATHS[code.split("_")[0]])
        for code, name, what, article, command in _KINDS
    }
)
