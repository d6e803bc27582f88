import { randomUUID } from 'node:crypto'
import { lstat, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../core/errors'
import { syncFolder } from '../shared/durable'
import { outputError } from '../shared/fs-errors'
import { isMissing, isTaken, systemCode } from '../shared/system-code'
import { nextFreePath } from './free-paths'
import type { OutputRow } from './store/outputs'
import type { Store } from './store/store'

export interface OutputWriterOptions {
  readonly store: Store
  /** SHA-256 of a file's bytes, hex. */
  readonly hash: (path: string, options?: { readonly signal?: AbortSignal }) => Promise<string>
  readonly now: () => number
  /** Called before each step that a crash could fall between. */
  readonly onStep: (step: string) => void
}

/** How one output comes about. */
export interface OutputWork {
  /** Writes the finished bytes to a new file and syncs it. */
  readonly make: (temporary: string) => Promise<void>
  /** Stores that the file is there, before anything else happens. */
  readonly done: (path: string) => void
  readonly signal: AbortSignal
}

/** A name that is held by an empty file of ours. */
interface Reservation {
  readonly path: string
  /** See `identityOf`. */
  readonly identity: string
}

/**
 * How far the time of an empty file may be from when it was about to be created, ns: file systems count in steps of up
 * to 2 s (FAT).
 */
const timeSlack = 2_000_000_000n

/**
 * Writes outputs so that no file is ever overwritten and every moment can be recovered from: path stored, name taken by
 * an empty file, bytes written beside it under a hidden name, their hash stored, renamed over the empty file.
 */
export class OutputWriter {
  readonly #options: OutputWriterOptions

  constructor(options: OutputWriterOptions) {
    this.#options = options
  }

  /**
   * Makes one output; answers with its path. What it began is cleared away when it fails.
   * @throws {AppError} `output-full`, `output-unwritable`, and what `make` throws
   */
  async write(row: OutputRow, { make, done, signal }: OutputWork): Promise<string> {
    const { store, hash, onStep } = this.#options
    const temporary = temporaryPath(row)
    try {
      let held = await this.#reserve(row, row.path, temporary)
      onStep('make')
      await make(temporary)
      onStep('hash')
      const sha256 = await hash(temporary, { signal }).catch((error: unknown) => {
        throw unreadableOutput(error, temporary)
      })
      const { size } = await stat(temporary)
      for (;;) {
        onStep('promise')
        store.durably(() => store.outputs.saveContent(row.number, size, sha256))
        if (await isHeld(held)) break
        held = await this.#reserve(row, held.path, temporary)
      }
      onStep('rename')
      await rename(temporary, held.path)
      onStep('sync')
      await syncFolder(dirname(held.path))
      onStep('done')
      done(held.path)
      return held.path
    } catch (error) {
      await this.#abandon(row.jobId, row.variation)
      throw systemCode(error) === undefined ? error : outputError(error, dirname(row.planned))
    }
  }

  /**
   * Looks at what a crash left of an output and clears it away.
   * @returns `written`: the file is there, whole, under its name. `clear`: nothing is left, it can be made.
   * `unreachable`: its folder cannot be looked at (now); all is as it was.
   */
  async settle(row: OutputRow): Promise<'written' | 'clear' | 'unreachable'> {
    const { store, hash } = this.#options
    if (row.written) return 'written'
    if (row.reservingAt === null) return 'clear'
    try {
      await stat(dirname(row.path))
      if (row.temporary !== null) await rm(row.temporary, { force: true })
      const found = await look(row.path)
      if (found?.isFile()) {
        const promised = row.sha256 !== null && found.size === BigInt(row.bytes ?? 0)
        if (promised && (await hash(row.path)) === row.sha256) return 'written'
        if (isReservation(found, row)) await rm(row.path)
      }
    } catch {
      return 'unreachable'
    }
    store.durably(() => store.outputs.clear(row.number))
    return 'clear'
  }

  /** Takes a name by creating an empty file; the wanted one, or the next that is free. */
  async #reserve(row: OutputRow, wanted: string, temporary: string): Promise<Reservation> {
    const { store, now, onStep } = this.#options
    const tried: string[] = []
    for (let path = wanted; ; path = await nextFreePath(row.planned, tried, store)) {
      tried.push(path)
      onStep('intend')
      store.durably(() => store.outputs.intend(row.number, { path, temporary, at: now() }))
      onStep('reserve')
      const identity = await createEmpty(path)
      if (identity === null) continue
      onStep('reserved')
      store.lightly(() => store.outputs.saveReservation(row.number, identity))
      return { path, identity }
    }
  }

  async #abandon(jobId: string, variation: number): Promise<void> {
    const { store } = this.#options
    const rows = store.reading(() => store.outputs.ofJob(jobId))
    const row = rows.find((other) => other.variation === variation)
    if (row) await this.settle(row)
  }
}

/** What was just written cannot be read: that is the output folder's fault, not the photo's. */
function unreadableOutput(error: unknown, path: string): unknown {
  const ofPhoto = error instanceof AppError && (error.code === 'file-missing' || error.code === 'file-unreadable')
  if (!ofPhoto) return error
  const message = `What was written to the output folder ${dirname(path)} cannot be read back. Check the disk, then press Resume.`
  return new AppError('output-unwritable', message, { cause: error })
}

/** A hidden name beside the output, new for each try: a worker that outlived its process writes to the last one's. */
function temporaryPath({ jobId, variation, planned }: OutputRow): string {
  return join(dirname(planned), `.outframe-${jobId}-${variation}-${randomUUID().slice(0, 8)}.part`)
}

/** Creates an empty file; answers with its identity, or `null` when the name is taken. */
async function createEmpty(path: string): Promise<string | null> {
  try {
    const handle = await open(path, 'wx')
    try {
      return identityOf(await handle.stat({ bigint: true }))
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

interface FoundFile {
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
  isFile(): boolean
}

/** Inodes are used again for new files: the time belongs to it. */
function identityOf(file: FoundFile): string {
  return `${file.ino}:${file.mtimeNs}`
}

async function look(path: string): Promise<FoundFile | null> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function isHeld({ path, identity }: Reservation): Promise<boolean> {
  const found = await look(path)
  return found?.size === 0n && identityOf(found) === identity
}

/** Whether the empty file that holds a name is the one of that output, also if the crash came before that was stored. */
function isReservation(found: FoundFile, row: OutputRow): boolean {
  if (found.size !== 0n) return false
  if (row.reservation !== null) return identityOf(found) === row.reservation
  const since = found.mtimeNs - BigInt(row.reservingAt ?? 0) * 1_000_000n
  return -timeSlack <= since && since <= timeSlack
}
