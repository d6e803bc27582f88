import { stat } from 'node:fs/promises'
import type { FileNow } from '../../core/gallery'
import type { FileMark, Imaging } from '../../core/imaging'
import type { ProbeResult } from '../../core/photo'

interface Known {
  /** Size and time: whether it is the same file. */
  readonly stamp: string
  readonly version: number
  readonly mark: FileMark
}

/** A file as it is now, with what it says of stars and label. */
interface Look extends Omit<FileNow, 'mark'> {
  readonly mark: FileMark
}

const gone: Look = { bytes: null, version: null, mark: {} }

/** The finished files as they are on disk, where other programs change them. */
export class ResultFiles {
  readonly #known = new Map<string, Known>()

  constructor(readonly imaging: Pick<Imaging, 'probe'>) {}

  /** Looks at a file. Its mark is read only if it has changed since. */
  async look(path: string, signal: AbortSignal): Promise<Look> {
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) {
      this.#known.delete(path)
      return gone
    }
    const { size: bytes, mtimeMs } = found
    const stamp = `${bytes} ${mtimeMs}`
    const known = this.#known.get(path)
    if (known?.stamp === stamp) return { bytes, version: known.version, mark: known.mark }
    const mark = await this.#markIn(path, signal)
    this.#known.set(path, { stamp, version: mtimeMs, mark })
    return { bytes, version: mtimeMs, mark }
  }

  /** We wrote a mark into a file ourselves: what it shows is as before. */
  async marked(path: string, mark: FileMark): Promise<void> {
    const known = this.#known.get(path)
    if (!known) return
    const found = await stat(path).catch(() => null)
    if (!found) return
    const stamp = `${found.size} ${found.mtimeMs}`
    this.#known.set(path, { ...known, stamp, mark: { ...known.mark, ...mark } })
  }

  async #markIn(path: string, signal: AbortSignal): Promise<FileMark> {
    const results: ProbeResult[] = []
    await this.imaging.probe([path], { signal, onResult: (result) => results.push(result) })
    const [result] = results
    if (result?.kind !== 'photo') return {}
    const { rating, label } = result.header
    return { ...(typeof rating === 'number' && { rating }), ...(label !== undefined && { label }) }
  }
}
