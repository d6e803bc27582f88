import { open } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import { photoError } from '../shared/fs-errors'
import { sniff, sniffedBytes } from './sniff'

/**
 * The reason why sharp could not read a photo. sharp only gives sentences; what the bytes are and which file operation
 * fails tells more, and does not change with the next version.
 */
export async function unreadable(path: string, cause: unknown): Promise<AppError> {
  if (cause instanceof AppError) return cause
  try {
    return fromBytes(path, await firstBytes(path), cause)
  } catch (error) {
    return photoError(error, path)
  }
}

function fromBytes(path: string, head: Buffer, cause: unknown): AppError {
  if (head.length === 0) return emptyFile(path)
  const found = sniff(head)
  switch (found.kind) {
    case 'photo':
      return damaged(path, cause)
    case 'picture':
      return unsupported(path, `it is a ${found.name} file`, cause)
    case 'unknown':
      return new AppError('not-an-image', `${path} is named like a photo, but what is in it is not a picture.`, {
        cause,
      })
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(sniffedBytes)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The photo is cut off or broken inside. */
export function damaged(path: string, cause?: unknown): AppError {
  const message = `The photo ${path} is damaged: it is cut off or broken inside. Copy it from the camera or a backup again.`
  return new AppError('image-damaged', message, { cause })
}

/** The file holds nothing. */
export function emptyFile(path: string): AppError {
  return new AppError('file-empty', `The photo ${path} is empty: the file has no bytes.`)
}

/** A picture, but not of a kind that is handled. */
export function unsupported(path: string, what: string, cause?: unknown): AppError {
  const message = `The photo ${path} cannot be used: ${what}. Save it in RGB, CMYK or grey as JPEG, PNG, TIFF, WebP, AVIF or HEIC first.`
  return new AppError('image-unsupported', message, { cause })
}
