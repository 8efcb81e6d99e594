// PostGraphile as it is meant to be served, in as many processes as its rival has: for ./dev bench reads and nothing else.
// It asks nobody who they are; row-level security sees the one division that its connections name.

import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { jsonPgSmartTags } from 'postgraphile/utils'

const { PGL_URL, PGL_PORT, PGL_PROCESSES, PGL_POOL, PGL_SETTINGS } = process.env

// It offers filters and orders by columns that open an index; these are within one, or beside the keys of a page.
const offered = (what) => ({ tags: { behavior: `+attribute:${what} +${what}` } })
const config = {
  class: {
    // The table `nodes` would be the type `Node`, which is Relay's.
    nodes: {
      tags: { name: 'schedule_nodes' },
      attribute: { position: offered('orderBy'), current: offered('filterBy') },
    },
    schedules: { attribute: { kind: offered('filterBy') } },
    fund_sources: { attribute: { position: offered('orderBy') } },
  },
}

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags({ version: 1, config })],
  pgServices: [
    makePgService({
      connectionString: PGL_URL,
      // While another side has its turn, connections with their prepared statements are kept.
      poolConfig: { max: Number(PGL_POOL), idleTimeoutMillis: 0, options: PGL_SETTINGS },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false, watch: false },
}

if (cluster.isPrimary) {
  for (let i = 0; i < Number(PGL_PROCESSES); i++) cluster.fork()
  cluster.on('exit', () => process.exit(1))
  process.on('SIGTERM', () => process.exit(0))
} else {
  const server = createServer()
  await postgraphile(preset).createServ(grafserv).addTo(server)
  server.listen(Number(PGL_PORT), '127.0.0.1')
}
