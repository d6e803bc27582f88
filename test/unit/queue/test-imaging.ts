import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { AppError, toErrorInfo } from '../../../core/errors'
import type {
  CheckedRender,
  CheckRenderRequest,
  ComposeRequest,
  ComposeResult,
  FileMark,
  Imaging,
  PrepareRequest,
  Upload,
} from '../../../core/imaging'
import type { FileStamp, PhotoHeader, ProbeResult } from '../../../core/photo'
import { outputError, photoError } from '../../../main/shared/fs-errors'

/** What a test does to a compose before it writes: waits, throws, changes the disk. */
export type BeforeCompose = (request: ComposeRequest, signal: AbortSignal | undefined) => Promise<void> | void

/**
 * Imaging without pixels: a photo is a text file whose first line is `photo WIDTHxHEIGHT`, an output names all it was
 * made from. Everything that touches the disk is real.
 */
export class TestImaging implements Imaging {
  readonly parallel: number
  readonly composed: ComposeRequest[] = []
  readonly prepared: PrepareRequest[] = []
  readonly checked: CheckRenderRequest[] = []
  readonly hashed: string[] = []
  /** Stars and labels that photos have. */
  readonly marks = new Map<string, FileMark>()
  beforeCompose: BeforeCompose = () => undefined

  constructor(options: { readonly parallel?: number } = {}) {
    this.parallel = options.parallel ?? 2
  }

  async probe(
    paths: readonly string[],
    { onResult }: { readonly onResult: (result: ProbeResult) => void },
  ): Promise<void> {
    for (const path of paths) onResult(await probe(path))
  }

  async hash(path: string): Promise<string> {
    this.hashed.push(path)
    try {
      return sha256(await readFile(path))
    } catch (error) {
      throw photoError(error, path)
    }
  }

  async compose(
    request: ComposeRequest,
    options: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void } = {},
  ): Promise<ComposeResult> {
    const source = await readUnchanged(request)
    this.composed.push(request)
    await Promise.race([this.beforeCompose(request, options.signal), whenAborted(options.signal)])
    if (options.signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
    options.onProgress?.(0.5)
    const bytes = outputBytes(request, source)
    await write(request.destination, bytes)
    const { width, height } = request.plan.output
    return {
      width,
      height,
      bytes: bytes.length,
      effectiveScale: 1,
      drift: request.surroundings.kind === 'renders' ? 4.25 : null,
      notes: [],
      mark: this.marks.get(request.source) ?? {},
    }
  }

  /** An upload names its request. */
  async prepare(request: PrepareRequest): Promise<Upload> {
    await readUnchanged(request)
    this.prepared.push(request)
    const { width, height } = request.plan.passes[request.pass]?.input ?? request.plan.photo
    return { data: Buffer.from(`upload for ${JSON.stringify(request)}`), type: 'image/jpeg', width, height }
  }

  /** Any file that is not empty is a render. */
  async checkRender(request: CheckRenderRequest): Promise<CheckedRender> {
    this.checked.push(request)
    const { size } = await stat(request.path)
    if (size === 0) throw new AppError('download-broken', `${request.path} is empty.`, { retryable: true })
    return { ...request.result, format: 'png' }
  }

  rate(_path?: string, _mark?: FileMark): Promise<void> {
    return Promise.reject(new AppError('image-unsupported', 'These outputs have no metadata.'))
  }

  thumbnail(): Promise<never> {
    return Promise.reject(new AppError('image-unsupported', 'These photos have no pixels.'))
  }

  memory(): Promise<readonly []> {
    return Promise.resolve([])
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

/** A photo's bytes. @throws {AppError} `photo-changed` */
async function readUnchanged(request: { readonly source: string; readonly contentHash: string }): Promise<Buffer> {
  const source = await readFile(request.source)
  if (sha256(source) === request.contentHash) return source
  throw new AppError('photo-changed', `The photo ${request.source} has changed.`)
}

/** What an output of these photos holds. */
export function outputBytes(request: ComposeRequest, source: Uint8Array): Buffer {
  const { plan, surroundings, format, encoding } = request
  const made = JSON.stringify({ canvas: plan.canvas, surroundings, format, encoding })
  return Buffer.concat([Buffer.from(`output of ${made}\n`), source])
}

/** Header and stamp of such a photo, as an import would have them. */
export async function probed(path: string): Promise<{ header: PhotoHeader; stamp: FileStamp }> {
  const result = await probe(path)
  if (result.kind === 'unreadable') throw new AppError(result.error.code, result.error.message)
  return result
}

async function probe(path: string): Promise<ProbeResult> {
  try {
    const [text, { size, mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    const [, width, height] = /^photo (\d+)x(\d+)/.exec(text) ?? []
    if (!width || !height) throw new AppError('not-an-image', `${path} is not a photo.`)
    const header: PhotoHeader = {
      format: path.endsWith('.png') ? 'png' : 'jpeg',
      size: { width: Number(width), height: Number(height) },
      orientation: 1,
      bitDepth: 8,
      channels: 3,
      hasAlpha: false,
      space: 'srgb',
      hasProfile: false,
      pages: 1,
    }
    return { kind: 'photo', path, header, stamp: { bytes: size, modifiedMs: mtimeMs } }
  } catch (error) {
    return { kind: 'unreadable', path, error: toErrorInfo(photoError(error, path)) }
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const handle = await open(path, 'w')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw outputError(error, path)
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
