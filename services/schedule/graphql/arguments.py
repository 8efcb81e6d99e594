"""Arguments that many fields share, described once."""

from __future__ import annotations

from typing import Annotated

import strawberry

First = Annotated[int | None, strawberry.argument(description="前若干项，默认 20，最多 200 / Page size, 20 by default")]
After = Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")]
Last = Annotated[int | None, strawberry.argument(description="末若干项（向前翻页）/ Page size, backwards")]
Before = Annotated[str | None, strawberry.argument(description="在此游标之前 / Before this cursor")]
COMMAND = strawberry.argument(description="命令内容 / What is asked")
