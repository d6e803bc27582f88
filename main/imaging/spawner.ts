import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './messages'

/** A worker as the pool sees it, whatever it runs in. */
export interface WorkerProcess {
  /** Undefined when it could not be started, and for threads. */
  readonly pid: number | undefined
  send(message: ToWorker): void
  onMessage(listener: (message: FromWorker) => void): void
  /** Called once, when it has ended or could not be started, with the reason in words. */
  onExit(listener: (reason: string) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/** Starts workers. main/app has one for Electron's utility processes. */
export interface WorkerSpawner {
  /** Whether a worker's memory is its own, so that a new one in its place gives it back. */
  readonly ownsMemory: boolean
  spawn(): WorkerProcess
}

/** Variables that a worker needs to run at all; it gets no others, so that it never knows a key. */
const passedVariables: readonly string[] = [
  'PATH',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'windir',
]

/**
 * Makes glibc give pictures back to the system. Left alone it learns to keep blocks of up to 32 MB, in a heap for each
 * thread: seen to hold 930 MB after ten photos of 12 megapixels, against 180 MB with this. Other systems ignore it.
 */
const allocatorVariables = { MALLOC_MMAP_THRESHOLD_: String(1024 * 1024) }

/** The environment for workers of any kind. */
export function workerEnvironment(): Record<string, string> {
  const passed = passedVariables.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), ...allocatorVariables }
}

/** Workers as processes of plain Node: on Linux always, elsewhere for the command line. */
export function forkSpawner(workerPath: string, nodePath: string): WorkerSpawner {
  return {
    ownsMemory: true,
    spawn() {
      const child = fork(workerPath, [], {
        execPath: nodePath,
        // Not main's own switches: an `--inspect` would collide.
        execArgv: [],
        env: workerEnvironment(),
        serialization: 'advanced',
        // stdout belongs to the command line's JSON.
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      return forkedWorker(child)
    },
  }
}

function forkedWorker(child: ChildProcess): WorkerProcess {
  let ended: ((reason: string) => void) | undefined
  const end = (reason: string) => {
    ended?.(reason)
    ended = undefined
  }
  child.on('error', (error) => {
    // A process that never started has no exit.
    if (child.pid === undefined) end(error.message)
  })
  child.on('exit', (code, signal) => end(signal ? `ended by ${signal}` : `ended with code ${code}`))
  return {
    pid: child.pid,
    // What cannot be delivered is lost with the worker; its exit tells.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
    onExit: (listener) => {
      ended = listener
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Whether sharp's WebAssembly build is there. `from` is a file in whose installation it is looked for. */
export function hasWasmBuild(from: string): boolean {
  const require = createRequire(from)
  try {
    require.resolve('@img/sharp-wasm32/sharp.node')
    return true
  } catch {
    return false
  }
}

/** Hides sharp's native builds, which must not be loaded into Electron's own process, then runs the worker. */
const wasmStart = `
const { workerData } = require('node:worker_threads')
const Module = require('node:module')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (/^@img\\/sharp-(?!wasm32).*\\/sharp\\.node$/.test(request)) {
    throw Object.assign(new Error('Hidden: ' + request), { code: 'MODULE_NOT_FOUND' })
  }
  return resolve.call(this, request, ...rest)
}
import(workerData)
`

/**
 * Workers as threads of this process with sharp's WebAssembly build: half as fast, but it runs where there is no plain
 * Node. A thread that runs out of memory takes the process with it.
 */
export function wasmSpawner(workerUrl: string): WorkerSpawner {
  return {
    ownsMemory: false,
    spawn() {
      const thread = new Worker(wasmStart, { eval: true, workerData: workerUrl, env: workerEnvironment() })
      let failure: string | undefined
      thread.on('error', (error) => {
        failure = error.message
      })
      return {
        pid: undefined,
        send: (message) => thread.postMessage(message),
        onMessage: (listener) => thread.on('message', listener),
        onExit: (listener) => thread.on('exit', (code) => listener(failure ?? `ended with code ${code}`)),
        kill: () => void thread.terminate(),
      }
    },
  }
}
