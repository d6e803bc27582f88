import { constants } from 'node:fs'
import { access, open, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../core/errors'
import type { JobSpec } from '../../core/job'
import type { OutputFormat } from '../../core/photo'
import { makeFolder } from '../shared/durable'
import { outputError } from '../shared/fs-errors'
import { isThere } from '../shared/is-there'
import { outputMarker } from '../shared/output-marker'
import type { Store } from './store/store'

/** Of a job, what says where its outputs go and how large they may be. */
export type OutputDemand = Pick<
  JobSpec,
  'outputRoot' | 'folder' | 'marked' | 'format' | 'plan' | 'n' | 'output' | 'link'
>

/**
 * Bytes per pixel that a file takes at the very least; a disk that does not have them is not worth trying. Smooth
 * photos get this small, most are several times as large: a disk that turns out too small is told when it happens.
 */
const leastBytesPerPixel: Readonly<Record<OutputFormat, number>> = {
  jpeg: 0.04,
  webp: 0.02,
  avif: 0.01,
  png: 0.2,
  tiff: 0.2,
}

/** Lets jobs through to their output folders, or says why not. */
export class OutputGate {
  readonly #store: Store
  /** By device: bytes that were free when a file did not fit. */
  readonly #freeWhenFull = new Map<number, number>()

  constructor(store: Store) {
    this.#store = store
  }

  /**
   * Makes the folder a job writes to ready: there, marked, writable, with space left.
   * @throws {AppError} `output-unwritable`, `output-full`
   */
  async open(demand: OutputDemand): Promise<void> {
    try {
      await this.#makeReady(demand)
      await access(demand.folder, constants.W_OK | constants.X_OK)
      await this.#checkSpace(demand)
    } catch (error) {
      throw outputError(error, demand.folder)
    }
  }

  /** Remembers that a file did not fit, so that others need not try before there is more space. */
  async noteFull(folder: string): Promise<void> {
    const space = await spaceOf(folder).catch(() => null)
    if (space) this.#freeWhenFull.set(space.device, space.free)
  }

  /** Lets everything be tried again. */
  forget(): void {
    this.#freeWhenFull.clear()
  }

  async #makeReady({ outputRoot, folder, marked, output, link }: OutputDemand): Promise<void> {
    const known = this.#store.reading(() => this.#store.roots.has(outputRoot))
    // Beside photos a folder of the program's own is made, and never one of the user's that was renamed or moved away.
    const needed = known ? outputRoot : output.folder === null && link === null ? dirname(outputRoot) : null
    if (needed !== null && !(await isThere(needed))) {
      const message = `The output folder ${outputRoot} is gone. Connect its disk or create it again, then press Resume.`
      throw new AppError('output-unwritable', message)
    }
    await makeFolder(outputRoot)
    if (!known) this.#store.lightly(() => this.#store.roots.add(outputRoot))
    if (marked) await (await open(join(outputRoot, outputMarker), 'a')).close()
    await makeFolder(folder)
  }

  async #checkSpace({ folder, format, plan, n }: OutputDemand): Promise<void> {
    const { device, free } = await spaceOf(folder)
    const least = plan.output.width * plan.output.height * leastBytesPerPixel[format] * n
    if (free >= least + (this.#freeWhenFull.get(device) ?? 0)) return
    const message = `The disk with the output folder ${folder} is full. Make space, then press Resume.`
    throw new AppError('output-full', message)
  }
}

async function spaceOf(folder: string): Promise<{ readonly device: number; readonly free: number }> {
  const [{ dev }, { bavail, bsize }] = await Promise.all([stat(folder), statfs(folder)])
  return { device: dev, free: bavail * bsize }
}
