import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../core/errors'
import { backoffMs } from '../../../core/service/backoff'
import type { ExpandService } from '../../../core/service/client'
import type { ServiceTask, TaskImage } from '../../../core/service/task'
import { throwIfCancelled, unlessAborted } from '../../shared/cancel'
import { outputError } from '../../shared/fs-errors'
import { systemCode } from '../../shared/system-code'
import type { CreateRow } from '../store/creates'
import type { RenderRow } from '../store/renders'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
import { renderLifeMs } from './create-row'
import { type Ending, type Life, releaseSlots, setStep, setWaiting } from './life'
import type { Poller } from './poller'
import type { RenderCache } from './render-cache'
import { Blocked } from './stops'
import { waitFor } from './wait'

export interface FetchTools {
  readonly book: CreateBook
  readonly clock: Clock
  readonly cache: RenderCache
  readonly poller: Poller
  readonly closing: AbortSignal
  /** The service told the task. */
  readonly onSeen: (row: CreateRow) => void
  /** Jobs that were told to wait for an answer may go on. */
  readonly onFreed: (row: CreateRow) => void
}

const downloadWait = { baseMs: 1000, maxMs: 60_000 }

/** Tries to get a task's pictures until its job fails; a retry goes on, free. Some five minutes. */
const mostTries = 9

/** How often a task that has fewer pictures than were asked for is asked after again before that is believed. */
const doubts = 2

/** Asks after an accepted create until it has ended, and fetches its pictures. */
export async function fetchRenders(life: Life, tools: FetchTools): Promise<Ending> {
  setStep(life, 'running')
  const task = (await serviceOf(life)) && (await whenEnded(life, tools))
  releaseSlots(life)
  if (task === null) return locked(life)
  if (task === 'gone') return end(life, [], tools, { error: goneError(life.row) })
  setStep(life, 'downloading')
  if (task.status === 'succeed') return await fetchAll(life, task, tools)
  const why = task.statusMessage ?? 'the service gave no reason'
  const error = new AppError('task-failed', `The service could not paint ${life.row.source}: ${why}.`)
  return end(life, [], tools, { error, units: task.units })
}

/** The key it was bought with is not here: it goes on once it is. */
function locked({ row, door }: Life): Ending {
  const message = `The task for ${row.source} was bought with another key. Store that key again: nothing is bought twice.`
  return { kind: 'blocked', blocked: door.silent ?? new Blocked('no-key', new AppError('no-key', message)) }
}

/** Whether its render is deleted by now: nothing comes of it any more. */
function isGone({ acceptedAt }: CreateRow, clock: Clock): boolean {
  return acceptedAt !== null && acceptedAt + renderLifeMs < clock.now()
}

function goneError({ source }: CreateRow): AppError {
  const message = `The render of ${source} could not be fetched in the 30 days that the service keeps it. Try again to have it painted anew.`
  return new AppError('link-expired', message)
}

/** The service that knows the task: at its own endpoint, or under the same account at the one in use. */
async function serviceOf({ row, door }: Life): Promise<ExpandService | null> {
  const own = await door.serviceFor(row)
  if (own) return own
  const now = await door.current()
  return now?.account === row.account ? now : null
}

/** @returns `gone`: its render is deleted by now; `null`: the key that it was bought with is not here any more */
async function whenEnded(life: Life, tools: FetchTools): Promise<ServiceTask | 'gone' | null> {
  const { poller, book, clock, closing, onSeen, onFreed } = tools
  const { id } = life.row
  const seen = () => {
    if (!life.row.seen) life.row = book.save(life.row, { ...life.row, seen: true })
    onSeen(life.row)
    if (life.stuck === null) return
    life.stuck = null
    onFreed(life.row)
  }
  const ended = () =>
    new Promise<ServiceTask | 'gone' | null>((resolve, reject) => {
      // What fails here is this create's own matter, not the poller's.
      const own =
        <A extends unknown[]>(heed: (...told: A) => void) =>
        (...told: A) => {
          try {
            heed(...told)
          } catch (error) {
            reject(error)
          }
        }
      poller.add(id, {
        row: () => life.row,
        onSeen: own(seen),
        onEnded: own((task) => {
          seen()
          resolve(task)
        }),
        onUnanswered: own((error) => {
          if (isGone(life.row, clock)) resolve('gone')
          else stick(life, error)
        }),
        onLocked: () => resolve(null),
      })
    })
  throwIfCancelled(closing)
  try {
    return await unlessAborted(ended(), closing)
  } finally {
    poller.remove(id)
  }
}

/** Tells its jobs to wait, though it is asked on. */
function stick(life: Life, cause: AppError): void {
  if (life.stuck) return
  const message = `The task for ${life.row.source} was accepted, but cannot be asked after now. It is asked again by itself; nothing is bought twice. ${cause.message}`
  life.stuck = new Blocked('no-query', new AppError('no-query', message, { cause }))
  for (const stop of life.followers.values()) stop(life.stuck)
}

/** Fetches pictures until all are here; broken and expired links are asked for again. */
async function fetchAll(life: Life, first: ServiceTask, tools: FetchTools): Promise<Ending> {
  const { clock, closing } = tools
  const renders = new Map<number, RenderRow>()
  let task = first
  let fewer = 0
  for (let tries = 1; ; tries += 1) {
    const problem = await fetchMissing(life, task, renders, tools)
    const { length } = life.row.variations
    const { units } = task
    if (renders.size === length) return end(life, [...renders.values()], tools, { error: null, units })
    if (problem === null && ++fewer > doubts) {
      const message = `The service made ${renders.size} of ${length} pictures of ${life.row.source}. Try again to get what is missing.`
      return end(life, [...renders.values()], tools, { error: new AppError('task-failed', message), units })
    }
    if (problem?.code === 'no-key') return locked(life)
    // Whoever lets the door answer again begins anew with it.
    if (life.door.silent) return { kind: 'blocked', blocked: life.door.silent }
    const error = problem ?? new AppError('service-unclear', 'The service told fewer pictures than were asked for.')
    if (tries >= mostTries) {
      // The task stays bought: a retry goes on here, for as long as there is something to be fetched.
      if (!isGone(life.row, clock)) return { kind: 'failed', error }
      return end(life, [...renders.values()], tools, { error: goneError(life.row), units })
    }
    const ms = backoffMs(downloadWait, tries, Math.random())
    setWaiting(life, { until: clock.now() + ms, error })
    await waitFor(clock, ms, closing)
    setWaiting(life, null)
    task = (await askAgain(life, closing)) ?? task
  }
}

/** @returns what kept a picture from being fetched; `null`: all that were told are here */
async function fetchMissing(
  life: Life,
  task: ServiceTask,
  renders: Map<number, RenderRow>,
  tools: FetchTools,
): Promise<AppError | null> {
  let problem: AppError | null = null
  for (const [position, variation] of life.row.variations.entries()) {
    const image = imageAt(task, position, life.row.variations.length)
    if (!image || renders.has(variation)) continue
    const result = await fetchOne(life, task, image, variation, tools)
    if (result instanceof AppError) problem = result
    else renders.set(variation, result)
  }
  return problem
}

/** The picture that was asked for in that place; services that count otherwise are taken by their order. */
function imageAt({ images }: ServiceTask, position: number, count: number): TaskImage | undefined {
  const counts = images.every(({ index }) => index < count)
  return counts ? images.find(({ index }) => index === position) : images[position]
}

async function fetchOne(
  life: Life,
  task: ServiceTask,
  image: TaskImage,
  variation: number,
  tools: FetchTools,
): Promise<RenderRow | AppError> {
  const { cache, closing, clock } = tools
  const { row } = life
  const service = await serviceOf(life)
  if (service === null) return new AppError('no-key', `There is no key to fetch the render of ${row.source} with.`)
  const part = cache.newPart()
  try {
    const outcome = await service.download(image.url, part, { signal: closing })
    if (outcome.kind !== 'saved') return outcome.error
    const file = await cache.take(part, outcome.sha256, row.result, closing)
    const { paintKey, pass } = row
    return { paintKey, pass, variation, taskId: task.taskId, file, bytes: outcome.bytes, usedAt: clock.now() }
  } catch (error) {
    await rm(part, { force: true })
    const told = systemCode(error) === undefined ? error : outputError(error, dirname(part))
    if (!(told instanceof AppError) || told.code === 'cancelled') throw told
    return told
  }
}

async function askAgain(life: Life, signal: AbortSignal): Promise<ServiceTask | null> {
  const service = await serviceOf(life)
  const outcome = await service?.query(life.row.taskId ?? '', { signal })
  if (outcome?.kind === 'unreachable') life.door.unreached(outcome.error)
  else if (outcome) life.door.reached()
  return outcome?.kind === 'task' && outcome.task.status === 'succeed' ? outcome.task : null
}

/** Nothing more comes of it. Its pictures count from here on, and its units are what the service says, if it does. */
function end(
  life: Life,
  renders: readonly RenderRow[],
  { book }: FetchTools,
  { error, units }: { readonly error: AppError | null; readonly units?: number | null },
): Ending {
  const { row } = life
  const delivered = renders.map(({ variation }) => variation)
  const info = error && { code: error.code, message: error.message }
  life.row = book.save(row, { ...row, state: 'ended', delivered, units: units ?? row.units, error: info }, renders)
  return error ? { kind: 'failed', error } : { kind: 'delivered' }
}
