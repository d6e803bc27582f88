import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { AppError } from '../../core/errors'
import type { Plan, Size } from '../../core/geometry/types'
import { cancelled } from '../shared/cancel'
import { photoError } from '../shared/fs-errors'
import { hashFile } from './hash'
import { unreadable } from './photo-errors'
import { statFile } from './probe'
import { openPicture } from './sharp'

/** Files up to this size are read once and decoded from memory, bytes. Larger ones are hashed, then decoded from disk. */
export const inMemoryBytes = 1024 * 1024 * 1024

/** Bytes asked for at once. */
const chunkBytes = 8 * 1024 * 1024

/** A photo's file, as it was planned with, and its header. */
export interface OpenPhoto {
  /** Its bytes, or its path when it is too large for memory; that, too, once its bytes are done with. */
  input: Buffer | string
  readonly metadata: Metadata
}

/**
 * Opens a photo that is what it was when it was added.
 * @throws {AppError} `photo-changed`, the photo's codes, `cancelled`
 */
export async function openPhoto(
  { source, contentHash }: { readonly source: string; readonly contentHash: string },
  signal: AbortSignal,
): Promise<OpenPhoto> {
  const input = await readSource(source, contentHash, signal)
  const metadata = await openPicture(input)
    .metadata()
    .catch(async (error: unknown) => {
      throw await unreadable(source, error)
    })
  return { input, metadata }
}

/** @throws {AppError} `bad-request` when a plan is not this photo's. */
export function checkPlan(
  { source, plan: { photo, canvas, original } }: { readonly source: string; readonly plan: Plan },
  layout: Size,
): void {
  const fits = original.left + photo.width <= canvas.width && original.top + photo.height <= canvas.height
  if (fits && photo.width === layout.width && photo.height === layout.height) return
  throw new AppError(
    'bad-request',
    `The plan for ${source} is not one for a photo of ${layout.width} × ${layout.height} px.`,
  )
}

/**
 * A photo's file whose bytes are those that were planned with: in memory, or as its path.
 * @throws {AppError} `photo-changed`, `file-missing`, `file-unreadable`, `file-empty`, `not-an-image`, `cancelled`
 */
async function readSource(path: string, contentHash: string, signal: AbortSignal): Promise<Buffer | string> {
  const { size } = await statFile(path)
  const inMemory = size <= inMemoryBytes
  const bytes = inMemory ? await readWhole(path, size, signal) : path
  const hash =
    typeof bytes === 'string' ? await hashFile(path, signal) : createHash('sha256').update(bytes).digest('hex')
  if (hash !== contentHash) {
    throw new AppError('photo-changed', `The photo ${path} has changed since it was added. Add it again.`)
  }
  return bytes
}

async function readWhole(path: string, size: number, signal: AbortSignal): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.allocUnsafeSlow(size)
      for (let at = 0; at < size; ) {
        if (signal.aborted) throw cancelled()
        const { bytesRead } = await file.read(bytes, at, Math.min(chunkBytes, size - at), at)
        if (bytesRead === 0) return bytes.subarray(0, at)
        at += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    throw photoError(error, path)
  }
}
