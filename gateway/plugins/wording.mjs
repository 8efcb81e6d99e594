// What is wrong with a request, in Chinese first, as the services tell it (services/chassis/graphql/wording.py): which argument,
// variable or field, and what was expected; the libraries' own words follow behind a slash, for whoever writes the client.
// Nothing here runs for a good request.

import { BREAK, GraphQLError, isEnumType, Kind, parse, visit } from 'graphql'

const SHOWN = 300 // characters of what a library says
const SHORT = 60 // characters of a value or name in it
const NAMED = 30 // members of an enum, operations of a document
const GENERAL = '请求不符合接口定义'

const HINT = / Did you mean .*\?$/s
// The planner has a parser of its own, which takes less; what it quotes behind the place is not always the document's.
const PLANNERS = /^Failed to parse query: (?:Parse error at \d+:\d+)?/
const VARIABLE = /^Variable "(\$\w+)" (?:got invalid value|of (?:required|non-null) type "[^"]+" (?:was not|must not)) /

// What a value is found to be: the library's sentence, ours. Named groups stand for themselves.
const OF_VALUES = [
  [/Variable "\$\w+" of required type "(?<type>[^"]+?)!?" was not provided\./, '必须提供，须为 {type}'],
  [/Variable "\$\w+" of non-null type "(?<type>[^"]+?)!?" must not be null\./, '不能为空（null），须为 {type}'],
  [/Expected non-nullable type "(?<type>[^"]+)!" not to be null\./, '不能为空（null），须为 {type}'],
  [/Expected value of type "(?<type>[^"]+)!", found null\./, '不能为空（null），须为 {type}'],
  [/Expected type "(?<type>[^"]+)" to be an object\./, '须为对象 {type}'],
  [/Field "(?<name>[\w.]+)" of required type "(?<type>[^"]+)" was not provided\./, '缺少必填字段 {name}（{type}）'],
  [/Field "(?<name>[^"]*)" is not defined by type "(?<type>[^"]+)"\..*/, '{type} 没有字段 {name}'],
  [/(?:OneOf Input Object|Exactly one key must be specified for OneOf type) "(?<type>\w+)".*/, '{type} 须且只能给出一个字段，且不能为空'],
  [/Field "(?<name>[\w.]+)" must be non-null\./, '字段 {name} 不能为空（null）'],
  [/Value "(?<value>.*)" does not exist in "(?<enum>\w+)" enum\..*/, '{enum} 没有取值“{value}”{members}'],
  [/Enum "(?<enum>\w+)" cannot represent .*/, '{enum} 的取值须写名称{members}'],
  [/Int cannot represent non-integer value: (?<value>.*)/, '须为整数，收到 {value}'],
  [/Int cannot represent non 32-bit signed integer value: (?<value>.*)/, '整数超出范围（±2147483647）：{value}'],
  [/Float cannot represent non numeric value: (?<value>.*)/, '须为数，收到 {value}'],
  [/String cannot represent a non string value: (?<value>.*)/, '须为文本，收到 {value}'],
  [/Boolean cannot represent a non boolean value: (?<value>.*)/, '须为 true 或 false，收到 {value}'],
  [/ID cannot represent (?:a non-string and non-integer )?value: (?<value>.*)/, '须为编号，收到 {value}'],
  [/Expected value of type "(?<type>[^"]+)", found (?<value>.*)\./, '须为 {type}，收到 {value}'],
]

// What a document is found to be.
const OF_DOCUMENTS = [
  [/Syntax Error: .*/, '查询语句有语法错误{at}'],
  [/Failed to parse query: .*Recursion limit exceeded.*/, '查询语句嵌套过深'],
  [/Failed to parse query: Parse error at (?<line>\d+):(?<column>\d+)\s+number too large.*/, '查询语句中的整数过大{at}，请写成文本'],
  [/Failed to parse query: (?:Parse error at (?<line>\d+):(?<column>\d+))?.*/, '查询语句有语法错误{at}'],
  [/Cannot query field "(?<name>\w+)" on type "(?<type>\w+)"\..*/, '{type} 没有字段 {name}'],
  [/Unknown argument "(?<name>\w+)" on \w+ "(?<of>[^"]+)"\..*/, '{of} 没有参数 {name}'],
  [/\w+ "(?<of>[^"]+)" argument "(?<name>\w+)" of type "(?<type>[^"]+)" is required, .*/, '{of} 须给出参数 {name}（{type}）'],
  [/Unknown type "(?<name>\w+)"\..*/, '没有类型 {name}'],
  [/Unknown fragment "(?<name>\w+)"\./, '没有定义片段 {name}'],
  [/Fragment "(?<name>\w+)" is never used\./, '片段 {name} 未被使用'],
  [/Cannot spread fragment "(?<name>\w+)" within itself.*/, '片段 {name} 展开后包含自身'],
  [/Fragment (?:"(?<name>\w+)" )?cannot be spread here as objects of type "(?<type>[^"]+)" can never be of type "(?<expected>[^"]+)"\./, '片段须用于 {expected}，此处是 {type}'],
  [/Fragment (?:"(?<name>\w+)" )?cannot condition on non composite type "(?<type>[^"]+)"\./, '片段只能用于有字段的类型，{type} 没有字段'],
  [/Unknown directive "(?<name>@\w+)"\./, '没有指令 {name}'],
  [/Directive "(?<name>@\w+)" may not be used on .*/, '指令 {name} 不能用于此处'],
  [/The directive "(?<name>@\w+)" can only be used once .*/, '指令 {name} 在此处只能用一次'],
  [/Variable "(?<name>\$\w+)" is not defined.*/, '变量 {name} 未在操作中声明'],
  [/Variable "(?<name>\$\w+)" is never used.*/, '声明的变量 {name} 未被使用'],
  [/Variable "(?<name>\$\w+)" of type "(?<type>[^"]+)" used in position expecting type "(?<expected>[^"]+)"\./, '变量 {name} 声明为 {type}，此处须为 {expected}'],
  [/Variable "(?<name>\$\w+)" is of type "(?<type>[^"]+)" but must be non-nullable .*/, '变量 {name} 声明为 {type}，此处须为 {type}!'],
  [/Variable "(?<name>\$\w+)" cannot be non-input type "(?<type>[^"]+)"\./, '变量 {name} 不能声明为 {type}，须为输入类型'],
  [/Field "(?<name>\w+)" of type "(?<type>[^"]+)" must have .*/, '字段 {name}（{type}）须选取其下的字段'],
  [/Field "(?<name>\w+)" must not have a selection .*/, '字段 {name} 之下没有可选取的字段'],
  [/Fields "(?<name>\w+)" conflict because .*/, '同名字段 {name} 的内容不一致，请用别名区分'],
  [/There can be only one (?<what>\w+(?: \w+)?) named "(?<name>[$@\w]+)"\./, '名称 {name} 重复出现（{what}）'],
  [/This anonymous operation must be the only defined operation\./, '有多个操作时每个都须命名'],
  [/.*Subscription.* must select only one top level field\./, '一个订阅只能选取一个顶层字段'],
  [/The .* definition is not executable\./, '查询中只能有操作与片段，不能有类型定义'],
  [/Maximum introspection depth exceeded/, '架构查询嵌套过深'],
  [/Too many (?:validation errors|errors processing variables), .*/, '错误过多，未再逐一列出'],
]

// What a request is found to be before it is an operation. A code and a status where they are not BAD_INPUT and 400.
const OF_REQUESTS = [
  [/POST body sent invalid JSON\./, '请求体须为合法的 UTF-8 JSON'],
  [/(?:POST body is expected|Expected params) to be (?:an )?object but (?:received|given) (?<value>\w+)\.?/, '请求体须为 JSON 对象，收到 {value}'],
  [/Batching is not supported\./, '不支持成批提交，请逐个提交'],
  [/Must provide query string\./, '须给出查询语句 query'],
  [/Expected "query" param to be a string, but given (?<value>\w+)\./, 'query 须为文本，收到 {value}'],
  [/Expected "(?<name>\w+)" param to be empty or an object, but given (?<value>\w+)\./, '{name} 须为对象，收到 {value}'],
  [/Unexpected parameter "(?<name>[^"]*)" in the request body\./, '请求中没有 {name}，可用：query、operationName、variables、extensions'],
  [/Can only perform a mutation operation from a POST request\./, '变更须以 POST 提交', 'MUTATION_NOT_ALLOWED_OVER_HTTP_GET', 405],
  [/GraphQL only supports GET and POST requests\./, '只接受 GET 与 POST', 'METHOD_NOT_ALLOWED', 405],
]

const KNOWN = [...OF_REQUESTS, ...OF_DOCUMENTS, ...OF_VALUES].map(([{ source }, ...told]) => [new RegExp(`^${source}$`, 's'), ...told])

/** Whether this is a sentence of the libraries about a fault of the request, and not about one of ours. */
export function isFault({ message }) {
  return VARIABLE.test(message) || KNOWN.some(([pattern]) => pattern.test(message))
}

/**
 * A fault of the request as its caller is told it, `place：中文 / place: English`, with a code and a status below 500.
 * `document` or what was `asked`, where they are known; `schema` only for those who may read it: names are hinted at.
 */
export function reworded(error, { document, asked, schema }) {
  const { place, of, said } = whatAndWhere(error, document)
  const [chinese, code = 'BAD_INPUT', status = 400] = inChinese(said, error, asked, schema)
  const english = shortened(PLANNERS.exec(said)?.[0] ?? (schema ? said : said.replace(HINT, '')), SHOWN)
  return new GraphQLError(place ? `${of}${place}：${chinese} / ${place}: ${english}` : `${chinese} / ${english}`, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code, http: { status, headers: error.extensions?.http?.headers } },
  })
}

function inChinese(said, error, asked, schema) {
  if (error.extensions?.code === 'OPERATION_RESOLUTION_FAILURE' && asked?.query) return [ofOperation(asked)]
  const [pattern, words, ...coded] = KNOWN.find(([one]) => one.test(said)) ?? [/^/, GENERAL]
  const facts = pattern.exec(said).groups ?? {}
  const { line, column } = facts.line ? facts : (error.locations?.[0] ?? {})
  const told = {
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shortened(value ?? '', SHORT)])),
    members: membersOf(schema?.getType(facts.enum)),
    at: line ? `（第 ${line} 行第 ${column} 个字符）` : '',
  }
  return [words.replace(/\{(\w+)\}/g, (_, name) => told[name]), ...coded]
}

// Which of a document's operations was meant: the library says only that it could not tell.
function ofOperation({ query, operationName }) {
  const operations = parse(query, { noLocation: true }).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const names = operations.flatMap(({ name }) => (name ? [name.value] : []))
  if (operations.length === 0) return '查询中没有操作'
  if (operationName) return `没有名为 ${shortened(String(operationName), SHORT)} 的操作${choice(names)}`
  return names.length < operations.length ? '有多个操作时每个都须命名' : `查询含多个操作，须以 operationName 指明${choice(names)}`
}

function whatAndWhere(error, document) {
  const { message, originalError, nodes } = error
  const name = VARIABLE.exec(message)?.[1]
  if (!name) return { place: document && nodes?.length ? placeIn(document, nodes[0]) : '', of: '', said: message }
  // `Variable "$a" got invalid value … at "a.b[0]"; …`: what came may be long and hold anything, so it is read from behind.
  const said = originalError && message.endsWith(`; ${originalError.message}`) ? originalError.message : message
  const path = said === message ? null : / at "\w+([^"]*)"$/.exec(message.slice(0, -said.length - 2))
  return { place: `${name}${path?.[1] ?? ''}`, of: '变量 ', said }
}

// Where a value stands in the document: `projects(filter.ids)`; nothing for what is not a value.
function placeIn(document, wrong) {
  const names = []
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node !== wrong) return undefined
      for (const one of [...ancestors, parent, node]) {
        if (one?.kind === Kind.FIELD) names.splice(0, names.length, one.name.value)
        else if (one?.kind === Kind.ARGUMENT || one?.kind === Kind.OBJECT_FIELD) names.push(one.name.value)
        else if (one?.kind === Kind.VARIABLE_DEFINITION) names.push(`$${one.variable.name.value}`)
      }
      return BREAK
    },
  })
  const [first, ...beneath] = names
  if (first?.startsWith('$')) return first
  return beneath.length > 0 ? `${first}(${beneath.join('.')})` : ''
}

function membersOf(type) {
  return isEnumType(type) ? choice(type.getValues().map(({ name }) => name)) : ''
}

function choice(names) {
  return names.length > 0 ? `，可用：${names.slice(0, NAMED).join('、')}${names.length > NAMED ? '…' : ''}` : ''
}

function shortened(said, most) {
  return said.length > most ? `${said.slice(0, most)}…` : said
}
