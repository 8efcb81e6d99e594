"""What is wrong with a request, in Chinese first: which argument, variable or field, and what was expected.

graphql-core tells its faults in English alone. They are reworded when they are told, so a good request pays nothing; its own
words follow behind a slash, for whoever writes the client. Words that are not known here are led in by a general sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graphql import ArgumentNode, DocumentNode, FieldNode, GraphQLEnumType, GraphQLError, GraphQLSchema, Node
from graphql.language import ObjectFieldNode, VariableDefinitionNode

from services.chassis.graphql.scalars import BadValue

SHOWN = 300  # characters of what the library says
SHORT = 60  # characters of a value or name in it
MEMBERS = 30  # of an enum that are named
VALUE = "(?P<value>.*)"
PLACED = re.compile(
    r"(Variable '(?P<variable>\$\w+)'|Argument '(?P<argument>\w+)') has invalid (default )?value"
    r"(?: at (?P<path>[\w.\[\]]+))?: (?P<rest>.*)",
    re.DOTALL,
)

# what a value is found to be, named groups as in the library's sentence
OF_VALUES = (
    (r"Expected value of non-null type '(?P<type>[^']+)!' not to be None\.", "不能为空（null），须为 {type}"),
    (r"Expected a value of non-null type '(?P<type>[^']+)!' to be provided\.", "必须提供，须为 {type}"),
    (r"Expected variable '(?P<name>\$\w+)' provided to .*? not to be None\.", "变量 {name} 在此处不能为空（null）"),
    (r"Expected variable '(?P<name>\$\w+)' provided to .*? to provide a runtime value\.", "变量 {name} 须有值"),
    (r"Expected value of type '(?P<type>[^']+)' to be an object, found: .*", "须为对象 {type}"),
    (
        r"Expected value of type '(?P<type>[^']+)' to include required field '(?P<name>\w+)', found: .*",
        "缺少 {type} 的必填字段 {name}",
    ),
    (
        r"Expected value of type '(?P<type>[^']+)' not to include unknown field '(?P<name>[^']*)'.*",
        "{type} 没有字段 {name}",
    ),
    (r"Within OneOf Input Object type '(?P<type>[^']+)', .*", "{type} 须且只能给出一个字段，且不能为空"),
    (rf"Value '{VALUE}' does not exist in '(?P<enum>\w+)' enum\..*", "{enum} 没有取值“{value}”，可用：{members}"),
    (r"Enum '(?P<enum>\w+)' cannot represent .*", "{enum} 的取值须写名称，可用：{members}"),
    (rf"Int cannot represent non-integer value: {VALUE}", "须为整数，收到 {value}"),
    (rf"Int cannot represent non 32-bit signed integer value: {VALUE}", "整数超出范围（±2147483647）：{value}"),
    (rf"Float cannot represent non numeric value: {VALUE}", "须为数，收到 {value}"),
    (rf"String cannot represent a non string value: {VALUE}", "须为文本，收到 {value}"),
    (rf"Boolean cannot represent a non boolean value: {VALUE}", "须为 true 或 false，收到 {value}"),
    (rf"ID cannot represent (?:a non-string and non-integer )?value: {VALUE}", "须为编号，收到 {value}"),
    (rf"Expected value of type '(?P<type>[^']+)', .*?found: {VALUE}\.", "须为 {type}，收到 {value}"),
)
# what a document is found to be
OF_DOCUMENTS = (
    (r"Syntax Error: Document contains more than (?P<most>\d+) tokens.*", "查询过长，最多 {most} 个词"),
    (r"Syntax Error: .*", "查询语句有语法错误"),
    (r"Cannot query field '(?P<name>\w+)' on type '(?P<type>\w+)'\..*", "{type} 没有字段 {name}"),
    (r"Unknown argument '(?P<name>\w+)' on \w+ '(?P<of>[^']+)'\..*", "{of} 没有参数 {name}"),
    (
        r"Argument '(?P<of>[^'(]+)\((?P<name>\w+):\)' of type '(?P<type>[^']+)' is required, .*",
        "{of} 须给出参数 {name}（{type}）",
    ),
    (r"Unknown type '(?P<name>\w+)'\..*", "没有类型 {name}"),
    (r"Unknown fragment '(?P<name>\w+)'\.", "没有定义片段 {name}"),
    (r"Fragment '(?P<name>\w+)' is never used\.", "片段 {name} 未被使用"),
    (r"Unknown directive '(?P<name>@\w+)'\.", "没有指令 {name}"),
    (r"Variable '(?P<name>\$\w+)' is not defined.*", "变量 {name} 未在操作中声明"),
    (r"Variable '(?P<name>\$\w+)' is never used.*", "声明的变量 {name} 未被使用"),
    (
        r"Variable '(?P<name>\$\w+)' of type '(?P<type>[^']+)' used in position expecting type '(?P<expected>[^']+)'\.",
        "变量 {name} 声明为 {type}，此处须为 {expected}",
    ),
    (r"Field '(?P<name>\w+)' of type '(?P<type>[^']+)' must have .*", "字段 {name}（{type}）须选取其下的字段"),
    (r"Field '(?P<name>\w+)' must not have a selection .*", "字段 {name} 之下没有可选取的字段"),
    (r"Fields '(?P<name>\w+)' conflict because .*", "同名字段 {name} 的内容不一致，请用别名区分"),
    (
        r"There can be only one (?P<what>\w+(?: \w+)?) named '(?P<name>[$@\w]+)'\.",
        "名称 {name} 重复出现（{what}）",
    ),
    (r"This anonymous operation must be the only defined operation\.", "有多个操作时每个都须命名"),
    (r"Must provide operation name.*", "查询含多个操作，须指明 operationName"),
    (r"Unknown operation named .(?P<name>.*?).\.", "没有名为 {name} 的操作"),
    (r"'.*' exceeds maximum operation depth of (?P<most>\d+)", "查询嵌套过深，最多 {most} 层"),
    (r"(?P<count>\d+) aliases found\. Allowed: (?P<most>\d+)", "别名过多：{count} 个，最多 {most} 个"),
    (r"Variable values are nested too deeply\.", "变量的值嵌套过深"),
    (r"Too many errors processing variables, .*", "变量中的错误过多，未再逐一列出"),
)
PATTERNS = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in OF_VALUES + OF_DOCUMENTS)
GENERAL = "请求不符合接口定义"


def reworded(error: GraphQLError, document: DocumentNode | None, schema: GraphQLSchema) -> str:
    """Return what the caller is told of a fault of parsing, validation or coercion: `中文 / English`."""
    placed = PLACED.fullmatch(error.message)
    said = placed["rest"] if placed else error.message
    if isinstance(error.original_error, BadValue):
        chinese, _, english = said.partition(" / ")
    else:
        chinese, english = _in_chinese(said, schema), said[:SHOWN]
    if placed:
        place = f"{placed['variable'] or placed['argument']}{placed['path'] or ''}"
        kind = "变量" if placed["variable"] else "参数"
        return f"{kind} {place}：{chinese} / {place}: {english}"
    place = _place(document, error.nodes[0]) if document is not None and error.nodes else ""
    return f"{place}：{chinese} / {place}: {english}" if place else f"{chinese} / {english}"


def _in_chinese(said: str, schema: GraphQLSchema) -> str:
    for pattern, words in PATTERNS:
        found = pattern.fullmatch(said)
        if found:
            facts: dict[str, Any] = {name: _short(of) for name, of in found.groupdict().items()}
            if "enum" in facts:
                facts["members"] = _members(schema.type_map.get(facts["enum"]))
            return words.format(**facts)
    return GENERAL


def _members(kind: Any) -> str:
    names = list(kind.values) if isinstance(kind, GraphQLEnumType) else []
    return "、".join(names[:MEMBERS]) + ("…" if len(names) > MEMBERS else "")


def _short(said: str) -> str:
    return said if len(said) <= SHORT else f"{said[:SHORT]}…"


def _place(document: DocumentNode, wrong: Node) -> str:
    """Return where a value stands in the document: `projects(filter.ids)`; nothing for what is not a value."""
    names: list[str] = []
    inside = False
    for node in _way(document, wrong):
        if isinstance(node, FieldNode):
            names = [node.name.value]
        elif isinstance(node, (ArgumentNode, ObjectFieldNode)):
            names.append(node.name.value)
            inside = True
        elif isinstance(node, VariableDefinitionNode):
            return f"${node.variable.name.value}"
    return f"{names[0]}({'.'.join(names[1:])})" if inside and len(names) > 1 else ""


def _way(node: Node, wrong: Node) -> tuple[Node, ...]:
    """Return the nodes from this one down to the wrong one; none where it is not beneath."""
    if node is wrong:
        return (node,)
    for beneath in _beneath(node):
        way = _way(beneath, wrong)
        if way:
            return (node, *way)
    return ()


def _beneath(node: Node) -> Iterator[Node]:
    for key in node.keys:
        below = getattr(node, key, None)
        if isinstance(below, Node):
            yield below
        elif isinstance(below, (list, tuple)):
            yield from (one for one in below if isinstance(one, Node))
