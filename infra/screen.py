"""What a person sees: Chinese first, English after, with the time that things took."""

from __future__ import annotations

import threading

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from infra.report import Report
from infra.trouble import Trouble

console = Console(highlight=False, soft_wrap=True)
errors = Console(highlight=False, soft_wrap=True, stderr=True)


def say(chinese: str, english: str) -> None:
    """Print a sentence."""
    console.print(f"[bold]{escape(chinese)}[/]\n[dim]{escape(english)}[/]")


def trouble(what: Trouble) -> None:
    """Print what a person must mend."""
    errors.print(f"[bold red]✗[/] [bold]{escape(what.chinese)}[/]\n  {escape(what.english)}")


def ready(name: str, seconds: float) -> None:
    """Print that a part is up."""
    console.print(f"  [green]✓[/] {escape(name)} [dim]{seconds:.1f} s[/]")


class Downloads:
    """Bars of downloads on a terminal; elsewhere the sentence before them must do."""

    def __init__(self) -> None:
        """Draw nothing before something is told."""
        self._lock = threading.Lock()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def told(self, name: str, done: int, count: int) -> None:
        """Draw one more step."""
        if not console.is_terminal:
            return
        with self._lock:
            if self._bars is None:
                columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
                self._bars = Progress(*columns, console=console, transient=True)
                self._bars.start()
            if name not in self._tasks:
                self._tasks[name] = self._bars.add_task(name, total=count)
            self._bars.update(self._tasks[name], completed=done)
            if all(task.finished for task in self._bars.tasks):
                self._bars.stop()
                self._bars, self._tasks = None, {}


def report() -> Report:
    """Tell a start's sentences, downloads and parts on the screen."""
    return Report(say=say, progress=Downloads().told, ready=ready)
