// Writes the configuration of Hive Router (the Rust gateway) for the same settings as Hive Gateway's, on standard output or
// to the file named. JSON is YAML: the router reads it under either name.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readSafelist } from './safelist.mjs'
import { FORWARDED_HEADERS, readSettings } from './settings.mjs'

export function routerConfig(settings) {
  return {
    supergraph: { source: 'file', path: settings.supergraph },
    http: { host: settings.host, port: settings.port, graphql_endpoint: '/graphql' },
    override_subgraph_urls: {
      subgraphs: Object.fromEntries(Object.entries(settings.subgraphs).map(([name, url]) => [name, { url }])),
    },
    headers: {
      all: {
        request: [
          { propagate: { named: FORWARDED_HEADERS } },
          // Without any header the router opens a subgraph's WebSocket with `"payload": null`, which Strawberry refuses.
          { insert: { name: 'x-gateway', value: 'hive-router' } },
        ],
      },
    },
    limits: {
      max_depth: { n: settings.maxDepth, flatten_fragments: true },
      max_aliases: { n: settings.maxAliases },
      max_tokens: { n: settings.maxTokens },
      max_request_body_size: `${settings.maxBytes} B`,
      max_request_header_size: '16 KiB',
    },
    introspection: settings.development,
    laboratory: settings.development ? { enabled: true, operations: examples() } : { enabled: false },
    // It masks every message of a subgraph or none. A refusal must say its reason, so the services mask what is unexpected.
    error_masking: { enabled: false },
    traffic_shaping: {
      all: { request_timeout: `${settings.subgraphTimeout}ms`, dedupe_enabled: false },
      router: { max_long_lived_clients: 10_000 },
    },
    subscriptions: { enabled: true, websocket: { all: { path: '/graphql' } } },
    websocket: { enabled: true, headers: { source: 'both', persist: true } },
    cors: cors(settings),
    log: { format: 'json', level: settings.logLevel },
    ...safelist(settings),
  }
}

function examples() {
  const folder = new URL('examples/', import.meta.url)
  const headers = JSON.parse(readFileSync(new URL('headers.json', folder), 'utf8'))
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql')).sort()
  return names.map((name) => ({
    name: name.replace('.graphql', ''),
    query: readFileSync(new URL(name, folder), 'utf8'),
    headers,
  }))
}

function cors({ development, corsOrigins }) {
  const methods = ['GET', 'POST']
  if (corsOrigins.length > 0) return { enabled: true, policies: [{ origins: corsOrigins, methods }] }
  return { enabled: development, allow_any_origin: development, methods, policies: [] }
}

function safelist({ safelist: path }) {
  if (!path) return {}
  readSafelist(path) // refuses a list whose digests are not those of its documents
  return { persisted_documents: { enabled: true, require_id: true, storage: { type: 'file', path, watch: false } } }
}

if (import.meta.main) {
  const written = `${JSON.stringify(routerConfig(readSettings(process.env)), null, 2)}\n`
  if (process.argv[2]) writeFileSync(process.argv[2], written)
  else process.stdout.write(written)
}
