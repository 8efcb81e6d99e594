// Composes the four services' schemas into supergraph.graphql, and guards the promise made to clients with the committed one.
//
//   node compose.mjs                    write it; refused where that would break clients
//   node compose.mjs --allow-breaking   write it all the same
//   node compose.mjs --check            write nothing: is the committed file what the schemas say today?
//
// --services FOLDER and --out FILE name other places. Exit codes: 0 well, 1 stale or breaking, 2 no supergraph comes of it.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, findBreakingChanges, parse, validate } from 'graphql'
import { SUBGRAPHS } from './settings.mjs'

const SUPERGRAPH = fileURLToPath(new URL('supergraph.graphql', import.meta.url))
const EXAMPLES = fileURLToPath(new URL('examples/', import.meta.url))
const HEADING = '# Composed by compose.mjs from services/*/schema.graphql. The addresses are placeholders.\n\n'

/** The supergraph of these subgraph schemas by name, or every reason why there is none. */
export function compose(schemas) {
  const subgraphs = []
  const faults = []
  for (const [name, text] of Object.entries(schemas)) {
    try {
      subgraphs.push({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(text) })
    } catch (error) {
      faults.push(`${name}: ${error.message}`)
    }
  }
  if (faults.length > 0) return { faults }
  const { supergraphSdl, errors } = composeServices(subgraphs)
  if (errors) return { faults: errors.map((error) => `${error.extensions?.code ?? 'ERROR'}: ${error.message}`) }
  return { supergraph: `${HEADING}${supergraphSdl.trim()}\n` }
}

/** What clients of the old supergraph could no longer do with the new one, in words. */
export function breakingChanges(before, after) {
  return findBreakingChanges(publicSchema(before), publicSchema(after)).map(({ description }) => description)
}

function publicSchema(supergraph) {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)), { assumeValid: true })
}

function main() {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      'allow-breaking': { type: 'boolean', default: false },
      services: { type: 'string', default: fileURLToPath(new URL('../services/', import.meta.url)) },
      out: { type: 'string', default: SUPERGRAPH },
    },
  })
  const { supergraph, faults } = compose(readSchemas(values.services))
  if (faults) return fail(2, '无法合成 supergraph / the schemas do not compose:', faults)
  const unfit = values.out === SUPERGRAPH ? examplesAtFault(supergraph) : []
  if (unfit.length > 0) return fail(1, '示例与架构不符 / examples do not fit the schema:', unfit)
  const committed = existsSync(values.out) ? readFileSync(values.out, 'utf8') : null
  if (committed === supergraph) return 0
  const broken = committed === null || values['allow-breaking'] ? [] : breakingChanges(committed, supergraph)
  if (broken.length > 0) {
    return fail(1, '对客户端的破坏性变更，确需如此请加 --allow-breaking / this breaks clients; if it must be, add --allow-breaking:', broken)
  }
  if (values.check) {
    return fail(1, `${values.out} 已过时，请运行 compose.mjs / is out of date: run compose.mjs`, [])
  }
  writeFileSync(values.out, supergraph)
  return 0
}

function readSchemas(folder) {
  return Object.fromEntries(SUBGRAPHS.map((name) => [name, readFileSync(join(folder, name, 'schema.graphql'), 'utf8')]))
}

// GraphiQL offers these; one that no longer fits the schema would greet a newcomer with an error.
function examplesAtFault(supergraph) {
  const schema = publicSchema(supergraph)
  return readdirSync(EXAMPLES).filter((name) => name.endsWith('.graphql')).flatMap((name) =>
    validate(schema, parse(readFileSync(join(EXAMPLES, name), 'utf8'))).map(({ message }) => `${name}: ${message}`),
  )
}

function fail(code, heading, lines) {
  process.stderr.write(`${heading}\n${lines.map((line) => `- ${line}\n`).join('')}`)
  return code
}

if (import.meta.main) {
  try {
    process.exitCode = main()
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    process.exitCode = fail(2, '缺少文件 / a file is missing:', [error.path])
  }
}
