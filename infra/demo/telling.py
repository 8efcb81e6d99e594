"""What a person sees of the load: a spinner with a count on a terminal, a line a chapter elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text


class _Count(ProgressColumn):
    """How many commands were accepted in this chapter."""

    def __init__(self, accepted: Callable[[], int], before: int) -> None:
        """Count from `before`."""
        super().__init__()
        self._accepted, self._before = accepted, before

    def render(self, task: Task) -> Text:
        """Show the count as it is now."""
        del task
        return Text(str(self._accepted() - self._before), style="dim")


class Telling:
    """Tells the chapters of the load on a console."""

    def __init__(self, console: Console) -> None:
        """Print nothing yet."""
        self._console = console

    @contextmanager
    def chapter(self, chinese: str, english: str, accepted: Callable[[], int]) -> Iterator[None]:
        """Tell one chapter; `accepted` counts the commands so far."""
        began, before = time.monotonic(), accepted()
        columns = (TextColumn(" "), SpinnerColumn(), TextColumn("{task.description}"), _Count(accepted, before))
        shown = self._console.is_terminal
        with Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True, disable=not shown) as bar:
            bar.add_task(escape(chinese), total=None)
            yield
        count, seconds = accepted() - before, time.monotonic() - began
        what = f" · {count} 项 accepted" if count else ""
        self._console.print(
            f"  [green]✓[/] {escape(chinese)} [dim]{escape(english)}{what} · {seconds:.1f} s[/]", soft_wrap=True
        )
