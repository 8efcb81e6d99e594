"""What units and roles are told of when it happens (第十四条、第十七条): kinds, clauses and words, over the event's facts."""

from __future__ import annotations

from services.law.article import Article
from services.law.notice import kinds_of

A14, A17 = Article(14), Article(17)

_KINDS = (
    ("request.submitted", "新申请", A17, True, "项目“{projectName}”提出申请，{receivedOn}收件，期限{dueOn}"),
    ("request.returned", "退回补正", A17, True, "项目“{projectName}”的申请被退回补正：{reason}"),
    ("request.resubmitted", "补正重报", A17, True, "项目“{projectName}”的申请已补正重报，期限{dueOn}"),
    ("request.withdrawn", "申请撤回", A14, False, "项目“{projectName}”的申请已撤回：{reason}"),
    ("request.decided", "决定", A17, True, "项目“{projectName}”的申请已决定（{documentNumber}）"),
    ("request.not-accepted", "不予受理", A17, True, "项目“{projectName}”的申请不予受理：{reason}"),
    (
        "request.suspended",
        "特殊程序",
        A17,
        False,
        "项目“{projectName}”的申请自{suspendedOn}进入特殊程序，停钟（{basis}）",
    ),
    ("request.resumed", "续钟", A17, False, "项目“{projectName}”的申请特殊程序结束，期限{dueOn}"),
    ("request.review-decided", "复核决定", A17, True, "项目“{projectName}”的申请复核已决定（{documentNumber}）"),
    ("request.corrected", "文书更正", A17, False, "项目“{projectName}”的申请文书更正：{what}"),
    (
        "request.due-corrected",
        "到期日更正",
        A17,
        True,
        "年度日历公布，“{projectName}”的申请到期日由{formerDueOn}更正为{dueOn}",
    ),
    ("request.reassigned", "单位合并", Article(4), False, "项目“{projectName}”的申请随单位合并转办"),
    ("request.escalated", "催办升级", A14, True, "{rung}：项目“{projectName}”的申请，到期日{dueOn}"),
    ("request.overdue", "申请超期", A17, True, "项目“{projectName}”的申请已超期（到期日{dueOn}）"),
)
NOTICES = kinds_of(_KINDS)
# Of these something is still to be done, until the request has ended, or is not with the applicant any more.
OF_OPEN = ("request.submitted", "request.resubmitted", "request.escalated", "request.overdue", "request.due-corrected")
OF_RETURNED = ("request.returned",)
