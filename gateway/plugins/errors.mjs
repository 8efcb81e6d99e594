import { GraphQLError } from 'graphql'
import { isStream, mapStream } from './streams.mjs'

// Codes that the HTTP and WebSocket transports give to failures of their own; a subgraph's answer has the subgraph's codes.
const TRANSPORT_CODES = new Set(['SUBREQUEST_HTTP_ERROR', 'RESPONSE_VALIDATION_FAILED', 'DOWNSTREAM_SERVICE_ERROR'])

// Faults of a request that the libraries tell apart by their text alone, with the code and the status each deserves.
const FAULTS_BY_TEXT = [
  [/^Can only perform a mutation/, 'MUTATION_NOT_ALLOWED_OVER_HTTP_GET', 405],
  [/^GraphQL only supports GET and POST/, 'METHOD_NOT_ALLOWED', 405],
  [/^Variable "\$/, 'BAD_USER_INPUT', 400],
  [/^Failed to parse query: .*Recursion limit exceeded/s, 'GRAPHQL_PARSE_FAILED', 400], // the planner's parser: values in values
  [/^(Unknown operation|Could not determine|Must provide operation|Operation named)/, 'OPERATION_RESOLUTION_FAILURE', 400],
]

const FAULTS_BY_STATUS = {
  404: ['NOT_FOUND', '没有这个地址，请使用 /graphql / there is nothing here; the endpoint is /graphql'],
  406: ['NOT_ACCEPTABLE', '无法以所要求的格式答复；订阅请用 text/event-stream 或 WebSocket / the accepted media types do not fit; a subscription needs text/event-stream or a WebSocket'],
  415: ['UNSUPPORTED_CONTENT_TYPE', '请以 application/json 提交 / the content type must be application/json'],
}

/**
 * One rule for every error that leaves the gateway: it has a code, and what a subgraph said under a code of its own
 * passes unchanged. In production, text without a code (an exception, an address, a stack) stays in the log.
 */
export function useErrorShape({ development, log }) {
  const shape = (error) => shapeError(error, development, log)
  return {
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
      const settle = (one) => (context.socket ? withoutStatus(withErrors(one, shape)) : withErrors(one, shape))
      setResult(isStream(result) ? mapStream(result, settle) : settle(result))
    },
    // Of a request that did not become an operation: a body that is no JSON, too large, of an unknown form.
    onResultProcess({ result, setResult }) {
      if (!isStream(result)) setResult(withErrors(result, shape))
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

// A subgraph's WebSocket says why it refuses a subscription in a message of its own, which its client throws as a list.
function refusedSubscription(thrown) {
  if (!Array.isArray(thrown)) return null
  return { data: null, errors: thrown.map(({ message, extensions }) => new GraphQLError(message, { extensions })) }
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

function shapeError(error, development, log) {
  const { code, serviceName, http } = error.extensions ?? {}
  if (code === 'DOWNSTREAM_SERVICE_ERROR' && serviceName) {
    log.error({ subgraph: serviceName, cause: causeOf(error) }, 'subgraph unavailable')
    return unavailable(error, serviceName)
  }
  const telling = !error.path && (!code || code === 'BAD_REQUEST')
  const fault = telling && FAULTS_BY_TEXT.find(([text]) => text.test(error.message))
  if (fault) return refused(error, fault[1], fault[2], development)
  if (http) return refused(error, code ?? 'BAD_REQUEST', http.status, development)
  if (code) return error
  log.error({ cause: causeOf(error) }, 'unexpected error')
  return unexpected(error, development)
}

// A request that is the caller's to mend: 4xx whatever media type it accepts, and no hint at the names of a hidden schema.
function refused(error, code, status, development) {
  return new GraphQLError(development ? error.message : error.message.replace(/ Did you mean .*\?$/s, ''), {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { code, http: { status: status ?? 400 } },
  })
}

function unavailable(error, service) {
  const late = /timeout|aborted/i.test(error.message)
  const code = late ? 'SUBGRAPH_REQUEST_TIMEOUT' : 'SUBREQUEST_HTTP_ERROR'
  const message = late
    ? `服务 ${service} 未在限时内答复 / the ${service} service did not answer in time`
    : `服务 ${service} 暂不可用，请稍后再试 / the ${service} service is unavailable, try again later`
  return new GraphQLError(message, { path: error.path, extensions: { code, service } })
}

function unexpected(error, development, extensions = {}) {
  return new GraphQLError(development ? error.message : '系统内部错误 / internal error', {
    path: error.path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions },
  })
}

function causeOf(error) {
  const cause = error.originalError ?? error
  const reason = cause.cause?.code ?? cause.cause?.message
  return reason ? `${cause.message}: ${reason}` : cause.message
}
