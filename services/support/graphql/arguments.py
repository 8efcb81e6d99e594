"""Arguments that several fields share, described once."""

from __future__ import annotations

from typing import Annotated

import strawberry

First = Annotated[int | None, strawberry.argument(description="向后取几项 / Page forwards")]
After = Annotated[str | None, strawberry.argument(description="此游标之后 / After this cursor")]
Last = Annotated[int | None, strawberry.argument(description="向前取几项 / Page backwards")]
Before = Annotated[str | None, strawberry.argument(description="此游标之前 / Before this cursor")]
COMMAND = strawberry.argument(description="命令内容 / The command")
