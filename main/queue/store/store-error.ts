import { AppError } from '../../../core/errors'

/** Whether the store itself cannot be used: nothing can be promised then. */
export function isStoreError(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'state-unwritable' || error.code === 'state-unreadable')
}
