"""The enums of the exchange with other systems in the API; imported before the types that use them."""

from __future__ import annotations

import strawberry

from services.chassis.exchange import shown
from services.reserve.domain.exchange import terms

__all__ = ["shown"]  # the enums of callbacks, the same for all services

strawberry.enum(
    terms.Action,
    name="ProvincialAction",
    description="省平台的操作：申报、补正重报、撤回 / What the province does (A3.2)",
)
strawberry.enum(
    terms.CallbackKind,
    description="回调事项：受理、退回、初审通过、不通过、撤回、列入计划 / What the province is told (A3.2, A3.4)",
)
strawberry.enum(
    terms.CityStatus,
    description="市库状态：已接收、已入库、退回、已出库 / How a project stands with the city's library (A5, A6)",
)
strawberry.enum(
    terms.CityOutcome,
    description="答复条目的处理：更新、一致、冲突、有误 / What became of an entry of the city's answer",
)
