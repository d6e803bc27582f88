import { parentPort as threadPort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './messages'

/** A worker's line to the process that started it. */
export interface WorkerPort {
  send(message: FromWorker): void
  onMessage(listener: (message: ToWorker) => void): void
  /** Called when the other end is gone, however it went. */
  onGone(listener: () => void): void
}

/** What Electron gives a utility process. */
interface ElectronPort {
  postMessage(message: FromWorker): void
  on(event: 'message', listener: (event: { readonly data: ToWorker }) => void): void
}

/** The line of the kind that this process has: a forked Node's, a utility process's or a thread's. */
export function openWorkerPort(): WorkerPort {
  const electronPort = 'parentPort' in process ? (process.parentPort as ElectronPort | undefined) : undefined
  if (electronPort) return utilityPort(electronPort)
  if (threadPort) return workerThreadPort(threadPort)
  return forkedPort()
}

function forkedPort(): WorkerPort {
  if (!process.send) throw new TypeError('Expected to be started by the imaging pool, with a line to it')
  const send = process.send.bind(process)
  return {
    // The pool may have gone in between; `disconnect` follows.
    send: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
    onGone: (listener) => process.on('disconnect', listener),
  }
}

/** Chromium ends utility processes together with main. */
function utilityPort(port: ElectronPort): WorkerPort {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onGone: () => undefined,
  }
}

function workerThreadPort(port: NonNullable<typeof threadPort>): WorkerPort {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (message: ToWorker) => listener(message)),
    onGone: (listener) => port.on('close', listener),
  }
}
