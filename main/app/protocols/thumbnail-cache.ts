import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An encoded picture and its media type. */
export interface Picture {
  readonly data: Uint8Array
  readonly type: string
}

/** A file's place in the order of use is brought up to date when it is older than this, ms. */
const touchAfter = 24 * 60 * 60 * 1000
/** How far below the limit the cache goes when it has to make room, so that it need not with every picture. */
const lowWater = 0.9

/**
 * Pictures on disk that can be made again at any time: at most `maxBytes`, those used longest ago go first.
 * What is damaged counts as absent, and a folder that cannot be written only costs time.
 */
export class ThumbnailCache {
  /** Bytes by name, the one used longest ago first; read once, before the first picture is added. */
  #files: Promise<Map<string, number>> | null = null
  #bytes = 0
  #maxBytes: number
  #temporaries = 0

  constructor(
    readonly folder: string,
    maxBytes: number,
  ) {
    this.#maxBytes = maxBytes
  }

  /** Bytes on disk. */
  async bytes(): Promise<number> {
    await this.#index().catch(() => undefined)
    return this.#bytes
  }

  /** Another limit; what is over it goes at once. */
  async setLimit(maxBytes: number): Promise<void> {
    this.#maxBytes = maxBytes
    const files = await this.#index().catch(() => null)
    if (files !== null && this.#bytes > maxBytes) await this.#makeRoom(files, maxBytes * lowWater)
  }

  /** Removes all there is. */
  async clear(): Promise<void> {
    const files = await this.#index().catch(() => null)
    if (files !== null) await this.#makeRoom(files, 0)
  }

  /** The picture kept under a key (letters and digits), or `null`. */
  async read(key: string): Promise<Picture | null> {
    const file = join(this.folder, key)
    try {
      const handle = await open(file, 'r')
      try {
        const data = await handle.readFile()
        const type = pictureType(data)
        if (type === null) return null
        const { mtimeMs } = await handle.stat()
        if (Date.now() - mtimeMs > touchAfter) await handle.utimes(new Date(), new Date())
        const files = await this.#files
        if (files?.delete(key)) files.set(key, data.length)
        return { data, type }
      } finally {
        await handle.close()
      }
    } catch {
      return null
    }
  }

  /** Keeps a picture, as a whole or not at all. Rejects when the folder cannot be written. */
  async write(key: string, data: Uint8Array): Promise<void> {
    if (pictureType(data) === null || data.length > this.#maxBytes) return
    await mkdir(this.folder, { recursive: true })
    const files = await this.#index()
    const temporary = join(this.folder, `${key}.${process.pid}-${++this.#temporaries}.tmp`)
    try {
      await writeFile(temporary, data)
      await rename(temporary, join(this.folder, key))
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    this.#bytes += data.length - (files.get(key) ?? 0)
    files.delete(key)
    files.set(key, data.length)
    if (this.#bytes > this.#maxBytes) await this.#makeRoom(files, this.#maxBytes * lowWater)
  }

  async #makeRoom(files: Map<string, number>, downTo: number): Promise<void> {
    for (const [name, bytes] of files) {
      if (this.#bytes <= downTo) return
      files.delete(name)
      this.#bytes -= bytes
      await rm(join(this.folder, name), { force: true })
    }
  }

  #index(): Promise<Map<string, number>> {
    this.#files ??= this.#readFolder().catch((error: unknown) => {
      this.#files = null
      throw error
    })
    return this.#files
  }

  async #readFolder(): Promise<Map<string, number>> {
    const found: { readonly name: string; readonly bytes: number; readonly used: number }[] = []
    for (const name of await readdir(this.folder)) {
      const file = join(this.folder, name)
      if (name.endsWith('.tmp')) await rm(file, { force: true })
      else {
        const stats = await stat(file)
        if (stats.isFile()) found.push({ name, bytes: stats.size, used: stats.mtimeMs })
      }
    }
    found.sort((a, b) => a.used - b.used)
    this.#bytes = found.reduce((sum, { bytes }) => sum + bytes, 0)
    return new Map(found.map(({ name, bytes }) => [name, bytes]))
  }
}

/** The media type of a whole WebP or JPEG; `null` for anything else, a cut one too. */
function pictureType(data: Uint8Array): string | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const isWebp =
    bytes.length > 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  // A RIFF file names its own length, eight bytes less (Google's WebP container specification)
  if (isWebp) return bytes.readUInt32LE(4) + 8 === bytes.length ? 'image/webp' : null
  const isJpeg = bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8
  return isJpeg && bytes.readUInt16BE(bytes.length - 2) === 0xffd9 ? 'image/jpeg' : null
}
