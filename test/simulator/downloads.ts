import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Context } from './context'
import { sendFault } from './fault-replies'
import { paintOtherShape } from './renders'
import { type Answer, send } from './wire'

const linkPath = /^\/files\/(?<task>[0-9a-f]+)\/(?<name>(?<index>\d)(?:-watermark)?)\.(?:jpg|png)$/

/** Serves one picture as a file server in front of a bucket does: the link's signature is all it asks for. */
export async function serveFile(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { task = '', name = '', index = '0' } = linkPath.exec(url.pathname)?.groups ?? {}
  const charge = context.tasks.any(task)
  const fault = context.faults.next('download', charge?.door ?? 'kling')
  context.stats.add({
    at: context.now(),
    on: 'download',
    door: 'files',
    id: task === '' ? null : task,
    fault: fault?.reply?.kind ?? null,
    code: null,
  })
  if (request.headers.authorization !== undefined) {
    context.stats.leakedKeys += 1
    return send(response, xml(400, 'InvalidArgument', 'Only one auth mechanism allowed'))
  }
  await context.pause(fault?.delayMs ?? 0)
  const expires = Number(url.searchParams.get('expires'))
  const good = context.tasks.isGoodLink(task, name, expires, url.searchParams.get('signature') ?? '')
  if (!charge || !good) return send(response, xml(403, 'AccessDenied', 'Request has expired'))
  const truth = async (): Promise<Answer> => {
    const { render } = context.options()
    const other = fault?.reply?.kind === 'other-shape'
    const painted = () =>
      readFile(join(context.folder, 'uploads', task)).then((upload) =>
        context.paint(upload, charge, Number(index), render),
      )
    const body = await (other ? paintOtherShape(charge) : painted())
    return { status: 200, headers: { 'content-type': other ? 'image/jpeg' : `image/${render.format}` }, body }
  }
  if (fault?.reply) return sendFault(context, response, fault.reply, randomUUID(), truth)
  send(response, await truth())
}

function xml(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) }
}
