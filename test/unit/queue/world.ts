import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Size, Target } from '../../../core/geometry'
import type { JobState } from '../../../core/job'
import { type BatchSettings, defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import type { Clock, PhotoToExpand, Queue, QueueChange, QueueOptions } from '../../../main/queue/types'
import { probed, TestImaging } from './test-imaging'

/** A folder of its own for the test that is running, removed after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'outframe-queue-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes photos, 600 × 400 px unless said; those of equal `salt` (default: the name) are equal. */
export async function writePhotos(
  folder: string,
  names: readonly string[],
  salt?: string,
  size: Size = { width: 600, height: 400 },
): Promise<string[]> {
  const paths = names.map((name) => join(folder, name))
  for (const path of paths) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, photoText(size.width, size.height, salt ?? path))
  }
  return paths
}

export function photoText(width: number, height: number, salt: string): string {
  return `photo ${width}x${height}\n${salt}\n`
}

/** Photos of one root as an import hands them over. */
export async function imported(
  root: string,
  paths: readonly string[],
  target: Target | null = null,
): Promise<PhotoToExpand[]> {
  return await Promise.all(paths.map(async (source) => ({ source, root, target, ...(await probed(source)) })))
}

/** The preset settings, with a change of the output's. */
export function settingsWith(output: Partial<BatchSettings['output']> = {}): BatchSettings {
  return { ...defaultBatchSettings, output: { ...defaultBatchSettings.output, ...output } }
}

/** A queue in a folder of its own, with all that happened in it. */
export interface World {
  readonly queue: Queue
  readonly imaging: TestImaging
  readonly changes: QueueChange[]
  readonly stateDir: string
}

export async function openWorld(
  options: Partial<QueueOptions> & { readonly imaging?: TestImaging } = {},
): Promise<World> {
  const imaging = options.imaging ?? new TestImaging()
  const stateDir = options.stateDir ?? join(await temporaryFolder(), 'state')
  const queue = await openQueue({ version: '0.0.0', ...options, stateDir, imaging })
  onTestFinished(() => queue.close())
  const changes: QueueChange[] = []
  queue.onChange((change) => changes.push(change))
  return { queue, imaging, changes, stateDir }
}

/** Adds photos of a folder and works until nothing is left to do. */
export async function expand(
  queue: Queue,
  photos: readonly PhotoToExpand[],
  settings: BatchSettings = defaultBatchSettings,
  options: { readonly again?: boolean } = {},
) {
  const added = await queue.addBatch(photos, settings, options)
  await queue.setRunning(true)
  await queue.idle()
  return added
}

/** States of the jobs, in the queue's order. */
export function states(queue: Queue): JobState[] {
  return queue.snapshot().jobs.map((job) => job.state)
}

/** Files below a folder, relative, sorted; hidden ones too. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** A clock that stands still until it is told otherwise. */
export class TestClock implements Clock {
  #now = Date.parse('2026-03-13T10:00:00Z')
  #timers: { readonly at: number; readonly call: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.length
  }

  advance(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter((timer) => timer.at <= this.#now)
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now)
    for (const timer of due) timer.call()
  }
}
