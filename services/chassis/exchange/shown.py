"""The enums of callbacks in the API, the same in every service that calls back; imported before the types that use them."""

from __future__ import annotations

from services.chassis.graphql.enums import named_enum
from services.law.callbacks import CallbackStatus, TryOutcome

named_enum(
    CallbackStatus,
    "CallbackStatus",
    "回调状态 / Where a callback stands",
    {
        CallbackStatus.PENDING: "待送达 / To be delivered, or tried again",
        CallbackStatus.DELIVERED: "已送达 / Delivered",
        CallbackStatus.DEAD: "多次未送达，已停止重试 / A dead letter: not tried again by itself",
        CallbackStatus.GIVEN_UP: "放弃送达 / Given up, with the reason",
        CallbackStatus.NO_ADDRESS: "对方未设回调地址，不作送达，设后可重发 / "
        "Its client has no address, so that it was not sent; it can be sent once there is one",
    },
)
named_enum(
    TryOutcome,
    "CallbackTryOutcome",
    "送达结果 / How a try to deliver ended",
    {
        TryOutcome.DELIVERED: "对方已接收 / The other side has taken it",
        TryOutcome.REFUSED: "对方拒收 / The other side has refused it",
        TryOutcome.UNREACHABLE: "未能连通或超时 / Not reached, or no answer in time",
        TryOutcome.NOT_CONFIGURED: "未配置回调地址或密钥 / No address or no key is configured",
    },
)
