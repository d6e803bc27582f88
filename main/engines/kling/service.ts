import { AppError } from '../../../core/errors'
import type { CreateOptions, CreateRequest, ExpandService } from '../../../core/service/client'
import { type Credentials, credentialsProblem } from '../../../core/service/credentials'
import { type DoorId, expandPath } from '../../../core/service/doors'
import { parseEndpoint } from '../../../core/service/endpoint'
import type {
  CheckReport,
  CreateOutcome,
  DownloadOutcome,
  ListOutcome,
  QueryOutcome,
  QuestionTrouble,
} from '../../../core/service/outcomes'
import { listPageSize } from '../../../core/service/rules'
import type { ServiceTask } from '../../../core/service/task'
import { readTask, type ServiceAnswer } from './answers'
import { accountFingerprint } from './auth'
import { createBody } from './body'
import { Channel, defaultTimeouts, type Reply, type Timeouts } from './channel'
import { Connections } from './connections'
import { download } from './download'
import { freeCheck } from './free-check'
import {
  answerEvidence,
  judgeBrokenCreate,
  judgeBrokenQuestion,
  judgeCreate,
  judgeTrouble,
  rowOf,
  type Sending,
  tableError,
  toldTask,
  unreachableError,
} from './judge'
import { type ProxyResolver, proxiesFromEnvironment } from './proxies'

export interface ServiceOptions {
  readonly door: DoorId
  /** As the user typed it. */
  readonly endpoint: string
  readonly credentials: Credentials
  /** Default: the environment's. */
  readonly proxies?: ProxyResolver
  readonly timeouts?: Partial<Timeouts>
  /** Largest render, bytes. Default: 128 MB, twice the bare pixels of the largest (2560 px square, three times the area). */
  readonly maxRenderBytes?: number
  /** ms since 1970. Default: the system's clock. */
  readonly now?: () => number
}

const maxRenderBytes = 128_000_000

interface Asking {
  readonly signal?: AbortSignal
}

/**
 * Opens one account at one door. Nothing is sent by opening.
 * @throws {AppError} `bad-request` for an endpoint or credentials that cannot be used, in words for the form.
 */
export function openService(options: ServiceOptions): ExpandService {
  const endpoint = parseEndpoint(options.endpoint)
  if (endpoint.kind === 'invalid') throw new AppError('bad-request', endpoint.reason)
  const problem = credentialsProblem(options.door, options.credentials)
  if (problem !== null) throw new AppError('bad-request', problem)
  return new Service(options, endpoint.url)
}

class Service implements ExpandService {
  readonly door: DoorId
  readonly account: string
  readonly #channel: Channel
  readonly #connections: Connections
  readonly #timeouts: Timeouts
  readonly #maxRenderBytes: number

  constructor(
    options: ServiceOptions,
    readonly endpoint: string,
  ) {
    const now = options.now ?? Date.now
    this.door = options.door
    this.account = accountFingerprint(options.credentials)
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts }
    this.#maxRenderBytes = options.maxRenderBytes ?? maxRenderBytes
    this.#connections = new Connections(
      options.proxies ?? proxiesFromEnvironment(process.env),
      this.#timeouts.connectMs,
    )
    this.#channel = new Channel(endpoint, options.credentials, this.#connections, this.#timeouts, now)
  }

  async create(request: CreateRequest, { resent }: CreateOptions): Promise<CreateOutcome> {
    let body: ReturnType<typeof createBody>
    try {
      body = createBody(this.door, request)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { kind: 'not-accepted', error, consequence: { kind: 'fail' } }
    }
    const reply = await this.#channel.ask({ method: 'POST', path: expandPath, body })
    if (reply.kind === 'answer') return judgeCreate(reply.answer, resent, reply.sending)
    if (reply.kind === 'broken') return judgeBrokenCreate(reply, reply.sending)
    const error = unreachableError(reply, reply.sending.url)
    return { kind: 'not-accepted', error, consequence: { kind: 'block', reason: 'offline' } }
  }

  async query(taskId: string, asking: Asking = {}): Promise<QueryOutcome> {
    return this.#askAfter(taskId, (task) => task.taskId === taskId, asking)
  }

  async lookUp(externalTaskId: string, asking: Asking = {}): Promise<QueryOutcome> {
    // Not every gateway repeats the id; another one, though, is another one's task.
    const isMine = (task: ServiceTask): boolean =>
      task.externalTaskId === null || task.externalTaskId === externalTaskId
    return this.#askAfter(externalTaskId, isMine, asking)
  }

  async #askAfter(id: string, isAsked: (task: ServiceTask) => boolean, asking: Asking): Promise<QueryOutcome> {
    const path = `${expandPath}/${encodeURIComponent(id)}`
    const reply = await this.#channel.ask({ method: 'GET', path, ...asking })
    if (reply.kind !== 'answer') return silence(reply)
    const { answer, sending } = reply
    const task = toldTask(answer, sending.redact)
    if (task) return isAsked(task) ? { kind: 'task', task } : otherTask(answer, sending)
    const row = rowOf(answer)
    if (row?.error === 'no-route' && answer.status < 500) {
      return { kind: 'not-found', error: new AppError('not-found', tableError(row, answer).message) }
    }
    return judgeTrouble(answer, sending)
  }

  async list(page: number, asking: Asking = {}): Promise<ListOutcome> {
    const path = `${expandPath}?pageNum=${page}&pageSize=${listPageSize}`
    const reply = await this.#channel.ask({ method: 'GET', path, ...asking })
    if (reply.kind !== 'answer') return silence(reply)
    const { answer, sending } = reply
    if (answer.code !== 0 || !Array.isArray(answer.data)) return judgeTrouble(answer, sending)
    // An entry that cannot be read is none: what is not found in a list is not proven absent by it.
    const tasks = answer.data.flatMap((entry: unknown) => {
      const task = readTask(entry, sending.redact)
      return task?.status ? [{ ...task, status: task.status }] : []
    })
    return { kind: 'tasks', tasks }
  }

  check({ signal }: Asking = {}): Promise<CheckReport> {
    return freeCheck(this.#channel, this.door, signal)
  }

  download(url: string, file: string, { signal }: Asking = {}): Promise<DownloadOutcome> {
    return download(url, file, {
      connections: this.#connections,
      idleMs: this.#timeouts.downloadMs,
      totalMs: this.#timeouts.downloadTotalMs,
      maxBytes: this.#maxRenderBytes,
      ...(signal && { signal }),
    })
  }

  close(): Promise<void> {
    return this.#connections.close()
  }
}

/** A question that got no whole answer. */
function silence(reply: Exclude<Reply, { kind: 'answer' }>): QuestionTrouble {
  return reply.kind === 'not-sent'
    ? { kind: 'unreachable', error: unreachableError(reply, reply.sending.url) }
    : judgeBrokenQuestion(reply, reply.sending)
}

/** An answer about a task that was not asked after: believing it would give one photo's render to another. */
function otherTask(answer: ServiceAnswer, sending: Sending): QuestionTrouble {
  return {
    kind: 'unclear',
    error: new AppError('service-unclear', 'The service answered for another task; it is asked again.', {
      retryable: true,
    }),
    evidence: answerEvidence(answer, sending),
    retryAfterMs: answer.retryAfterMs,
  }
}
