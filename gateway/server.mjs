// The entry: reads the settings, serves HTTP, SSE and WebSocket, and stops in order on SIGTERM or SIGINT.

import module from 'node:module'

module.enableCompileCache() // in the system's temporary folder, or NODE_COMPILE_CACHE: a second start compiles nothing
const { start } = await import('./serve.mjs')
await start(process.env)
