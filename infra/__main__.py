"""What `./dev` becomes. Ctrl-C while the commands are imported ends it without a word, as there is nothing to stop yet."""

from __future__ import annotations

import signal


def main() -> None:
    """Import the commands and run one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from infra.dev import main as run  # noqa: PLC0415 - after the line above

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
