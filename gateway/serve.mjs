import { createServer } from 'node:http'
import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway-runtime'
import { Logger } from '@graphql-hive/logger'
import { JSONLogWriter } from '@graphql-hive/logger/writers/json'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { gatewayConfig } from './gateway.config.mjs'
import { readSettings } from './settings.mjs'
import { answerUnreadable, MAX_HEADER_BYTES, REQUEST_READ_MS } from './unreadable.mjs'

const INIT_WAIT_MS = 10_000 // a WebSocket that never introduces itself is closed

/** Start the gateway of this environment; resolves when it listens, and ends the process with 2 where it cannot. */
export async function start(env) {
  try {
    await serve(readSettings(env))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

async function serve(settings) {
  const log = new Logger({ level: settings.logLevel, writers: [new JSONLogWriter()] })
  const gateway = createGatewayRuntime(gatewayConfig(settings, log))
  await gateway.getSchema() // a supergraph that cannot be served is found now, not by the first caller
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_READ_MS }, gateway)
  const open = openAnswers(server)
  answerUnreadable(server, open)
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: settings.maxBytes })
  sockets.on('error', () => {}) // of the server, which tells it below
  const subscriptions = useServer(
    {
      ...getGraphQLWSOptions(gateway, ({ extra: { request, socket } }) => ({
        req: request,
        socket,
        request: upgradeRequest(request),
      })),
      connectionInitWaitTimeout: INIT_WAIT_MS,
    },
    sockets,
  )
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  log.info({ host: settings.host, port: settings.port, development: settings.development }, 'listening')
  stopOnSignal({ server, open, subscriptions, gateway, log, settings })
}

// The upgrade as a request of the gateway's own kind, so that its headers are read like those of any other.
function upgradeRequest(incoming) {
  const headers = Object.entries(incoming.headers).filter(([, value]) => typeof value === 'string')
  return new Request(`http://${incoming.headers.host}${incoming.url}`, { headers })
}

// The answers under way.
function openAnswers(server) {
  const open = new Set()
  server.on('request', (_, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return open
}

function streamsOf(open) {
  return [...open].filter((response) => response.getHeader('content-type') === 'text/event-stream')
}

function stopOnSignal({ server, open, subscriptions, gateway, log, settings }) {
  let stopping = false
  const stop = async (signal) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const impatience = setTimeout(() => server.closeAllConnections(), settings.shutdownTimeout)
    const closed = new Promise((resolve) => server.close(resolve)) // no new connection; requests under way finish
    for (const stream of streamsOf(open)) stream.destroy() // they would never finish; their clients reconnect
    await subscriptions.dispose() // tells each WebSocket client to go away
    server.closeIdleConnections()
    await closed
    clearTimeout(impatience)
    await gateway[Symbol.asyncDispose]()
    log.info({}, 'stopped')
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
