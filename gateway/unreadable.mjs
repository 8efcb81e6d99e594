// What is no HTTP that can be read never becomes a request: Node hangs up with a bare status, and here says why.

export const MAX_HEADER_BYTES = 16 * 1024
export const REQUEST_READ_MS = 30_000 // a request that takes longer to arrive is given up

const HEADERS = MAX_HEADER_BYTES / 1024
const SECONDS = REQUEST_READ_MS / 1000
const FAULTS = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'TOO_LARGE', `请求头过大，最多 ${HEADERS} KB / the headers are larger than ${HEADERS} KB`],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'TIMEOUT', `请求未在 ${SECONDS} 秒内送达 / the request did not arrive within ${SECONDS} s`],
}
const OTHERWISE = ['400 Bad Request', 'BAD_INPUT', '不是合法的 HTTP 请求 / this is not valid HTTP']

/** Answer such requests of this server, except where an answer is on its way over the connection: `open` are those under way. */
export function answerUnreadable(server, open) {
  server.on('clientError', ({ code: reason }, socket) => {
    const answering = [...open].some((response) => response.socket === socket)
    if (reason !== 'ECONNRESET' && socket.writable && !answering) {
      const [status, code, message] = FAULTS[reason] ?? OTHERWISE
      const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
      const headers = `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
      socket.write(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`)
    }
    socket.destroySoon()
  })
}
