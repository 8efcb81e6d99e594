import { randomBytes } from 'node:crypto'
import { FORWARDED_HEADERS } from '../settings.mjs'

const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/ // what may stand in an HTTP header

/**
 * The headers of one caller that go on to the subgraphs. A WebSocket caller gives them as connection parameters, which
 * win over those of the upgrade request: browsers cannot set headers there.
 */
function callerHeaders(context) {
  const params = Object.entries(context.connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  const given = { ...Object.fromEntries(context.request?.headers ?? []), ...Object.fromEntries(params) }
  const forwarded = {}
  for (const name of FORWARDED_HEADERS) {
    const value = given[name]
    if (typeof value === 'string' && value !== '' && FIELD_VALUE.test(value)) forwarded[name] = value
  }
  // Without a trace of the caller's own, the gateway begins one: the subgraphs of one operation belong together.
  forwarded.traceparent ??= newTraceparent()
  return forwarded
}

function newTraceparent() {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
}

/** Settle the forwarded headers once an operation: all its subgraph requests carry the same ones. */
export function useCallerHeaders() {
  return {
    onContextBuilding({ context, extendContext }) {
      extendContext({ forwarded: callerHeaders(context) })
    },
  }
}
