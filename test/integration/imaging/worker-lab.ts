import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { ComposeRequest, Imaging } from '../../../core/imaging'
import { type ImagingOptions, openImaging } from '../../../main/imaging/imaging'
import { forkSpawner, type WorkerProcess, type WorkerSpawner } from '../../../main/imaging/spawner'
import {
  composeRequest,
  type PhotoFile,
  planAround,
  type RequestChanges,
  writePhoto,
} from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'
import { type BundledWorker, bundleWorker } from './bundled-worker'

/** Large enough that a compose can be met in its middle, small enough to be quick. */
const size = { width: 2400, height: 1600 }
const margins = { top: 0, right: 200, bottom: 0, left: 200 }

/** Spawns as the program does, and remembers the workers. */
export class RememberingSpawner implements WorkerSpawner {
  readonly ownsMemory = true
  readonly workers: WorkerProcess[] = []
  readonly #fork: WorkerSpawner

  constructor(workerPath: string) {
    this.#fork = forkSpawner(workerPath, process.execPath)
  }

  spawn(): WorkerProcess {
    const spawned = this.#fork.spawn()
    this.workers.push(spawned)
    return spawned
  }

  get pids(): number[] {
    return this.workers.flatMap(({ pid }) => pid ?? [])
  }
}

/** Pools of real workers on a real photo, for the tests of one file; what they open is closed after each. */
export class WorkerLab {
  folder = ''
  photo: PhotoFile = { path: '', contentHash: '' }
  #worker: BundledWorker | undefined
  #opened: Imaging[] = []
  #outputs = 0

  /** Call it at the top of the file. */
  static set(): WorkerLab {
    const lab = new WorkerLab()
    beforeAll(() => lab.#open())
    afterEach(() => lab.#closePools())
    afterAll(() => lab.#close())
    return lab
  }

  get workerPath(): string {
    return this.#worker?.path ?? ''
  }

  /** Opens a pool of one worker, unless told otherwise. */
  start(options: Partial<ImagingOptions> = {}) {
    const spawner = new RememberingSpawner(this.workerPath)
    const warnings: string[] = []
    const log = { warn: (words: string) => void warnings.push(words) }
    const imaging = openImaging({ spawner, parallel: 1, log, ...options })
    this.#opened.push(imaging)
    return { imaging, spawner, warnings }
  }

  /** A compose of the photo into a file of its own. */
  request(changes: RequestChanges = {}): ComposeRequest {
    const destination = join(this.folder, `output-${this.#outputs++}`)
    return composeRequest(this.photo, planAround(size, margins), { format: 'jpeg', destination, ...changes })
  }

  async #open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'outframe-workers-'))
    this.#worker = await bundleWorker()
    this.photo = await writePhoto(this.folder, 'photo.jpg', await realisticJpeg(size.width, size.height))
  }

  async #closePools(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((imaging) => imaging.close()))
  }

  async #close(): Promise<void> {
    await this.#worker?.remove()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Starts work that tells its progress; `reached` resolves when that is at least `fraction`. */
export function begin<T>(fraction: number, work: (onProgress: (fraction: number) => void) => Promise<T>) {
  let arrive: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const result = work((done) => {
    if (done >= fraction) arrive()
  })
  return { reached, result }
}

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
