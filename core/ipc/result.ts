import { AppError, type ErrorInfo } from '../errors'

/** What every request answers: a value, or an error without its stack. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorInfo }

/** The value of a result. @throws {AppError} the error it holds. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new AppError(result.error.code, result.error.message)
}
