import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A create as it passed by. */
export interface TappedCreate {
  readonly externalTaskId: string
  readonly bytes: number
}

/** Another address of the service, which tells what passes through it. */
export interface Tap {
  readonly address: string
  readonly creates: readonly TappedCreate[]
}

/**
 * Opens one in front of `to`. `onHead` is called when the head of a create has come and its body has not been read.
 */
export async function openTap(
  to: () => string,
  onHead: (request: IncomingMessage) => void = () => undefined,
): Promise<Tap> {
  const creates: TappedCreate[] = []
  const server = createServer((request, response) => {
    const pass = async () => {
      if (request.method === 'POST') onHead(request)
      const body = request.method === 'POST' ? await buffer(request) : null
      if (body) {
        const { external_task_id: id } = JSON.parse(body.toString()) as Record<string, unknown>
        if (typeof id === 'string') creates.push({ externalTaskId: id, bytes: body.length })
      }
      const answer = await fetch(`${to()}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
        ...(body && { body }),
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(await answer.text())
    }
    // Whatever the service does, a cut say, is done to the caller too.
    pass().catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, creates }
}
