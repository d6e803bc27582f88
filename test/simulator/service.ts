import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { authenticate } from './auth'
import type { Context } from './context'
import { type CreateCall, type Decision, decide } from './creates'
import { serveFile } from './downloads'
import { needsTruth, sendFault } from './fault-replies'
import type { Fault } from './fault-rules'
import type { DoorName, DoorOptions } from './options'
import { type Refusal, refusal } from './refusal'
import { type Answer, htmlAnswer, jsonAnswer, readBody, send } from './wire'

const path = '/v1/images/editing/expand'

/** One request on its way. */
interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly door: DoorName
  readonly url: URL
  readonly requestId: string
}

function refused({ status, code, message }: Refusal, requestId: string): Answer {
  return jsonAnswer(status, { code, message, request_id: requestId })
}

function succeeded(data: unknown, requestId: string): Answer {
  return jsonAnswer(200, { code: 0, message: 'SUCCEED', request_id: requestId, data })
}

function missingRoute(style: DoorOptions['missing']): Answer {
  if (style === 'html') return htmlAnswer(404)
  return jsonAnswer(style === 'null-200' ? 200 : 404, { code: null, message: '404' })
}

/** The one step below the path, decoded; `null`: there is none, or more. */
function idOf(route: string): string | null {
  const step = route.startsWith(`${path}/`) ? route.slice(path.length + 1) : ''
  if (step === '' || step.includes('/')) return null
  try {
    return decodeURIComponent(step)
  } catch {
    return null
  }
}

/** Answers one request of either door, or for a file. */
export async function serve(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', context.origin())
  if (url.pathname.startsWith('/files/')) return serveFile(context, request, response, url)
  const door: DoorName = url.pathname.startsWith('/kling/') ? 'cometapi' : 'kling'
  const route = door === 'cometapi' ? url.pathname.slice('/kling'.length) : url.pathname
  const call: Call = { request, response, door, url, requestId: randomUUID() }
  const there = context.options().doors[door]
  const id = idOf(route)
  if (route === path && request.method === 'POST') {
    return there.create === 'there' ? create(context, call) : unrouted(call, there)
  }
  if (route === path && request.method === 'GET') {
    return there.list === 'there' ? list(context, call) : unrouted(call, there)
  }
  if (id !== null && request.method === 'GET') {
    return there.query === 'there' ? query(context, call, id) : unrouted(call, there)
  }
  await readBody(request, null)
  const known = route === path || id !== null
  send(response, known ? refused(refusal(1202), call.requestId) : missingRoute(there.missing))
}

async function unrouted({ request, response }: Call, there: DoorOptions): Promise<void> {
  await readBody(request, null)
  send(response, missingRoute(there.missing))
}

async function create(context: Context, call: Call): Promise<void> {
  const { request, response, door, requestId } = call
  const fault = context.faults.next('create', door, Number(request.headers['content-length'] ?? 0))
  const cutAfter = fault?.reply?.kind === 'cut' ? (fault.reply.afterBytes ?? null) : null
  const text = await readBody(request, cutAfter)
  const record = (code: number | null, id: string | null): void =>
    context.stats.add({ at: context.now(), on: 'create', door, id, fault: faultName(fault), code })
  if (text === null) {
    record(null, null)
    return send(response, htmlAnswer(413))
  }
  const createCall: CreateCall = { door, authorization: request.headers.authorization, text }
  const work = async (): Promise<Decision> => {
    await context.pause(fault?.landMs ?? 0)
    const decision = await decide(context, createCall, fault?.task)
    if (decision.kind === 'accepted') record(0, decision.charge.externalTaskId)
    else record(decision.refusal.code, decision.externalTaskId)
    return decision
  }
  const answerOf = (decision: Decision): Answer =>
    decision.kind === 'accepted'
      ? succeeded(context.tasks.describe(decision.charge, context.origin()), requestId)
      : refused(decision.refusal, requestId)

  if (fault?.reply && !needsTruth(fault.reply)) {
    if (!fault.accept) record(null, externalIdIn(text))
    const landing = fault.accept ? work() : null
    // Without `landMs` it is accepted first, so that a refusal is told as one: nothing was accepted then.
    const decision = fault.landMs === 0 ? await landing : null
    await context.pause(fault.delayMs)
    if (decision?.kind === 'refused') return send(response, answerOf(decision))
    await sendFault(context, response, fault.reply, requestId, async () => missingRoute('null-404'))
    await landing
    return
  }
  const answer = answerOf(await work())
  await context.pause(fault?.delayMs ?? 0)
  if (fault?.reply) return sendFault(context, response, fault.reply, requestId, async () => answer)
  send(response, answer)
}

/** The caller's id in a create that is not looked at otherwise. */
function externalIdIn(text: string): string | null {
  try {
    const { external_task_id: id } = JSON.parse(text) as Record<string, unknown>
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

async function query(context: Context, call: Call, id: string): Promise<void> {
  const { request, door } = call
  const fault = context.faults.next('query', door)
  const decided = (): { answer: Answer; code: number } => {
    const account = authenticate(request.headers.authorization, door, context.options().accounts, context.now())
    if ('code' in account) return { answer: refused(account, call.requestId), code: account.code }
    const found =
      context.tasks.byTaskId(account.name, id) ??
      (context.options().doors[door].lookUps ? context.tasks.byExternalId(account.name, id) : null)
    if (!found) return { answer: refused(refusal(1203), call.requestId), code: 1203 }
    return { answer: succeeded(context.tasks.describe(found, context.origin()), call.requestId), code: 0 }
  }
  await answerQuestion(context, call, fault, 'query', id, decided)
}

async function list(context: Context, call: Call): Promise<void> {
  const { request, door, url, requestId } = call
  const fault = context.faults.next('list', door)
  const decided = (): { answer: Answer; code: number } => {
    const account = authenticate(request.headers.authorization, door, context.options().accounts, context.now())
    if ('code' in account) return { answer: refused(account, requestId), code: account.code }
    const page = pageOf(url)
    if ('code' in page) return { answer: refused(page, requestId), code: page.code }
    const start = (page.number - 1) * page.size
    const tasks = context.tasks.list(account.name).slice(start, start + page.size)
    return {
      answer: succeeded(
        tasks.map((task) => context.tasks.describe(task, context.origin())),
        requestId,
      ),
      code: 0,
    }
  }
  await answerQuestion(context, call, fault, 'list', null, decided)
}

async function answerQuestion(
  context: Context,
  { request, response, door, requestId }: Call,
  fault: Fault | null,
  on: 'query' | 'list',
  id: string | null,
  decided: () => { readonly answer: Answer; readonly code: number },
): Promise<void> {
  await readBody(request, null)
  await context.pause(fault?.delayMs ?? 0)
  const decision = fault?.reply && !needsTruth(fault.reply) ? null : decided()
  context.stats.add({ at: context.now(), on, door, id, fault: faultName(fault), code: decision?.code ?? null })
  if (fault?.reply) {
    return sendFault(
      context,
      response,
      fault.reply,
      requestId,
      async () => decision?.answer ?? missingRoute('null-404'),
    )
  }
  if (decision) send(response, decision.answer)
}

function pageOf(url: URL): { readonly number: number; readonly size: number } | Refusal {
  const read = (name: string, initial: number, max: number): number | null => {
    const text = url.searchParams.get(name)
    if (text === null) return initial
    const value = /^\d+$/.test(text) ? Number(text) : 0
    return value >= 1 && value <= max ? value : null
  }
  const number = read('pageNum', 1, 1000)
  const size = read('pageSize', 30, 500)
  if (number === null) return refusal(1201, 'pageNum must be between 1 and 1000')
  return size === null ? refusal(1201, 'pageSize must be between 1 and 500') : { number, size }
}

function faultName(fault: Fault | null): string | null {
  if (fault === null) return null
  return fault.reply?.kind ?? (fault.task ? 'task' : 'delay')
}
