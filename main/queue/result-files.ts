import { stat } from 'node:fs/promises'
import type { FileNow } from '../../core/gallery'
import type { FileMark, Imaging } from '../../core/imaging'
import type { ProbeResult } from '../../core/photo'

interface Known {
  /** Size and time: whether it is the same file. */
  readonly stamp: string
  readonly version: number
  readonly rating: number | null
}

/** A file as it is now. `rating`: its stars, -1 rejected; `null`: it says nothing of that. */
interface Look extends Omit<FileNow, 'mark'> {
  readonly rating: number | null
}

const gone: Look = { bytes: null, version: null, rating: null }

/** The finished files as they are on disk, where other programs change them. */
export class ResultFiles {
  readonly #known = new Map<string, Known>()

  constructor(readonly imaging: Pick<Imaging, 'probe'>) {}

  /** Looks at a file. Its rating is read only if it has changed since. */
  async look(path: string, signal: AbortSignal): Promise<Look> {
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) {
      this.#known.delete(path)
      return gone
    }
    const { size: bytes, mtimeMs } = found
    const stamp = `${bytes} ${mtimeMs}`
    const known = this.#known.get(path)
    if (known?.stamp === stamp) return { bytes, version: known.version, rating: known.rating }
    const rating = await this.#ratingOf(path, signal)
    this.#known.set(path, { stamp, version: mtimeMs, rating })
    return { bytes, version: mtimeMs, rating }
  }

  /** We wrote a mark into a file ourselves: what it shows is as before. */
  async marked(path: string, { rating }: FileMark): Promise<void> {
    const known = this.#known.get(path)
    if (!known) return
    const found = await stat(path).catch(() => null)
    if (found)
      this.#known.set(path, { ...known, stamp: `${found.size} ${found.mtimeMs}`, rating: rating ?? known.rating })
  }

  async #ratingOf(path: string, signal: AbortSignal): Promise<number | null> {
    const results: ProbeResult[] = []
    await this.imaging.probe([path], { signal, onResult: (result) => results.push(result) })
    const [result] = results
    return result?.kind === 'photo' ? (result.header.rating ?? null) : null
  }
}
