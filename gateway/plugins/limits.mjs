import { getOperationAST, getVariableValues, GraphQLError, Kind, parse, validate } from 'graphql'

/** An error of the caller's own making: 4xx, with a code for programs and a sentence for people. */
export function refusal(code, message, status = 400) {
  return new GraphQLError(message, { extensions: { code, http: { status } } })
}

/** Refuse a document that is too long, too deep or too full of aliases, before anything is planned or executed. */
export function useDocumentLimits({ maxDepth, maxAliases, maxTokens }) {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parseWithin(source, options, maxTokens))
    },
    onValidate({ addValidationRule }) {
      addValidationRule((context) => ({
        Document(document) {
          for (const fault of documentFaults(document, maxDepth, maxAliases)) context.reportError(fault)
        },
      }))
    },
  }
}

function parseWithin(source, options, maxTokens) {
  if (isGarbled(typeof source === 'string' ? source : source.body)) {
    throw refusal('BAD_INPUT', '查询含残缺字符，须为 UTF-8 / the document has broken characters; it must be UTF-8')
  }
  try {
    return parse(source, { ...options, maxTokens })
  } catch (error) {
    if (error.message.includes(`more that ${maxTokens} tokens`)) {
      throw refusal('TOO_LARGE', `查询过长：超过 ${maxTokens} 个词元 / the document has more than ${maxTokens} tokens`)
    }
    throw error
  }
}

/** Depth and aliases of every operation, each fragment counted wherever it is spread. */
export function documentFaults(document, maxDepth, maxAliases) {
  const fragments = new Map()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const sizes = new Map() // of fragments already measured: a document of nested spreads is measured in linear time
  const faults = []
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue
    const { depth, aliases } = measure(operation.selectionSet, fragments, sizes)
    if (depth > maxDepth) {
      faults.push(refusal('TOO_LARGE', `查询层级过深：${depth} 层，最多 ${maxDepth} 层 / depth ${depth}, at most ${maxDepth}`))
    }
    if (aliases > maxAliases) {
      faults.push(refusal('TOO_LARGE', `别名过多：${aliases} 个，最多 ${maxAliases} 个 / ${aliases} aliases, at most ${maxAliases}`))
    }
  }
  return faults
}

function measure(selectionSet, fragments, sizes) {
  let depth = 0
  let aliases = 0
  for (const selection of selectionSet?.selections ?? []) {
    const inner = measureSelection(selection, fragments, sizes)
    depth = Math.max(depth, inner.depth)
    aliases += inner.aliases
  }
  return { depth, aliases }
}

function measureSelection(selection, fragments, sizes) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet, fragments, sizes)
  if (selection.kind === Kind.FIELD) {
    // The schema's own fields have a limit of their own in the validation rules, and end in scalars.
    if (selection.name.value.startsWith('__')) return { depth: 1, aliases: selection.alias ? 1 : 0 }
    const inner = measure(selection.selectionSet, fragments, sizes)
    return { depth: inner.depth + 1, aliases: inner.aliases + (selection.alias ? 1 : 0) }
  }
  const name = selection.name.value
  if (!sizes.has(name)) {
    sizes.set(name, { depth: 0, aliases: 0 }) // a fragment that spreads itself is refused by another rule; here it must end
    sizes.set(name, measure(fragments.get(name)?.selectionSet, fragments, sizes))
  }
  return sizes.get(name)
}

const MAX_VARIABLE_DEPTH = 32 // lists and objects in each other; the schema's own inputs need less than ten

// An error takes a fifth of a millisecond, and a body within the limit has room for a million wrong values: where there are
// more than so many values, as many errors end the search, as in the services.
const MANY_VALUES = 50

/** Refuse variables that would not arrive as they were meant: nested beyond any input, broken texts, numbers beyond all. */
export function useVariableLimits() {
  const check = ({ args, setResultAndStopExecution }) => {
    const { fault, count } = look(args.variableValues)
    const errors = fault ? [refusal('BAD_INPUT', fault)] : count > MANY_VALUES ? wrongValues(args) : null
    if (errors) setResultAndStopExecution({ errors })
  }
  return { onExecute: check, onSubscribe: check }
}

function wrongValues({ schema, document, operationName, variableValues }) {
  const declared = getOperationAST(document, operationName)?.variableDefinitions // none: which operation is not known
  return getVariableValues(schema, declared ?? [], variableValues, { maxErrors: MANY_VALUES }).errors
}

function look(variables) {
  let level = [variables] // level by level: recursion would end where the nesting is worst
  let count = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_VARIABLE_DEPTH) {
      return { fault: `变量嵌套过深，最多 ${MAX_VARIABLE_DEPTH} 层 / variables are nested more than ${MAX_VARIABLE_DEPTH} levels deep` }
    }
    if (level.includes(Infinity) || level.includes(-Infinity)) {
      return { fault: '变量中有过大的数 / a number in the variables is too large' } // as 1e400 reads; it would go on as null
    }
    if (level.some((value) => typeof value === 'string' && isGarbled(value))) {
      return { fault: '变量含残缺字符，须为 UTF-8 / the variables have broken characters; they must be UTF-8' }
    }
    count += level.length
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return { count }
}

// Bytes that are no UTF-8 are read as U+FFFD, and half a pair of surrogates is left as it is: a text that nobody wrote.
function isGarbled(text) {
  return text.includes('\ufffd') || !text.isWellFormed()
}

/** Keep the schema to oneself: whoever may use it has it from the repository. */
export function useNoIntrospection() {
  return {
    onValidate({ setValidationFn, addValidationRule }) {
      // Nor are its names hinted at: looking for similar ones would be most of what an unknown name costs.
      setValidationFn((schema, document, rules) => validate(schema, document, rules, { hideSuggestions: true }))
      addValidationRule((context) => ({
        Field({ name }) {
          if (name.value !== '__schema' && name.value !== '__type') return
          context.reportError(refusal('FORBIDDEN', `不开放内省，不能查询 ${name.value} / introspection is not available`, 403))
        },
      }))
    },
  }
}

/** Refuse a subscription whose caller could not be answered, before it is opened in the subgraph. */
export function useStreamsOnly() {
  return {
    onSubscribe({ args: { contextValue }, setResultAndStopExecution }) {
      if (contextValue.socket) return // a WebSocket
      const accept = contextValue.request.headers.get('accept') ?? '*/*'
      if (/text\/event-stream|text\/\*|\*\/\*/.test(accept)) return
      const message = '订阅请用 text/event-stream 或 WebSocket / a subscription needs text/event-stream or a WebSocket'
      setResultAndStopExecution({ errors: [refusal('SUBSCRIPTIONS_TRANSPORT_NOT_SUPPORTED', message, 406)] })
    },
  }
}

// A sender that is cut off while it still sends sees a broken connection and not the answer: a little more is read and
// thrown away, so that an honest mistake gets its sentence.
const DRAINED = 4

/** Refuse a body beyond the limit, whether its length was declared or is only known by reading. */
export function useBodyLimit(maxBytes) {
  const tooLarge = () =>
    refusal('TOO_LARGE', `请求体过大，最多 ${maxBytes} 字节 / the request body is larger than ${maxBytes} bytes`, 413)
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const declared = request.headers.get('content-length')
      if (declared !== null) {
        if (Number(declared) > maxBytes) throw tooLarge()
        return // the HTTP server itself reads no more than was declared
      }
      if (!requestParser || !request.body) return
      setRequestParser(async () => {
        const chunks = []
        let length = 0
        for await (const chunk of request.body) {
          length += chunk.byteLength
          if (length > maxBytes * DRAINED) break
          if (length <= maxBytes) chunks.push(chunk)
        }
        if (length > maxBytes) throw tooLarge()
        const { url, method, headers } = request
        return requestParser(new fetchAPI.Request(url, { method, headers, body: Buffer.concat(chunks) }))
      })
    },
  }
}
