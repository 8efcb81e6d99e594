"""On which records besides requests files hang; a file is then seen by who sees the record (第十四条至第十七条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.support.domain.attaching import RecordKind
from services.support.store.tables.agency import AgencyItem
from services.support.store.tables.attachments import files_hang_on
from services.support.store.tables.financing import FinancingDemand
from services.support.store.tables.fund_applications import FundApplication
from services.support.store.tables.funds import FundCommitment, FundPayment
from services.support.store.tables.incidents import SiteIncident
from services.support.store.tables.joint import JointMatter
from services.support.store.tables.land import LandConsultation

TABLES: Mapping[RecordKind, type[Any]] = {
    RecordKind.SITE_INCIDENT: SiteIncident,
    RecordKind.JOINT_EVALUATION: JointMatter,
    RecordKind.AGENCY_ITEM: AgencyItem,
    RecordKind.FUND_COMMITMENT: FundCommitment,
    RecordKind.FUND_PAYMENT: FundPayment,
    RecordKind.FINANCING_DEMAND: FinancingDemand,
    RecordKind.FUND_APPLICATION: FundApplication,
    RecordKind.LAND_CONSULTATION: LandConsultation,
}
for _kind, _table in TABLES.items():
    files_hang_on(_kind.value, _table)
