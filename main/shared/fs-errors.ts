import { AppError } from '../../core/errors'
import { isMissing, systemCode } from './system-code'

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

const writeReasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk is read-only',
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file of that name is in the way',
  ENAMETOOLONG: 'the path is too long for this system',
  EIO: 'the disk reported an error',
  ESTALE: 'the network share is gone',
  ENODEV: 'the disk is gone',
  ENXIO: 'the disk is gone',
  ELOOP: 'its links lead in a circle',
}

/** A failed write below an output folder as the error shown on its jobs: `output-full` or `output-unwritable`. */
export function outputError(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error
  const code = systemCode(error)
  if (code !== undefined && fullCodes.has(code)) {
    const message = `The disk with the output folder ${folder} is full. Make space, then press Resume.`
    return new AppError('output-full', message, { cause: error })
  }
  const reason = (code && writeReasons[code]) ?? (error instanceof Error ? error.message : String(error))
  return new AppError('output-unwritable', `The output folder ${folder} cannot be written to: ${reason}.`, {
    cause: error,
  })
}

/** A failed look at a photo as the error shown on it. */
export function photoError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error
  if (isMissing(error)) {
    return new AppError('file-missing', `The photo ${path} is not there any more.`, { cause: error })
  }
  const code = systemCode(error)
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : String(error)
  return new AppError('file-unreadable', `The photo ${path} cannot be read: ${reason}.`, { cause: error })
}
