import { randomUUID } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Size } from '../../../core/geometry/types'
import type { CheckedRender, Imaging } from '../../../core/imaging'
import type { StorageUse } from '../../../core/storage'
import { makeFolder, syncFolder } from '../../shared/durable'
import type { Store } from '../store/store'

/** Downloads on their way; nobody needs them after a crash. */
const partSuffix = '.part'

/** The bought pictures in the state folder, named by their content. */
export class RenderCache {
  readonly #folder: string
  readonly #store: Store
  readonly #imaging: Pick<Imaging, 'checkRender'>
  #maxBytes: number
  #trimming: Promise<void> = Promise.resolve()

  constructor(parts: {
    readonly stateDir: string
    readonly store: Store
    readonly imaging: Pick<Imaging, 'checkRender'>
    readonly maxBytes: number
  }) {
    this.#folder = join(parts.stateDir, 'renders')
    this.#store = parts.store
    this.#imaging = parts.imaging
    this.#maxBytes = parts.maxBytes
  }

  /** Removes what a crash left, and forgets pictures whose file is gone. */
  async open(): Promise<void> {
    await makeFolder(this.#folder)
    const names = new Set(await readdir(this.#folder))
    const known = this.#store.reading(() => this.#store.renders.files())
    for (const name of names) if (!known.has(name)) await rm(join(this.#folder, name), { force: true })
    const gone = [...known].filter((file) => !names.has(file))
    if (gone.length === 0) return
    this.#store.lightly(() => {
      for (const file of gone) this.#store.renders.removeFile(file)
    })
  }

  path(file: string): string {
    return join(this.#folder, file)
  }

  /** A new name for a download. */
  newPart(): string {
    return join(this.#folder, `${randomUUID()}${partSuffix}`)
  }

  /**
   * Takes a download in, once it is seen to be a picture of the right shape; else it is removed.
   * @returns its name
   * @throws {AppError} `download-broken`
   */
  async take(part: string, sha256: string, result: Size, signal: AbortSignal): Promise<string> {
    let render: CheckedRender
    try {
      render = await this.#imaging.checkRender({ path: part, result }, { signal })
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    const file = `${sha256}.${render.format}`
    await rename(part, this.path(file))
    await syncFolder(this.#folder)
    return file
  }

  /** What the pictures take up, and what of it `clear` leaves. */
  use(): StorageUse {
    const { renders } = this.#store
    return this.#store.reading(() => {
      const bytes = renders.bytes()
      return { bytes, needed: renders.isAnyAwaited() ? bytes : bytes - renders.evictableBytes() }
    })
  }

  /** Another limit; what is over it and not needed goes at once. */
  setLimit(maxBytes: number): Promise<void> {
    this.#maxBytes = maxBytes
    return this.trim()
  }

  /**
   * Removes all pictures but those of jobs that are not done. None while there are photos of which it is not known yet
   * which pictures they need: they would be bought twice.
   */
  clear(): Promise<void> {
    this.#trimming = this.#trimming
      .then(async () => {
        if (!this.#store.reading(() => this.#store.renders.isAnyAwaited())) await this.#trim(0)
      })
      .catch(() => undefined)
    return this.#trimming
  }

  /** Removes what was not used for the longest, until what is kept fits; never what a job yet needs. */
  trim(): Promise<void> {
    this.#trimming = this.#trimming.then(() => this.#trim(this.#maxBytes)).catch(() => undefined)
    return this.#trimming
  }

  /** Resolves once what was to be removed is. */
  async settled(): Promise<void> {
    await this.#trimming
  }

  async #trim(maxBytes: number): Promise<void> {
    const { renders } = this.#store
    while (this.#store.reading(() => renders.bytes()) > maxBytes) {
      const oldest = this.#store.reading(() => renders.evictable())
      if (oldest === null) return
      const files = this.#store.reading(() => renders.ofPaint(oldest.paintKey)).map(({ file }) => file)
      this.#store.lightly(() => renders.removePaint(oldest.paintKey))
      for (const file of files) {
        if (!this.#store.reading(() => renders.isUsed(file))) await rm(this.path(file), { force: true })
      }
    }
  }
}
