import { GraphQLError } from 'graphql'
import { refusal } from './limits.mjs'
import { isStream, mapStream } from './streams.mjs'
import { isFault, reworded } from './wording.mjs'

// Codes that the HTTP and WebSocket transports give to failures of their own; a subgraph's answer has the subgraph's codes.
const TRANSPORT_CODES = new Set(['SUBREQUEST_HTTP_ERROR', 'RESPONSE_VALIDATION_FAILED', 'DOWNSTREAM_SERVICE_ERROR'])

// Codes, or none, that the libraries give to faults of a request; callers get those of wording.mjs, which are the services'.
const LIBRARY_CODES = new Set([
  undefined,
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
])

const FAULTS_BY_STATUS = {
  404: ['NOT_FOUND', '没有这个地址，请使用 /graphql / there is nothing here; the endpoint is /graphql'],
  406: ['NOT_ACCEPTABLE', '无法以所要求的格式答复；订阅请用 text/event-stream 或 WebSocket / the accepted media types do not fit; a subscription needs text/event-stream or a WebSocket'],
  415: ['UNSUPPORTED_CONTENT_TYPE', '请以 application/json 提交 / the content type must be application/json'],
}

/**
 * One rule for every error that leaves the gateway: it has a code, and what a subgraph said under a code of its own
 * passes unchanged; what the gateway says itself is told as the services tell it (wording.mjs). In production, text without
 * a code (an exception, an address, a stack) stays in the log.
 */
export function useErrorShape({ development, log }) {
  let schema = null // where anybody may read it
  const shape = (error, asked) => shapeError(error, { development, log, asked, schema })
  return {
    onSchemaChange(change) {
      if (development) schema = change.schema
    },
    onValidate({ params: { documentAST: document } }) {
      return ({ valid, result, setResult }) => {
        if (valid) return
        setResult(result.map((error) => (isOfLibrary(error) ? reworded(error, { document, schema }) : error)))
      }
    },
    onSubgraphExecute({ subgraphName }) {
      const settle = (result) => {
        if (!result?.errors?.length) return result
        return { ...result, errors: result.errors.map((error) => fromSubgraph(error, subgraphName, development, log)) }
      }
      return ({ result, setResult }) => {
        setResult(isStream(result) ? mapStream(result, settle, refusedSubscription) : settle(result))
      }
    },
    // Of an operation, over HTTP and over WebSocket.
    onExecutionResult({ result, setResult, context }) {
      const settle = (one) => {
        const told = withErrors(one, (error) => shape(error, context.params))
        return context.socket ? withoutStatus(told) : told
      }
      setResult(isStream(result) ? mapStream(result, (event) => settle(itsOwn(event))) : settle(result))
    },
    // Of a request that did not become an operation: a body that is no JSON, too large, of an unknown form.
    onResultProcess({ result, setResult }) {
      if (!isStream(result)) setResult(withErrors(result, (error) => shape(unread(error))))
    },
    // Answers that the server gives without a word.
    onResponse({ response, setResponse, fetchAPI }) {
      const fault = FAULTS_BY_STATUS[response.status]
      if (!fault || response.headers.get('content-type')) return
      const [code, message] = fault
      const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
      const headers = { ...Object.fromEntries(response.headers), 'content-type': 'application/json; charset=utf-8' }
      setResponse(new fetchAPI.Response(body, { status: response.status, headers }))
    },
  }
}

// What a service says stands at a place in the answer.
function isOfLibrary({ path, extensions }) {
  return LIBRARY_CODES.has(extensions?.code) && !(extensions?.code && path)
}

// Variables and extensions in the address or in a form are read without a word about them.
function unread(error) {
  if (!isOfLibrary(error) || !(error.originalError instanceof SyntaxError)) return error
  return refusal('BAD_INPUT', 'variables 与 extensions 须为合法的 JSON / variables and extensions must be valid JSON')
}

// A subgraph's WebSocket says why it refuses a subscription in a message of its own, which its client throws as a list.
function refusedSubscription(thrown) {
  if (!Array.isArray(thrown)) return null
  return { data: null, errors: thrown.map(({ message, extensions }) => new GraphQLError(message, { extensions })) }
}

// The planner keeps one list of errors, and the last data, for all events of a subscription: each is told with its own.
function itsOwn(event) {
  if (!event?.errors?.length) return event
  const errors = event.errors.splice(0)
  const broken = errors.some(({ path, extensions }) => path?.length === 1 && extensions?.code === 'DOWNSTREAM_SERVICE_ERROR')
  return { ...event, data: broken ? null : event.data, errors }
}

function withErrors(result, shape) {
  if (!result?.errors?.length) return result
  const errors = result.errors.map(shape)
  const refused = errors.every((error) => error.extensions.http)
  // An operation that was executed answers 200 with `data`, even if nothing of it could be had.
  return refused ? { ...result, errors } : { ...result, data: result.data ?? null, errors }
}

// A WebSocket has no status: what the HTTP server would read from the errors and remove is removed here.
function withoutStatus(result) {
  for (const error of result?.errors ?? []) delete error.extensions.http
  return result
}

function fromSubgraph(error, subgraph, development, log) {
  const code = error.extensions?.code
  const ofTransport = TRANSPORT_CODES.has(code) && error.extensions.request
  if (code && !ofTransport) {
    delete error.extensions.http // the status of the gateway's answer is the gateway's to say
    return error
  }
  if (ofTransport) {
    log.error({ subgraph, code, cause: causeOf(error) }, 'subgraph unavailable')
    return unavailable(error, subgraph)
  }
  // Its text may hold anything; the service has it in its own log under the same trace.
  log.error({ subgraph, path: error.path?.join('.') ?? null }, 'subgraph gave an error without a code')
  return unexpected(error, development, { service: subgraph })
}

function shapeError(error, { development, log, asked, schema }) {
  const { code, serviceName, http } = error.extensions ?? {}
  if (code === 'DOWNSTREAM_SERVICE_ERROR' && serviceName) {
    log.error({ subgraph: serviceName, cause: causeOf(error) }, 'subgraph unavailable')
    return unavailable(error, serviceName)
  }
  if (isOfLibrary(error)) {
    if (http || (!error.path && isFault(error))) return reworded(error, { asked, schema })
  } else if (code !== 'INTERNAL_SERVER_ERROR') {
    return http ? refused(error) : error
  }
  log.error({ cause: causeOf(error) }, 'unexpected error')
  return unexpected(error, development)
}

// A request that is the caller's to mend: 4xx whatever media type it accepts.
function refused(error) {
  const { nodes, source, positions, path, message, extensions } = error
  const { status = 400, headers } = extensions.http
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { ...extensions, http: { status, headers } } })
}

function unavailable(error, service) {
  const late = /timeout|aborted/i.test(error.message)
  const code = late ? 'TIMEOUT' : 'UNAVAILABLE'
  const message = late
    ? `服务 ${service} 未在限时内答复：查询请缩小范围；命令可能已执行，请以同一 idempotencyKey 再次提交 / the ${service} service did not answer in time: narrow a query; a command may have been carried out, send it again with its idempotencyKey`
    : `服务 ${service} 暂不可用，请稍后再试（命令用同一 idempotencyKey）/ the ${service} service is unavailable, try again later (a command with the same idempotencyKey)`
  return new GraphQLError(message, { path: error.path, extensions: { code, service } })
}

function unexpected(error, development, extensions = {}) {
  return new GraphQLError(development ? error.message : '内部错误，已记录 / internal error, recorded', {
    path: error.path,
    extensions: { code: 'INTERNAL', ...extensions },
  })
}

function causeOf(error) {
  const cause = error.originalError ?? error
  const reason = cause.cause?.code ?? cause.cause?.message
  return reason ? `${cause.message}: ${reason}` : cause.message
}
