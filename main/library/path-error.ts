import { AppError } from '../../core/errors'
import { isMissing, systemCode } from '../shared/system-code'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its path is too long for this system',
  EIO: 'the disk reported an error',
  ESTALE: 'the network share is gone',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** A failed look at a path as the error shown on it. `what`: "folder" or "file". */
export function pathError(error: unknown, what: 'file' | 'folder', path: string): AppError {
  if (isMissing(error)) return new AppError('file-missing', `There is nothing at ${path}.`, { cause: error })
  const code = systemCode(error)
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error))
  return new AppError('file-unreadable', `The ${what} ${path} cannot be read: ${reason}.`, { cause: error })
}
