"""The arguments that lists share, described once."""

from typing import Annotated

import strawberry

First = Annotated[int | None, strawberry.argument(description="前几项（至多 200）/ How many, forwards; 200 at most")]
After = Annotated[str | None, strawberry.argument(description="此游标之后 / After this cursor")]
Last = Annotated[int | None, strawberry.argument(description="后几项 / How many, backwards")]
Before = Annotated[str | None, strawberry.argument(description="此游标之前 / Before this cursor")]
Year = Annotated[int, strawberry.argument(description="年度 / Year")]
OfYear = Annotated[int | None, strawberry.argument(description="年度，不填为全部 / Year; all when absent")]
QuarterNumber = Annotated[int, strawberry.argument(description="季度（1–4）/ Quarter, 1 to 4")]
OfQuarter = Annotated[
    int | None, strawberry.argument(description="季度（1–4），不填为全年 / Quarter, 1 to 4; the whole year when absent")
]
Division = Annotated[
    str | None,
    strawberry.argument(description="行政区划代码，不填为本人所在区划 / Division; the caller's own when absent"),
]
