import { AppError } from '../../core/errors'

/** What work that was called off rejects with. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'Cancelled.')
}

/** @throws {AppError} `cancelled` once the signal is aborted */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}

/**
 * What a promise comes to, waited for until the signal is aborted; what it stands for goes on.
 * @throws {AppError} `cancelled` by the signal
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfCancelled(signal)
  let leave: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    const cancel = () => reject(cancelled())
    signal.addEventListener('abort', cancel, { once: true })
    leave = () => signal.removeEventListener('abort', cancel)
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    leave()
  }
}
