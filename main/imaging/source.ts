import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import type { Plan, Size } from '../../core/geometry/types'
import { cancelled } from '../shared/cancel'
import { photoError } from '../shared/fs-errors'
import { freeMemory } from './free-memory'
import { hashFile } from './hash'
import { unreadable } from './photo-errors'
import { openPhotoFile, type PhotoFile } from './photo-file'
import { statFile } from './stat-file'

/** Files up to this size are read once and decoded from memory, bytes. Larger ones are hashed, then decoded from disk. */
export const inMemoryBytes = 1024 * 1024 * 1024

/** Bytes asked for at once. */
const chunkBytes = 8 * 1024 * 1024

/** From this size on a photo's file is not kept in memory while it is decoded, bytes. */
const letGoBytes = 64e6

/** Whether a photo is decoded from disk once its file was read and looked through. */
export function isLetGo(isOwnFile: boolean, fileBytes: number): boolean {
  return isOwnFile && fileBytes > letGoBytes
}

/** A photo, as it was planned with, ready to be decoded. */
export interface OpenPhoto
  extends Pick<PhotoFile, 'format' | 'metadata' | 'sensor' | 'isOwnFile' | 'tilePixels' | 'isLossless'> {
  /**
   * What sharp decodes: its bytes, or its path when it is too large for memory; that, too, once its bytes are done with. Of
   * HEIC and RAW a picture made of it.
   */
  input: Buffer | string
  /** When its file was changed last before it was read, ms. */
  readonly modifiedMs: number
}

/**
 * Opens a photo that is what it was when it was added.
 * @param check is awaited before a picture is made of the photo's file (`isOwnFile` is false), which may take much memory;
 *   gets the file's size, bytes.
 * @throws {AppError} `photo-changed`, the photo's codes, `cancelled`, what `check` throws
 */
export async function openPhoto(
  { source, contentHash }: { readonly source: string; readonly contentHash: string },
  signal: AbortSignal,
  check?: (file: PhotoFile, bytes: number) => Promise<void>,
): Promise<OpenPhoto> {
  const { size, mtimeMs: modifiedMs } = await statFile(source)
  const input = await readSource(source, { size, contentHash }, signal)
  try {
    const opened = await openPhotoFile(input, source, 'whole')
    if (!opened.isOwnFile) await check?.(opened, size)
    const { decodable, ...file } = opened
    return { ...file, input: await decodable(), modifiedMs }
  } catch (error) {
    throw await unreadable(source, error)
  }
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
async function readSource(
  path: string,
  { size, contentHash }: { readonly size: number; readonly contentHash: string },
  signal: AbortSignal,
): Promise<Buffer | string> {
  if (size <= inMemoryBytes) return readUnchanged(path, { size, contentHash }, signal)
  if ((await hashFile(path, signal)) !== contentHash) throw changed(path)
  return path
}

async function readUnchanged(
  path: string,
  { size, contentHash }: { readonly size: number; readonly contentHash: string },
  signal: AbortSignal,
): Promise<Buffer> {
  const bytes = await readWhole(path, size, signal)
  if (createHash('sha256').update(bytes).digest('hex') !== contentHash) throw changed(path)
  return bytes
}

/**
 * The bytes of a photo's own file, where what is decoded may have been made of them.
 * @throws {AppError} `photo-changed`, `file-missing`, `file-unreadable`, `cancelled`
 */
export async function ownBytes(
  { input, isOwnFile }: OpenPhoto & { readonly input: Buffer },
  { source, contentHash }: { readonly source: string; readonly contentHash: string },
  signal: AbortSignal,
): Promise<Buffer> {
  if (isOwnFile) return input
  const { size } = await statFile(source)
  return readUnchanged(source, { size, contentHash }, signal)
}

/**
 * Lets go of a photo's file in memory, if it is large: an uncompressed one is as large as the canvas. It is decoded from
 * disk then. Of what was made of the file, which is as large, it lets go of all that this took.
 */
export async function letGoOfFile(photo: OpenPhoto, source: string): Promise<void> {
  if (typeof photo.input === 'string' || photo.input.length <= letGoBytes) return
  if (photo.isOwnFile) photo.input = source
  await freeMemory()
}

/** For a photo that was decoded from disk. @throws {AppError} `photo-changed` when its file was written to meanwhile */
export async function checkUnchanged({ input, modifiedMs }: OpenPhoto, source: string): Promise<void> {
  if (typeof input === 'string' && (await statFile(source)).mtimeMs !== modifiedMs) throw changed(source)
}

function changed(path: string): AppError {
  return new AppError('photo-changed', `The photo ${path} has changed since it was added. Start it anew.`)
}

/** A file's bytes. @throws {AppError} `file-missing`, `file-unreadable`, `cancelled` */
export async function readWhole(path: string, size: number, signal: AbortSignal): Promise<Buffer> {
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
