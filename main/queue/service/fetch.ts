import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../core/errors'
import { backoffMs } from '../../../core/service/backoff'
import type { ExpandService } from '../../../core/service/client'
import type { ServiceTask, TaskImage } from '../../../core/service/task'
import { outputError } from '../../shared/fs-errors'
import { systemCode } from '../../shared/system-code'
import type { CreateRow } from '../store/creates'
import type { RenderRow } from '../store/renders'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
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
  /** Somebody who was told to wait for an answer may go on. */
  readonly onFreed: (jobId: string) => void
}

const downloadWait = { baseMs: 1000, maxMs: 60_000 }

/** Tries to get a task's pictures until its job fails; a retry goes on, free. Some five minutes. */
const mostTries = 9

/** How often a task that has fewer pictures than were asked for is asked after again before that is believed. */
const doubts = 2

/** Asks after an accepted create until it has ended, and fetches its pictures. */
export async function fetchRenders(life: Life, tools: FetchTools): Promise<Ending> {
  setStep(life, 'running')
  const { door } = life
  if ((await serviceOf(life)) === null) {
    releaseSlots(life)
    const message = `The task for ${life.row.source} was bought with another key. Store that key again: nothing is bought twice.`
    return { kind: 'blocked', blocked: door.silent ?? new Blocked('no-key', new AppError('no-key', message)) }
  }
  const task = await whenEnded(life, tools)
  releaseSlots(life)
  setStep(life, 'downloading')
  if (task.status === 'succeed') return await fetchAll(life, task, tools)
  const why = task.statusMessage ?? 'the service gave no reason'
  return end(
    life,
    task,
    [],
    tools,
    new AppError('task-failed', `The service could not paint ${life.row.source}: ${why}.`),
  )
}

/** The service that knows the task: at its own endpoint, or under the same account at the one in use. */
async function serviceOf({ row, door }: Life): Promise<ExpandService | null> {
  const own = await door.serviceFor(row)
  if (own) return own
  const now = await door.current()
  return now?.account === row.account ? now : null
}

function whenEnded(life: Life, { poller, book, closing, onSeen, onFreed }: FetchTools): Promise<ServiceTask> {
  const seen = () => {
    if (!life.row.seen) life.row = book.save(life.row, { ...life.row, seen: true })
    onSeen(life.row)
    if (life.stuck === null) return
    life.stuck = null
    onFreed(life.row.jobId)
  }
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new AppError('cancelled', 'Cancelled.'))
    closing.addEventListener('abort', cancel, { once: true })
    poller.add(life.row.id, {
      row: () => life.row,
      onSeen: seen,
      onEnded: (task) => {
        seen()
        closing.removeEventListener('abort', cancel)
        resolve(task)
      },
      onUnanswered: (error) => {
        if (life.stuck) return
        const message = `The task for ${life.row.source} was accepted, but cannot be asked after now. It is asked again by itself; nothing is bought twice. ${error.message}`
        life.stuck = new Blocked('no-query', new AppError('no-query', message, { cause: error }))
        for (const stop of life.followers.values()) stop(life.stuck)
      },
    })
  })
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
    if (renders.size === length) return end(life, task, [...renders.values()], tools, null)
    if (problem === null && ++fewer > doubts) {
      const message = `The service made ${renders.size} of ${length} pictures of ${life.row.source}. Try again to get what is missing.`
      return end(life, task, [...renders.values()], tools, new AppError('task-failed', message))
    }
    const error = problem ?? new AppError('service-unclear', 'The service told fewer pictures than were asked for.')
    // The task stays bought: a retry goes on here.
    if (tries >= mostTries) return { kind: 'failed', error }
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
  return outcome?.kind === 'task' && outcome.task.status === 'succeed' ? outcome.task : null
}

/** Nothing more comes of it. Its pictures count from here on, and its units are what the service says. */
function end(
  life: Life,
  task: ServiceTask,
  renders: readonly RenderRow[],
  { book }: FetchTools,
  error: AppError | null,
): Ending {
  const { row } = life
  const delivered = renders.map(({ variation }) => variation)
  const info = error && { code: error.code, message: error.message }
  const units = task.units ?? row.units
  life.row = book.save(row, { ...row, state: 'ended', delivered, units, error: info }, renders)
  return error ? { kind: 'failed', error } : { kind: 'delivered' }
}
