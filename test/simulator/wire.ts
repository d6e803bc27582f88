import type { IncomingMessage, ServerResponse } from 'node:http'

/** An answer before it is written. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Largest body that is read at all, bytes; beyond it a plain 413, as a gateway's. */
const maxBody = 32_000_000

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  }
}

export function htmlAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: Buffer.from(body) }
}

/** Ends the connection without an answer. */
export function cut(response: ServerResponse): void {
  response.socket?.destroy()
}

/** The body as text; `null` when it was too large, was cut, or was to be cut after so many bytes. */
export async function readBody(request: IncomingMessage, cutAfter: number | null): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (cutAfter !== null && size > cutAfter) {
        request.socket.destroy()
        return null
      }
      if (size > maxBody) return null
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Writes an answer whole. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) })
  response.end(answer.body)
}
