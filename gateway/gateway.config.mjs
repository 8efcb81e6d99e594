// The configuration of Hive Gateway. Everything that differs between installations comes from settings.mjs.

import { readdirSync, readFileSync } from 'node:fs'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { useAccessLog } from './plugins/access-log.mjs'
import { useErrorShape } from './plugins/errors.mjs'
import { useCallerHeaders } from './plugins/headers.mjs'
import {
  refusal,
  useBodyLimit,
  useDocumentLimits,
  useNoIntrospection,
  useStreamsOnly,
  useVariableLimits,
} from './plugins/limits.mjs'
import { readSafelist } from './safelist.mjs'

/** The gateway's configuration for these settings and this logger. */
export function gatewayConfig(settings, log) {
  return {
    supergraph: readFileSync(settings.supergraph, 'utf8'),
    unifiedGraphHandler, // plans queries in Rust
    transportEntries: Object.fromEntries(
      Object.entries(settings.subgraphs).map(([name, url]) => [name, subgraphTransport(url, settings)]),
    ),
    propagateHeaders: { fromClientToSubgraphs: ({ context }) => context.forwarded },
    requestId: true,
    logging: log,
    batching: false,
    multipart: false,
    landingPage: false,
    maskedErrors: false, // plugins/errors.mjs shapes them all
    subgraphErrors: false,
    cors: cors(settings),
    ...graphiql(settings),
    ...safelist(settings),
    plugins: () => [
      useCallerHeaders(),
      useBodyLimit(settings.maxBytes),
      useDocumentLimits(settings),
      useVariableLimits(),
      settings.development ? {} : useNoIntrospection(),
      useStreamsOnly(),
      useErrorShape({ development: settings.development, log }),
      useAccessLog(log), // last: it tells what the others made of the request
    ],
  }
}

// Queries and mutations go by HTTP, subscriptions by a WebSocket that carries the caller's identity both ways a server
// may read it. Identical requests in flight are not merged: an answer belongs to the one who asked.
function subgraphTransport(url, settings) {
  const identity = {
    authorization: '{context.forwarded.authorization}',
    'x-business-date': '{context.forwarded.x-business-date}',
    traceparent: '{context.forwarded.traceparent}',
    'accept-language': '{context.forwarded.accept-language}',
  }
  return {
    location: url,
    options: {
      timeout: settings.subgraphTimeout,
      deduplicateInflightRequests: false,
      subscriptions: {
        kind: 'ws',
        location: url,
        headers: Object.entries(identity),
        options: { connectionParams: identity },
      },
    },
  }
}

function cors({ development, corsOrigins }) {
  if (corsOrigins.length > 0) return { origin: corsOrigins, credentials: false, methods: ['GET', 'POST'] }
  return development ? { origin: '*', methods: ['GET', 'POST'] } : false
}

function graphiql({ development }) {
  if (!development) return { graphiql: false }
  const read = (name) => readFileSync(new URL(`examples/${name}`, import.meta.url), 'utf8')
  const examples = readdirSync(new URL('examples/', import.meta.url)).filter((name) => name.endsWith('.graphql')).sort()
  const headers = read('headers.json')
  return {
    graphiql: {
      title: '重点项目 GraphQL',
      defaultTabs: examples.map((name) => ({ query: read(name), headers })),
      headers, // of a new tab
      defaultEditorToolsVisibility: 'headers',
      subscriptionsProtocol: 'SSE', // a browser can set no headers on a WebSocket
    },
    renderGraphiQL,
  }
}

// Its tabs jump from under the mouse when they get the focus, and the first click on each is lost.
const STANDING_TABS = '<style>.graphiql-tab { transform: none !important }</style>'

// Nine megabytes of page: loaded when someone opens it, so that every start is not slower for it.
async function renderGraphiQL(options) {
  const { renderGraphiQL: render } = await import('@graphql-yoga/render-graphiql')
  return render(options).replace('</head>', () => `${STANDING_TABS}</head>`)
}

function safelist({ safelist: path }) {
  if (!path) return {}
  const documents = readSafelist(path)
  const unknown = () => refusal('PERSISTED_DOCUMENT_NOT_FOUND', '该查询未登记 / no registered document has this identifier')
  const missing = () =>
    refusal('PERSISTED_DOCUMENT_ID_REQUIRED', '只接受已登记的查询，请给出其标识 / only registered documents are accepted, by their identifier')
  return {
    persistedDocuments: {
      extractPersistedOperationId: (params) => params.documentId ?? params.extensions?.persistedQuery?.sha256Hash ?? null,
      getPersistedOperation: (id) => documents.get(id) ?? null,
      allowArbitraryDocuments: false,
      customErrors: { persistedQueryOnly: missing, keyNotFound: missing, notFound: unknown },
    },
  }
}
