/** One line of JSON a request: what was asked, by its name, and how it went. No token, variable, document or address. */
export function useAccessLog(log) {
  const notes = new WeakMap() // by request, or by the context of a WebSocket's operation: what is learned on the way
  const note = (request, more) => {
    if (request) notes.set(request, { ...notes.get(request), ...more })
  }
  return {
    onRequest({ request }) {
      note(request, { started: performance.now() })
    },
    onExecute: ({ args }) => noteOperation(args, note),
    onSubscribe: ({ args }) => noteOperation(args, note),
    onExecutionResult({ result, context }) {
      if (!context.socket) return
      log.info({ method: 'WS', path: '/graphql', ...notes.get(context)?.operation, ...codesOf(result) }, 'request')
    },
    onResultProcess({ result, request }) {
      note(request, codesOf(result))
    },
    onResponse({ request, response }) {
      const { started, operation, codes } = notes.get(request) ?? {}
      const path = new URL(request.url, 'http://gateway').pathname
      if (path === '/healthcheck' || path === '/readiness') return
      log.info(
        {
          method: request.method,
          path,
          status: response.status,
          ms: Math.round((performance.now() - started) * 10) / 10,
          requestId: response.headers.get('x-request-id'),
          ...operation,
          ...(codes ? { codes } : {}),
        },
        'request',
      )
    },
  }
}

function noteOperation(args, note) {
  const named = args.document.definitions.filter((one) => one.kind === 'OperationDefinition')
  const chosen = named.find((one) => one.name?.value === args.operationName) ?? named[0]
  const context = args.contextValue
  note(context.socket ? context : context.request, {
    operation: {
      type: chosen?.operation ?? null,
      operation: chosen?.name?.value ?? null,
      trace: context.forwarded?.traceparent.split('-')[1] ?? null,
    },
  })
}

function codesOf(result) {
  const codes = [...new Set((result?.errors ?? []).map((error) => error.extensions?.code))]
  return codes.length > 0 ? { codes } : {}
}
