import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * The documents that clients may run, by the SHA-256 of their text: `{"<64 hex digits>": "query …"}`.
 * Throws an Error that names every entry whose digest is not that of its document.
 */
export function readSafelist(path) {
  const documents = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))))
  const wrong = [...documents].filter(([digest, text]) => createHash('sha256').update(text).digest('hex') !== digest)
  if (wrong.length > 0) {
    throw new Error(`${path}: not the SHA-256 of their documents: ${wrong.map(([digest]) => digest).join(', ')}`)
  }
  return documents
}
