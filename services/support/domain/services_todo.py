"""第十七条（二）（三）（五）（六）：what there is to do about joint evaluations, site incidents and refunds."""

from __future__ import annotations

from types import MappingProxyType

from services.law.article import Article
from services.law.todo import Kind

_JOINT, _INCIDENT, _REFUND, _PERIOD = Article(17, 2), Article(17, 5), Article(17, 6), Article(17, 3)
_KINDS = (
    ("JOINT_TO_ACCEPT", "受理多评合一", "统一受理多项环评，或退回补正", _JOINT, "acceptJointEvaluation", "joint"),
    ("JOINT_TO_CLAIM", "认领多评合一", "认领已受理的多评合一事项", _JOINT, "claimJointEvaluation", "joint"),
    ("JOINT_TO_MEET", "牵头会商", "召集会商并登记，之后一并批复", _JOINT, "recordJointMeeting", "joint"),
    ("JOINT_TO_DECIDE", "一并批复", "对会商过的多项环评一并批复", _JOINT, "decideJointEvaluation", "joint"),
    ("JOINT_RETURNED", "补正多评合一", "补正被退回的多评合一事项", _JOINT, "resubmitJointEvaluation", "joint"),
    ("INCIDENT_TO_TAKE_UP", "受理治安事件", "受理施工环境治安事件", _INCIDENT, "takeUpSiteIncident", "incidents"),
    ("INCIDENT_TO_SETTLE", "处置治安事件", "处置并办结或移送治安事件", _INCIDENT, "closeSiteIncident", "incidents"),
    ("REFUND_TO_PAY", "退付费用", "退付已准予清退的费用并登记", _REFUND, "recordRefund", "requests"),
    ("PERIOD_TO_RECORD", "登记批准期限", "登记准予占用、挖掘的批准期限", _PERIOD, "recordPermittedPeriod", "requests"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path=path)
        for code, name, what, article, command, path in _KINDS
    }
)
