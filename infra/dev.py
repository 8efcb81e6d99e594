"""The commands of `./dev`. Each says what it does; the doing is in the modules beside."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from infra.places import DEFAULT_DATA, ROOT
from infra.trouble import Trouble, explain

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="重点项目全生命周期管理平台 / the platform, run and checked on this machine",
)
gateway_app = typer.Typer(no_args_is_help=True, help="网关：合成 supergraph，构建 Hive Router / the gateway")
audit_app = typer.Typer(no_args_is_help=True, help="审计链 / the audit chain")
app.add_typer(gateway_app, name="gateway")
app.add_typer(audit_app, name="audit")
files_app = typer.Typer(no_args_is_help=True, help="文件存储 / the store of files")
app.add_typer(files_app, name="files")


class GatewayKind(StrEnum):
    """Which gateway serves the supergraph."""

    HIVE = "hive"
    ROUTER = "router"


Data = Annotated[Path, typer.Option("--data", file_okay=False, help="数据目录 / folder of data")]
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
# One process a core, each with parts of its own (1.5 GB); a module's tests share a database, so that they stay together.
SIDE_BY_SIDE = ("-n", "logical", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder", "--durations=25")


@app.command()
def up(
    data: Data = DEFAULT_DATA,
    empty: Annotated[bool, typer.Option("--empty", help="不载入演示数据 / without the demo")] = False,
    detach: Annotated[bool, typer.Option("--detach", help="就绪后转入后台 / go on in the background")] = False,
    gateway: Annotated[GatewayKind, typer.Option(help="网关 / which gateway")] = GatewayKind.HIVE,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="入口端口，默认 4000 / the endpoint's port, 4000 by default")
    ] = None,
    kafka: Annotated[str | None, typer.Option(help="使用已有 Kafka host:port / one that runs elsewhere")] = None,
    database: Annotated[
        str | None, typer.Option(help="使用已有 PostgreSQL，管理员 URL / an administrator's URL")
    ] = None,
    redis: Annotated[str | None, typer.Option(help="使用已有 Redis 或 Valkey URL / one that runs elsewhere")] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=32, help="每个服务应答用户的进程数 / processes of each service that serve users")
    ] = 1,
    traces: Annotated[
        str, typer.Option(help="跟踪写往：文件或 OTLP 地址 / where traces go: a file or an OTLP address")
    ] = "",
) -> None:
    """启动平台：缺什么装什么，迁移，载入演示，Ctrl-C 按顺序停止 / start everything."""
    from infra import up as running  # noqa: PLC0415 - each command imports only what it needs: `./dev token` shall be quick
    from infra.parts import Given  # noqa: PLC0415

    given = Given(database=database, kafka=kafka, redis=redis)
    wish = running.Wish(
        data=data.absolute(), empty=empty, gateway=gateway, port=port, workers=workers, traces=traces, given=given
    )
    if detach:
        running.detached(wish, [word for word in sys.argv[2:] if word != "--detach"])
    else:
        running.up(wish)


@app.command()
def down(data: Data = DEFAULT_DATA) -> None:
    """停止平台，包括被强杀的上次运行的遗留 / stop it, and what a killed run left."""
    from infra import runs  # noqa: PLC0415
    from infra.processes import Supervisor  # noqa: PLC0415
    from infra.screen import console, say  # noqa: PLC0415

    run = runs.of(data.absolute())
    if run:
        say(f"停止 {run.command} (pid {run.pid})……", f"Stopping {run.command} (pid {run.pid})…")
        runs.stop(run)
    left = Supervisor(data.absolute()).stop_all(lambda record: console.print(f"  ■ {record.name} pid {record.pid}"))
    if run or left:
        say("已停止。", "Stopped.")
    else:
        say("没有运行中的平台。", "Nothing runs.")


@app.command()
def status(data: Data = DEFAULT_DATA) -> None:
    """列出各部分及其状态 / list the parts and how they are."""
    from infra import state  # noqa: PLC0415

    raise typer.Exit(0 if state.show(data.absolute()) else 1)


@app.command()
def logs(
    service: Annotated[str | None, typer.Argument(help="某一部分，缺省为全部 / one part, or all")] = None,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="持续输出 / go on")] = False,
    lines: Annotated[int, typer.Option("-n", min=1, help="行数 / lines")] = 40,
    data: Data = DEFAULT_DATA,
) -> None:
    """查看日志 / show logs."""
    from infra import state  # noqa: PLC0415

    state.logs(data.absolute(), service, lines, follow)


@app.command()
def token(
    role: Annotated[str, typer.Argument(help="角色，如 OWNER、INVESTMENT_AUTHORITY、LAND；多个用逗号 / roles")],
    unit: Annotated[UUID | None, typer.Option(help="单位 id / the person's unit")] = None,
    division: Annotated[str, typer.Option(help="行政区划代码 / division")] = "430211",
    name: Annotated[str | None, typer.Option(help="姓名 / name")] = None,
    sub: Annotated[str | None, typer.Option(help="用户标识 / subject")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """签发开发令牌，12 小时有效 / sign a development token, valid for 12 hours."""
    from infra import tokens  # noqa: PLC0415

    typer.echo(tokens.sign(data.absolute(), role, unit, division, name, sub))


@app.command()
def check(
    fix: Annotated[bool, typer.Option("--fix", help="先写出可自动修正的 / mend what can be mended")] = False,
) -> None:
    """检查：格式、类型、架构、接口与事件契约 / lint, types, architecture, contracts."""
    from infra import checks  # noqa: PLC0415

    raise typer.Exit(0 if checks.check(fix) else 1)


@app.command(context_settings=PASSED_ON)
def test(context: typer.Context) -> None:
    """运行全部测试，各核并行；给出参数则原样传给 pytest / all tests, side by side; arguments go to pytest as they are."""
    from infra import gateway, parts, screen  # noqa: PLC0415

    parts.kafka_classpath(screen.report())
    if (gateway.FOLDER / "package-lock.json").exists():
        gateway.install(screen.say)
    _become(sys.executable, "-m", "pytest", *(context.args or SIDE_BY_SIDE))


@app.command(context_settings=PASSED_ON, add_help_option=False)
def bench(context: typer.Context) -> None:
    """测量性能，与裸极限成对比较 / measure, each against its raw limit."""
    if importlib.util.find_spec("tests.bench.__main__") is None:
        raise Trouble("尚无 tests/bench。", "There is no tests/bench yet.")
    _become(sys.executable, "-m", "tests.bench", *context.args)


@app.command()
def reset(
    data: Data = DEFAULT_DATA, yes: Annotated[bool, typer.Option("--yes", help="不再询问 / do not ask")] = False
) -> None:
    """清空本平台的数据 / delete this platform's data."""
    from infra import runs  # noqa: PLC0415
    from infra.processes import Supervisor  # noqa: PLC0415
    from infra.screen import say  # noqa: PLC0415

    folder = data.absolute()
    if not folder.exists():
        say(f"{folder} 本来就没有数据。", f"{folder} holds nothing.")
        return
    if not (folder / "secrets.json").exists() and not (folder / "lock").exists():
        raise Trouble(
            f"{folder} 不是本平台的数据目录，未删除。",
            f"{folder} is no data folder of this platform; it was left alone.",
        )
    if not yes:
        typer.confirm(f"删除 {folder} 的全部数据？/ Delete all data there?", abort=True)
    with runs.held(folder, "./dev reset"):
        Supervisor(folder).stop_all()
        shutil.rmtree(folder)
    say(f"已清空 {folder}。", f"{folder} is empty.")


@app.command()
def reconcile(
    data: Data = DEFAULT_DATA,
    wait: Annotated[float, typer.Option(help="等待在途事件的秒数 / seconds to wait for events on their way")] = 10.0,
) -> None:
    """逐项核对各服务的副本与其来源 / compare every copy with its owner."""
    from infra import tables  # noqa: PLC0415

    raise typer.Exit(0 if tables.reconcile(data.absolute(), wait) else 1)


@audit_app.command()
def verify(data: Data = DEFAULT_DATA) -> None:
    """核验各服务的审计链 / walk the audit chain of each service."""
    from infra import tables  # noqa: PLC0415

    raise typer.Exit(0 if tables.verify_audit(data.absolute()) else 1)


@files_app.callback()
def files() -> None:
    """Group the commands on files."""


@files_app.command("verify")
def verify_files(
    service: Annotated[str, typer.Argument(help="保存文件的服务，如 reserve / the service that keeps files")],
    data: Data = DEFAULT_DATA,
) -> None:
    """逐一核对附件的摘要与大小，列出缺失、不符与无主的 / prove every file; name what is missing, differs or is nobody's."""
    from infra import stored  # noqa: PLC0415

    raise typer.Exit(0 if stored.verify(data.absolute(), service) else 1)


@app.command("dead-letters")
def dead_letters(data: Data = DEFAULT_DATA) -> None:
    """列出未能处理的事件 / list parked events."""
    from infra import tables  # noqa: PLC0415

    tables.dead_letters(data.absolute())


@app.command()
def resend(
    service: Annotated[
        str | None, typer.Argument(help="处理失败的服务，缺省为全部 / the service that failed, or all")
    ] = None,
    key: Annotated[str | None, typer.Option(help="只重送某一键 / one key only")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """重新处理未能处理的事件 / apply parked events again, in order."""
    from infra import tables  # noqa: PLC0415

    raise typer.Exit(0 if tables.resend(data.absolute(), service, key) else 1)


@app.command()
def rebuild(
    service: Annotated[str, typer.Argument(help="保存副本的服务 / the service that keeps the copy")],
    copy: Annotated[str, typer.Argument(help="副本，见 ./dev reconcile 的“内容”列 / the copy, as reconcile names it")],
    reason: Annotated[str, typer.Option(help="理由，记入审计 / why, for the audit trail")],
    abandon: Annotated[bool, typer.Option("--abandon", help="放弃未完成的重建 / give up one that was begun")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """由来源的全部事件重建一个副本，期间照常服务；被中断后再次运行即继续 / rebuild a copy; run again to go on."""
    from infra import rebuild as rebuilding  # noqa: PLC0415

    act = rebuilding.abandon if abandon else rebuilding.rebuild
    act(data.absolute(), service, copy, reason)


@app.command()
def lock(
    upgrade: Annotated[bool, typer.Option("--upgrade", help="升级间接依赖 / newer indirect packages")] = False,
    kafka: Annotated[bool, typer.Option("--kafka", help="同时重列 Kafka 组件 / Kafka's jars too")] = False,
) -> None:
    """重新生成 requirements.lock / write the lock anew."""
    from infra import lock as locking  # noqa: PLC0415
    from infra.screen import say  # noqa: PLC0415

    say("解析依赖并记录摘要，约 1–3 分钟", "resolving and recording digests: 1-3 minutes")
    locking.python_packages(upgrade)
    if kafka:
        locking.kafka()


@gateway_app.command()
def compose() -> None:
    """由各服务的 schema 合成 supergraph / compose the supergraph."""
    from infra import checks  # noqa: PLC0415

    if wrong := checks.compose():
        raise Trouble(f"合成失败：\n{wrong}", f"Composition failed:\n{wrong}")


@gateway_app.command("build-router")
def build_router() -> None:
    """用 cargo 构建 Hive Router，约一刻钟 / build Hive Router, a quarter of an hour."""
    from infra import gateway, screen  # noqa: PLC0415

    screen.say(f"已构建：{gateway.build_router(screen.say)}", "built")


def _become(*command: str) -> None:
    """Give this process to `command`, so that signals and the exit code are its own."""
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def main() -> None:
    """Run a command; what a person can mend is a sentence, not a traceback."""
    from infra import screen  # noqa: PLC0415

    try:
        app(prog_name="./dev")
    except Trouble as trouble:
        screen.trouble(trouble)
        raise SystemExit(1) from None
    except OSError as error:
        known = explain(error, ROOT)
        if known is None:
            raise
        screen.trouble(known)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
