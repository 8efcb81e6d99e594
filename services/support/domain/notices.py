"""What units, roles and people are told of when it happens (第十四条至第十七条): kinds, clauses and words over the facts."""

from __future__ import annotations

from services.law.article import Article
from services.law.notice import kinds_of

A14, A15, A17 = Article(14), Article(15), Article(17)
SPECIAL, DEMANDS, APPLICATIONS = Article(16, 1), Article(16, 2), Article(16, 3)
JOINT, SAFETY = Article(17, 2), Article(17, 5)

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
_LAND = (
    (
        "land-plan.confirmed",
        "计划待确认",
        A15,
        True,
        "{year}年度用地和征拆供地计划，{by}已代表另一方确认，待本部门确认",
    ),
    ("land-plan.issued", "计划下达", A15, False, "{year}年度用地和征拆供地计划已下达（{number}）"),
    ("land-plan.revised", "计划调整", A15, False, "{year}年度用地和征拆供地计划启动调整：{reason}"),
    (
        "land-plan.carried-out",
        "承担计划任务",
        A15,
        True,
        "{year}年度用地和征拆供地计划（{number}）有{count}项由本单位负责",
    ),
    ("land-consultation.opened", "会商开启", A15, False, "{month}用地保障会商已开启议程，请共同准备"),
    ("land-consultation.closed", "会商纪要", A15, False, "{month}用地保障会商已形成纪要"),
    ("land-decision.made", "会商议定事项", A15, True, "{month}用地保障会商议定由本单位办理，期限{dueOn}：{what}"),
    ("land-decision.done", "议定事项办结", A15, False, "{month}用地保障会商的一项议定事项已报办结"),
    ("quota-transfer.asked", "指标调剂待审批", A15, True, "{by}申请调剂指标{amount}，待他人审批"),
    ("quota-transfer.decided", "指标调剂结果", A15, False, "您申请的指标调剂（{amount}）{outcome}：{note}"),
)
_MONEY = (
    ("fund.committed", "专项资金安排", SPECIAL, False, "项目“{projectName}”获专项资金安排{amount}万元（{document}）"),
    ("fund.released", "专项资金退回", SPECIAL, False, "项目“{projectName}”的专项资金安排退回{amount}万元：{reason}"),
    ("fund.paid", "专项资金支付", SPECIAL, False, "项目“{projectName}”已支付专项资金{amount}万元（凭证{document}）"),
    ("fund.payment-reversed", "支付冲销", SPECIAL, False, "项目“{projectName}”的一笔支付{amount}万元已冲销：{reason}"),
    ("financing.submitted", "融资需求待审核", DEMANDS, True, "项目“{projectName}”填报融资需求{number}，待审核"),
    ("financing.returned", "融资需求退回", DEMANDS, True, "项目“{projectName}”的融资需求{number}被退回：{reason}"),
    ("financing.accepted", "融资需求列入清单", DEMANDS, False, "项目“{projectName}”的融资需求{number}已列入清单"),
    ("financing.introduced", "推介金融机构", DEMANDS, False, "项目“{projectName}”的融资需求{number}已向金融机构推介"),
    (
        "financing.published",
        "融资需求发布",
        DEMANDS,
        False,
        "项目“{projectName}”的融资需求{number}已随{issue}清单公开发布",
    ),
    ("financing.taken-back", "融资需求撤下", DEMANDS, False, "项目“{projectName}”的融资需求{number}已从公开清单撤下"),
    ("financing.met", "融资需求办结", DEMANDS, False, "项目“{projectName}”的融资需求{number}已办结"),
    ("fund-application.advanced", "资金申报进展", APPLICATIONS, False, "“{title}”已进入下一环节（{document}）"),
    ("fund-application.granted", "资金申报获批", APPLICATIONS, False, "“{title}”已获批准{amount}万元（{document}）"),
    ("fund-application.arrived", "资金到位", APPLICATIONS, False, "“{title}”到位{amount}万元"),
    ("fund-application.returned", "资金申报退回", APPLICATIONS, True, "“{title}”被退回，补正后重报：{reason}"),
    ("fund-application.refused", "资金申报未获批", APPLICATIONS, False, "“{title}”未获批准：{reason}"),
)
_SERVICES = (
    ("joint.submitted", "多评合一收件", JOINT, True, "项目“{projectName}”提交多评合一，期限{dueOn}"),
    ("joint.returned", "多评合一退回", JOINT, True, "项目“{projectName}”的多评合一被退回补正：{reason}"),
    ("joint.withdrawn", "多评合一撤回", JOINT, False, "项目“{projectName}”的多评合一已撤回：{reason}"),
    ("joint.not-accepted", "多评合一不予受理", JOINT, True, "项目“{projectName}”的多评合一不予受理：{reason}"),
    ("joint.discussed", "牵头会商", JOINT, False, "项目“{projectName}”的多评合一已会商：{reason}"),
    ("joint.suspended", "多评合一停钟", JOINT, False, "项目“{projectName}”的多评合一进入特殊程序：{reason}"),
    ("joint.decided", "一并批复", JOINT, True, "项目“{projectName}”的多评合一已一并批复（{number}）"),
    ("incident.reported", "治安事件待受理", SAFETY, True, "项目“{projectName}”周边事件{number}，须于{until}前受理"),
    ("incident.known", "项目治安事件", SAFETY, False, "项目“{projectName}”周边事件{number}已报告公安机关"),
    ("incident.withdrawn", "治安事件撤回", SAFETY, False, "项目“{projectName}”周边事件{number}已由报告人撤回"),
    ("incident.taken-up", "治安事件受理", SAFETY, False, "项目“{projectName}”周边事件{number}已受理，处置中"),
    ("incident.closed", "治安事件办结", SAFETY, False, "项目“{projectName}”周边事件{number}已办结"),
    ("incident.transferred", "治安事件移送", SAFETY, False, "项目“{projectName}”周边事件{number}已移送"),
)
_AGENCY = (
    ("agency.applied", "代办申请", A14, True, "项目“{projectName}”申请帮代办，待答复"),
    ("agency.accepted", "接受代办", A14, True, "项目“{projectName}”的帮代办已接受，代办员{agent}，待业主授权"),
    ("agency.declined", "不予代办", A14, False, "项目“{projectName}”的帮代办申请不予代办：{reason}"),
    ("agency.authorised", "业主授权", A14, False, "项目“{projectName}”的业主已授权代办"),
    ("agency.revoked", "撤销授权", A14, True, "项目“{projectName}”的业主已撤销授权，不得再以其名义办理：{reason}"),
    ("agency.handed-over", "更换代办员", A14, False, "项目“{projectName}”的代办员现为{agent}"),
    ("agency.cancelled", "代办终止", A14, False, "项目“{projectName}”的帮代办已终止：{reason}"),
    ("agency.finished", "代办办结", A14, False, "项目“{projectName}”的代办事项已全部办结"),
    ("agency.item-submitted", "代办事项申报", A14, True, "项目“{projectName}”申报“{item}”，期限{dueOn}"),
    ("agency.item-returned", "代办事项补正", A14, True, "项目“{projectName}”的“{item}”须补正：{reason}"),
    ("agency.item-done", "代办事项办结", A14, False, "项目“{projectName}”的“{item}”已办结"),
    ("agency.item-refused", "代办事项不予许可", A14, True, "项目“{projectName}”的“{item}”不予许可：{reason}"),
    ("agency.followed-up", "上级事项进展", A14, False, "项目“{projectName}”的“{item}”：{reason}"),
    ("agency.faster-promised", "快办承诺", A14, False, "项目“{projectName}”的“{item}”承诺提速：{reason}"),
    (
        "agency.supervision-opened",
        "联合督办",
        A14,
        True,
        "项目“{projectName}”的“{item}”逾期（到期日{dueOn}），已联合督办：{reason}",
    ),
    ("agency.due-corrected", "代办事项到期日更正", A14, True, "项目“{projectName}”的“{item}”：{reason}"),
    ("agency.supervision-closed", "督办办结", A14, False, "项目“{projectName}”的“{item}”督办办结：{reason}"),
)
NOTICES = kinds_of((*_KINDS, *_LAND, *_MONEY, *_SERVICES, *_AGENCY))
# Of these something is still to be done, until the request has ended, or is not with the applicant any more.
OF_OPEN = ("request.submitted", "request.resubmitted", "request.escalated", "request.overdue", "request.due-corrected")
OF_RETURNED = ("request.returned",)
# The others are settled when the record that they told of has gone on.
OF_LAND_PLAN = ("land-plan.confirmed",)
OF_LAND_DECISION = ("land-decision.made",)
OF_TRANSFER = ("quota-transfer.asked",)
OF_DEMAND_SUBMITTED, OF_DEMAND_RETURNED = ("financing.submitted",), ("financing.returned",)
OF_APPLICATION = ("fund-application.returned",)
OF_JOINT, OF_JOINT_RETURNED = ("joint.submitted",), ("joint.returned",)
OF_INCIDENT = ("incident.reported",)
OF_AGENCY, OF_AGENCY_ACCEPTED = ("agency.applied",), ("agency.accepted",)
OF_ITEM_SUBMITTED, OF_ITEM_RETURNED = ("agency.item-submitted",), ("agency.item-returned",)
