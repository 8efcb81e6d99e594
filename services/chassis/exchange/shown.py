"""The enums of callbacks in the API, the same in every service that calls back; imported before the types that use them."""

from __future__ import annotations

import strawberry

from services.law import callbacks

strawberry.enum(
    callbacks.CallbackStatus,
    description="回调状态：待送达、已送达、已停止重试、放弃送达、对方未设回调地址（不作送达，设后可重发）/ "
    "Where a callback stands; NO_ADDRESS: its client has no address, so that it was not sent, and can be once it has one",
)
strawberry.enum(
    callbacks.TryOutcome,
    name="CallbackTryOutcome",
    description="送达结果：已接收、被拒收、未连通、未配置 / How a try to deliver ended",
)
