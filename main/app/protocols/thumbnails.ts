import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { AppError } from '../../../core/errors'
import type { Rect } from '../../../core/geometry/types'
import type { Imaging, Previewing, PreviewRequest } from '../../../core/imaging'
import { isMissing } from '../../shared/system-code'
import type { Log } from '../log'
import type { Picture, ThumbnailCache } from './thumbnail-cache'

/** Longest sides that are made, px: what is asked for is rounded up to one of these, so that few are made twice. */
const edges = [128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096] as const

type Make = (signal: AbortSignal) => Promise<Picture>

/** One picture being made, for everybody who wants it. */
interface Making {
  readonly result: Promise<Picture>
  readonly controller: AbortController
  /** Resolves once it is kept, too. */
  readonly ended: Promise<void>
  waiting: number
}

/** Small versions of photos, made once as long as the file does not change. */
export class Thumbnails {
  readonly #making = new Map<string, Making>()
  #told = false

  constructor(
    readonly imaging: Pick<Imaging, 'thumbnail'> & Previewing,
    readonly cache: ThumbnailCache,
    readonly log: Pick<Log, 'warn'>,
  ) {}

  /**
   * A picture of at least `edge` px, if the photo has that many. The work stops when nobody waits for it any more.
   * @throws {AppError} why there is none; `cancelled` by the signal.
   */
  async get(path: string, edge: number, signal: AbortSignal): Promise<Picture> {
    const wanted = edges.find((step) => step >= edge) ?? edges[edges.length - 1] ?? edge
    return this.#shared(path, [wanted], (signal) => this.imaging.thumbnail({ path, edge: wanted }, { signal }), signal)
  }

  /**
   * A part of a photo, px of the photo upright, at most `edge` px long and never enlarged. One that is not reduced is
   * not kept: it is large, and soon made again.
   * @throws {AppError} as `get`; `bad-request` for a part that lies outside of it
   */
  part(path: string, region: Rect, edge: number, signal: AbortSignal): Promise<Picture> {
    const make = (signal: AbortSignal) => this.imaging.thumbnail({ path, edge, region }, { signal })
    return this.#shared(path, ['part', region, edge], make, signal)
  }

  /** What the local engine would make of a photo. @throws {AppError} as `get`; `photo-changed` */
  preview(request: PreviewRequest, signal: AbortSignal): Promise<Picture> {
    const make = (signal: AbortSignal) => this.imaging.preview(request, { signal })
    return this.#shared(request.path, ['preview', request], make, signal)
  }

  /** Resolves once no picture is being made or kept any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.#making.values()].map(({ ended }) => ended))
  }

  /** @param what everything that the picture depends on, besides the file */
  async #shared(path: string, what: readonly unknown[], make: Make, signal: AbortSignal): Promise<Picture> {
    const key = await keyOf(path, what)
    return share(this.#making.get(key) ?? this.#begin(key, make), signal)
  }

  #begin(key: string, make: Make): Making {
    const controller = new AbortController()
    const made = this.#make(key, make, controller.signal)
    const forget = () => {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
    const making: Making = {
      result: made.then(({ picture }) => picture),
      controller,
      ended: made.then(({ isNew, picture }) => (isNew ? this.#keep(key, picture) : undefined)).then(forget, forget),
      waiting: 0,
    }
    controller.signal.addEventListener('abort', forget)
    this.#making.set(key, making)
    return making
  }

  async #make(key: string, make: Make, signal: AbortSignal) {
    const kept = await this.cache.read(key)
    if (kept) return { picture: kept, isNew: false }
    signal.throwIfAborted()
    return { picture: await make(signal), isNew: true }
  }

  async #keep(key: string, picture: Picture): Promise<void> {
    try {
      await this.cache.write(key, picture.data)
    } catch (error) {
      if (!this.#told) this.log.warn('Thumbnails cannot be kept', error)
      this.#told = true
    }
  }
}

/** Waits for a result together with others; the last to give up ends the work. */
function share(making: Making, signal: AbortSignal): Promise<Picture> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(new AppError('cancelled', 'Nobody waits for this picture any more.'))
      if (--making.waiting === 0) making.controller.abort()
    }
    making.waiting++
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
    making.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** Names a picture by everything it depends on: another edge, or a changed file, is another picture. */
async function keyOf(path: string, what: readonly unknown[]): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path)
    return createHash('sha256')
      .update(JSON.stringify([path, size, mtimeMs, ...what]))
      .digest('hex')
  } catch (error) {
    if (isMissing(error)) throw new AppError('file-missing', `There is nothing at ${path}.`, { cause: error })
    throw new AppError('file-unreadable', `${path} cannot be read.`, { cause: error })
  }
}
