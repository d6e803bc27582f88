import { stat } from 'node:fs/promises'
import type { Imaging } from '../../core/imaging'
import { photoError } from '../shared/fs-errors'
import type { FileIdentity } from './store/photo-hashes'
import type { Store } from './store/store'

/**
 * A file changed less than this before it was read may change again without its time moving, ms (FAT counts in steps
 * of 2 s): its hash is not remembered.
 */
const settledAfter = 2000

/** Content hashes of photos; those of files that have not changed are remembered. */
export class PhotoHasher {
  readonly #store: Store
  readonly #imaging: Pick<Imaging, 'hash'>

  constructor(store: Store, imaging: Pick<Imaging, 'hash'>) {
    this.#store = store
    this.#imaging = imaging
  }

  /**
   * SHA-256 of a photo's bytes, hex.
   * @throws {AppError} `file-missing`, `file-unreadable`, `cancelled`
   */
  async hash(path: string, signal?: AbortSignal): Promise<string> {
    const before = Date.now()
    const { file, modifiedMs } = await identify(path)
    const known = this.#store.reading(() => this.#store.hashes.find(path, file))
    if (known) return known
    const sha256 = await this.#imaging.hash(path, signal ? { signal } : {})
    if (before - modifiedMs > settledAfter) this.#store.lightly(() => this.#store.hashes.save(path, file, sha256))
    return sha256
  }
}

async function identify(path: string): Promise<{ readonly file: FileIdentity; readonly modifiedMs: number }> {
  try {
    const { size, mtimeNs, mtimeMs, ino } = await stat(path, { bigint: true })
    const file = { bytes: String(size), modified: String(mtimeNs), inode: String(ino) }
    return { file, modifiedMs: Number(mtimeMs) }
  } catch (error) {
    throw photoError(error, path)
  }
}
