import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Context } from './context'
import type { FaultReply } from './fault-rules'
import { refusal } from './refusal'
import { type Answer, cut, htmlAnswer, jsonAnswer, send } from './wire'

/** Replies that are made from the true answer: the request is worked on first, whatever else the fault says. */
export function needsTruth(reply: FaultReply): boolean {
  return ['edit', 'truncated', 'drip', 'short-picture'].includes(reply.kind)
}

/** Writes the head, a share of the body, and cuts. */
function sendTruncated(response: ServerResponse, answer: Answer, share: number): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) })
  const socket: Socket | null = response.socket
  response.write(answer.body.subarray(0, Math.floor(answer.body.length * share)), () => socket?.destroy())
}

/** Writes the answer in pieces, with a pause before each. */
async function sendDripping(
  response: ServerResponse,
  answer: Answer,
  pieces: number,
  pause: () => Promise<void>,
): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) })
  const size = Math.ceil(answer.body.length / pieces)
  for (let start = 0; start < answer.body.length && !response.destroyed; start += size) {
    response.write(answer.body.subarray(start, start + size))
    await pause()
  }
  response.end()
}

/** Writes zeros for as long as the other side takes them. */
async function sendHuge(response: ServerResponse, bytes: number, announced: boolean): Promise<void> {
  response.writeHead(200, {
    'content-type': 'image/jpeg',
    ...(announced && { 'content-length': String(bytes) }),
  })
  const piece = Buffer.alloc(65_536)
  for (let left = bytes; left > 0 && !response.destroyed; left -= piece.length) {
    const more = response.write(left < piece.length ? piece.subarray(0, left) : piece)
    if (!more) await new Promise<void>((resolve) => onceEither(response, resolve))
  }
  response.end()
}

function onceEither(response: ServerResponse, call: () => void): void {
  const done = (): void => {
    response.off('drain', done)
    response.off('close', done)
    call()
  }
  response.on('drain', done)
  response.on('close', done)
}

/** The true answer with fields set and left out, by paths like `data.task_status`. */
function edited(answer: Answer, reply: Extract<FaultReply, { kind: 'edit' }>): Answer {
  const value: unknown = JSON.parse(answer.body.toString('utf8'))
  for (const [path, field] of Object.entries(reply.set)) change(value, path, (owner, name) => (owner[name] = field))
  for (const path of reply.omit) change(value, path, (owner, name) => delete owner[name])
  return jsonAnswer(reply.status ?? answer.status, value)
}

function change(value: unknown, path: string, apply: (owner: Record<string, unknown>, name: string) => void): void {
  const steps = path.split('.')
  const name = steps.pop() ?? ''
  let owner = value
  for (const step of steps) {
    owner = typeof owner === 'object' && owner !== null ? (owner as Record<string, unknown>)[step] : undefined
  }
  if (typeof owner === 'object' && owner !== null) apply(owner as Record<string, unknown>, name)
}

/**
 * Answers with the fault in the place of the truth. `truth` is only worked out by the replies that are made from it.
 * Resolves once the answer is written, or never will be.
 */
export async function sendFault(
  { pause }: Pick<Context, 'pause'>,
  response: ServerResponse,
  reply: FaultReply,
  requestId: string,
  truth: () => Promise<Answer>,
): Promise<void> {
  const asked: Record<string, string> =
    'retryAfter' in reply && reply.retryAfter !== undefined ? { 'retry-after': reply.retryAfter } : {}
  switch (reply.kind) {
    case 'cut':
      return cut(response)
    case 'silence':
      return
    case 'code': {
      const { status, code, message } = refusal(reply.code, reply.message, reply.status)
      return send(response, jsonAnswer(status, { code, message, request_id: requestId }, asked))
    }
    case 'html':
      return send(response, htmlAnswer(reply.status, asked))
    case 'empty':
      return send(response, { status: reply.status, headers: asked, body: Buffer.alloc(0) })
    case 'openai': {
      const error = { message: reply.message, type: 'upstream_error', code: 'bad_response_status_code' }
      return send(response, jsonAnswer(reply.status, { error }, asked))
    }
    case 'null-404':
      return send(response, jsonAnswer(reply.status, { code: null, message: '404' }))
    case 'raw':
      return send(response, { status: reply.status, headers: reply.headers, body: Buffer.from(reply.body) })
    case 'edit':
      return send(response, edited(await truth(), reply))
    case 'truncated':
      return sendTruncated(response, await truth(), reply.share)
    case 'short-picture': {
      const whole = await truth()
      return send(response, { ...whole, body: whole.body.subarray(0, Math.floor(whole.body.length * reply.share)) })
    }
    case 'noise':
      return send(response, {
        status: 200,
        headers: { 'content-type': 'image/jpeg' },
        body: Buffer.alloc(50_000, 'not a picture '),
      })
    case 'huge':
      return sendHuge(response, reply.bytes, reply.announced)
    case 'expired': {
      const body = Buffer.from(
        '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
      )
      return send(response, { status: reply.status, headers: { 'content-type': 'application/xml' }, body })
    }
    case 'redirect':
      return send(response, { status: reply.status, headers: { location: reply.to }, body: Buffer.alloc(0) })
    case 'other-shape':
      return send(response, await truth())
    case 'drip':
      return sendDripping(response, await truth(), reply.pieces, () => pause(reply.pauseMs))
  }
}
