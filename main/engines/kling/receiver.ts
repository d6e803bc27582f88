import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AppError } from '../../../core/errors'
import { systemCode } from '../../shared/system-code'

/** Where the service's notices arrive. */
export interface Receiver {
  readonly port: number
  /** Takes no more, and ends what is under way. */
  close(): Promise<void>
}

export interface ReceiverOptions {
  /** Of this computer, at 127.0.0.1; 0: any free one. */
  readonly port: number
  /** Somebody says that a task has changed. Whoever reaches the port can say so: believe nothing of it. */
  readonly onHint: (taskId: string) => void
  /** From its first byte to its last a notice may take so long, ms. Default: 10 s. */
  readonly patienceMs?: number
}

/** Largest notice, bytes: an answer to a question with 9 links has some 5 kB. */
const maxBytes = 64_000
const maxConnections = 100
const maxIdLength = 200
const patience = 10_000

/**
 * Listens for the service's callbacks. Of a notice only `task_id` is read, at the top or under `data`: it says which
 * task to ask after, and the answer to that question is what counts.
 * @throws {AppError} `bad-request` when the port cannot be had, in words for the form
 */
export async function openReceiver({ port, onHint, patienceMs = patience }: ReceiverOptions): Promise<Receiver> {
  const server = createServer(
    {
      headersTimeout: patienceMs,
      requestTimeout: patienceMs,
      connectionsCheckingInterval: Math.min(patienceMs, 1000),
      keepAliveTimeout: 5000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      receive(request, onHint)
        .then((status) => answer(response, status))
        .catch(() => request.destroy())
    },
  )
  server.maxConnections = maxConnections
  await listen(server, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    const why = systemCode(error) === 'EADDRINUSE' ? 'another program uses it' : (systemCode(error) ?? String(error))
    throw new AppError(
      'bad-request',
      `Notices of the service cannot be received at port ${port}: ${why}. Choose another port; until then tasks are asked after as usual.`,
      { cause: error },
    )
  }
}

/** @returns the HTTP status to answer with */
async function receive(request: IncomingMessage, onHint: (taskId: string) => void): Promise<number> {
  if (request.method !== 'POST') return 405
  const body = await bodyOf(request)
  if (body === null) return 413
  const taskId = taskIdIn(body)
  if (taskId === null) return 400
  onHint(taskId)
  return 200
}

/** `null`: it is larger than any notice. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function taskIdIn(body: string): string | null {
  try {
    const notice: unknown = JSON.parse(body)
    return taskIdOf(notice) ?? taskIdOf(memberOf(notice, 'data'))
  } catch {
    return null
  }
}

function taskIdOf(value: unknown): string | null {
  const id = memberOf(value, 'task_id')
  return typeof id === 'string' && id !== '' && id.length <= maxIdLength ? id : null
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined
}

function answer(response: ServerResponse, status: number): void {
  // What is left of a notice that is refused is not read: the connection ends with the answer.
  response.writeHead(status, { 'content-type': 'text/plain', ...(status !== 200 && { connection: 'close' }) })
  response.end()
}
