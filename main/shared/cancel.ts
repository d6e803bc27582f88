import { AppError } from '../../core/errors'

/** @throws {AppError} `cancelled` once the signal is aborted */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
}

/**
 * What a promise comes to, waited for until the signal is aborted; what it stands for goes on.
 * @throws {AppError} `cancelled` by the signal
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfCancelled(signal)
  let leave: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    const cancel = () => reject(new AppError('cancelled', 'Cancelled.'))
    signal.addEventListener('abort', cancel, { once: true })
    leave = () => signal.removeEventListener('abort', cancel)
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    leave()
  }
}
