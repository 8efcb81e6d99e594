"""第十四条：what there is to do about agencies: kinds, clauses and commands."""

from __future__ import annotations

from types import MappingProxyType

from services.law.todo import Kind
from services.support.domain.agency.terms import A14

_KINDS = (
    ("AGENCY_TO_ANSWER", "答复代办申请", "接受业主的帮代办申请并指定代办员，或写明理由不予代办", "acceptAgency"),
    ("AGENCY_TO_AUTHORISE", "确认代办授权", "确认代办的范围和期限，代办员才能办理", "authoriseAgency"),
    ("AGENCY_ITEM_TO_SUBMIT", "申报代办事项", "前置事项已办结，可以申报", "submitItems"),
    ("AGENCY_ITEM_TO_CORRECT", "补正代办事项", "审批部门要求补正，停钟中", "recordAgencyItemCorrected"),
    ("AGENCY_ITEM_TO_FOLLOW", "跟踪上级事项", "久未跟踪，向上级部门了解进展并记录", "recordAgencyFollowUp"),
    ("AGENCY_ITEM_TO_SUPERVISE", "联合督办逾期事项", "事项已逾期，立项联合督办", "openSupervision"),
    ("SUPERVISION_TO_CLOSE", "办理联合督办", "记录督办情况，办结时写明结果", "closeSupervision"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=A14, command=command, path="agency")
        for code, name, what, command in _KINDS
    }
)
