"""The subgraph's schema: everything is described in Chinese and English, nothing has a name of its class by accident."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType

from services.support.app import SERVICE

SCHEMA = SERVICE.schema()._schema
SERVICES = Path(__file__).parents[3] / "services"
CHASSIS = ("Connection", "Edge", "PageInfo", "UserError")
SHARED = {"CallbackStatus", "CallbackTryOutcome", "TodoSeverity"}  # of the chassis, the same in all services
ENUMS = {
    "AgencyAuthorisationState", "AgencyEntryKind", "AgencyItemSort", "AgencyItemState", "AgencyLevel", "AgencyNextActor",
    "AgencyRoute", "AgencyStage", "AgencyState", "ClockPauseKind", "DocumentDeliveryMethod",
    "FinancialInstitutionKind", "FinancingDemandAction", "FinancingDemandSort", "FinancingDemandState", "FinancingForm",
    "FinancingMatchState", "FinancingPaperKind", "FormFieldType", "FundApplicationAction",
    "FundApplicationBooking", "FundApplicationKind", "FundApplicationOrder", "FundApplicationStage",
    "FundApplicationState", "FundCommitmentBasis", "FundEntryKind", "LandAgendaSource", "LandConsultationState",
    "LandFollowUpSeverity", "LandFollowUpState", "LandPaperForm", "LandParty", "LandPlanState", "LandStage", "OpinionStance",
    "ProvincialCallbackKind", "ProvincialRequestAction", "QuotaCriterion", "QuotaEntryKind",
    "QuotaTransferState", "QuotaYearEnd", "RequestLateFact", "RequestQueueSort", "RequestReviewOutcome",
    "SiteIncidentAction", "SiteIncidentSeverity", "SiteIncidentState", "SupportFilePurpose", "SupportPaperForm",
    "SupportRecordKind", "SupportRequestAction", "SupportRequestOutcome", "SupportRequestSource", "SupportRequestState",
}  # fmt: skip


def described():
    """Name every type, field, value and argument of this service with its description."""
    for name, kind in SCHEMA.type_map.items():
        if name.startswith(("_", "link__")) or name.endswith(CHASSIS):
            continue
        if isinstance(kind, (GraphQLObjectType, GraphQLInputObjectType)):
            yield name, kind.description
            for field_name, field in kind.fields.items():
                if not field_name.startswith("_"):
                    yield f"{name}.{field_name}", field.description
                    for argument, asked in getattr(field, "args", {}).items():
                        yield f"{name}.{field_name}({argument})", asked.description
        elif isinstance(kind, GraphQLEnumType):
            yield name, kind.description
            yield from ((f"{name}.{v}", value.description) for v, value in kind.values.items())


def test_every_type_field_value_and_argument_is_described_in_both_languages():
    faults = [name for name, text in described() if "/ " not in (text or "")]
    assert faults == []


def test_enums_bear_names_that_no_other_service_would_use():
    enums = {
        n for n, k in SCHEMA.type_map.items() if isinstance(k, GraphQLEnumType) and not n.startswith(("_", "link"))
    }
    others = "".join(
        p.read_text(encoding="utf-8") for p in SERVICES.glob("*/schema.graphql") if p.parent.name != "support"
    )
    assert (enums - SHARED) & set(re.findall(r"^enum (\w+)", others, re.MULTILINE)) == set()
    assert enums == ENUMS | SHARED
