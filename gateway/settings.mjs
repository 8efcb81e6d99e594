// What the environment says, checked once: a wrong value stops the start with every fault named, not the first request.

import { fileURLToPath } from 'node:url'

export const SUBGRAPHS = ['reserve', 'schedule', 'support', 'assessment']

// Headers of the caller that each subgraph receives; nothing else of the caller's request leaves the gateway.
export const FORWARDED_HEADERS = [
  'authorization',
  'x-business-date',
  'traceparent',
  'tracestate',
  'accept-language',
  'x-request-id',
]

// The limits of one request, each with its variable. The query over a project's whole life in examples/ is 12 deep and has
// 104 tokens; a workbook that is imported travels as base64 in a variable.
const LIMITS = {
  maxDepth: ['GATEWAY_MAX_DEPTH', 15],
  maxAliases: ['GATEWAY_MAX_ALIASES', 30],
  maxTokens: ['GATEWAY_MAX_TOKENS', 2000],
  maxBytes: ['GATEWAY_MAX_BYTES', 4 * 1024 * 1024],
  subgraphTimeout: ['GATEWAY_SUBGRAPH_TIMEOUT_MS', 15_000],
  shutdownTimeout: ['GATEWAY_SHUTDOWN_TIMEOUT_MS', 10_000],
}

/** The settings of this process; throws an Error that lists every fault. */
export function readSettings(env) {
  const faults = []
  const port = wholeNumber(env, 'GATEWAY_PORT', 4000, faults, 65_535)
  const mode = env.GATEWAY_MODE || 'production'
  if (mode !== 'development' && mode !== 'production') {
    faults.push(`GATEWAY_MODE must be development or production, not "${mode}"`)
  }
  const limits = Object.fromEntries(
    Object.entries(LIMITS).map(([key, [name, standard]]) => [key, wholeNumber(env, name, standard, faults)]),
  )
  const settings = {
    port,
    host: env.GATEWAY_HOST || '127.0.0.1',
    development: mode === 'development',
    subgraphs: Object.fromEntries(SUBGRAPHS.map((name) => [name, subgraphUrl(env, name, faults)])),
    corsOrigins: list(env.GATEWAY_CORS_ORIGINS),
    safelist: env.GATEWAY_SAFELIST || null,
    supergraph: env.GATEWAY_SUPERGRAPH || fileURLToPath(new URL('supergraph.graphql', import.meta.url)),
    logLevel: env.GATEWAY_LOG_LEVEL || 'info',
    ...limits,
  }
  if (!['debug', 'info', 'warn', 'error'].includes(settings.logLevel)) {
    faults.push(`GATEWAY_LOG_LEVEL must be debug, info, warn or error, not "${settings.logLevel}"`)
  }
  if (faults.length > 0) throw new Error(`网关配置有误 / wrong settings:\n- ${faults.join('\n- ')}`)
  return settings
}

function wholeNumber(env, name, standard, faults, most = Number.MAX_SAFE_INTEGER) {
  const written = env[name] || String(standard)
  const value = Number(written)
  if (!/^\d+$/.test(written) || value < 1 || value > most) {
    faults.push(`${name} must be a whole number from 1 to ${most}, not "${written}"`)
  }
  return value
}

function subgraphUrl(env, name, faults) {
  const variable = `${name.toUpperCase()}_URL`
  const written = env[variable]
  if (!URL.canParse(written ?? '') || !/^https?:$/.test(new URL(written).protocol)) {
    faults.push(`${variable} must be the http(s) address of the ${name} service's GraphQL endpoint, not "${written ?? ''}"`)
  }
  return written
}

function list(written) {
  return (written || '').split(',').map((item) => item.trim()).filter(Boolean)
}
