import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { serveAdmin } from './admin'
import { Callbacks } from './callbacks'
import type { Context } from './context'
import { FaultBook } from './fault-rules'
import { Ledger } from './ledger'
import {
  changeOptions,
  optionsSchema,
  type SimulatorChanges,
  type SimulatorInput,
  type SimulatorOptions,
} from './options'
import { seededRandom } from './random'
import { rememberingPaint } from './renders'
import { serve } from './service'
import { Stats } from './stats'
import { TaskBook } from './tasks'

/** A running double of the image-expansion service. */
export interface Simulator {
  /** Endpoints as a user would enter them. */
  readonly cometapi: string
  readonly kling: string
  /** `null` without an admin port. */
  readonly admin: string | null
  readonly ledger: Ledger
  readonly faults: FaultBook
  readonly stats: Stats
  readonly tasks: TaskBook
  options(): SimulatorOptions
  /** Changes options while it runs. @throws {ZodError} on what is none. */
  change(changes: SimulatorChanges): void
  /** Slots an account has in use, and the most it ever had. */
  slots(account: string): { readonly inUse: number; readonly peak: number; readonly limit: number }
  /** Cuts every connection and stops; a temporary folder is removed. */
  close(): Promise<void>
}

const loopback = '127.0.0.1'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Requests that are being worked on, so that closing can wait for them. */
class Work {
  readonly #under = new Set<Promise<void>>()
  readonly closing = new AbortController()

  /** Makes a listener of a handler. A double that fails is loud, and never mistaken for an answer of the service. */
  listener(handle: Handler): (request: IncomingMessage, response: ServerResponse) => void {
    return (request, response) => {
      const work = handle(request, response)
        .catch((error: unknown) => {
          response.socket?.destroy()
          if (this.closing.signal.aborted) return
          process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`)
        })
        .finally(() => this.#under.delete(work))
      this.#under.add(work)
    }
  }

  /** Ends every pause, and resolves once nothing is worked on. */
  async end(): Promise<void> {
    this.closing.abort()
    await Promise.all(this.#under)
  }
}

async function listen(port: number, listener: ReturnType<Work['listener']>): Promise<Server> {
  const server = createServer(listener)
  // Kept connections stay open longer than any test: closing them is a fault's business.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, resolve)
  })
  return server
}

function originOf(server: Server): string {
  return `http://${loopback}:${(server.address() as AddressInfo).port}`
}

async function stop(server: Server | null): Promise<void> {
  if (server === null) return
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * Starts the double on loopback. `clock` moves its time, to make links expire or signatures young.
 * @throws {ZodError} on options that are none.
 */
export async function startSimulator(input: SimulatorInput = {}, clock: () => number = Date.now): Promise<Simulator> {
  let options = optionsSchema.parse(input)
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'outframe-simulator-'))
  mkdirSync(join(folder, 'uploads'), { recursive: true })
  const ledger = new Ledger(join(folder, 'ledger.jsonl'))
  const faults = new FaultBook(options.seed)
  faults.add(...options.faults)
  const stats = new Stats()
  const tasks = new TaskBook(ledger, () => options, clock)
  let origin = ''
  const callbacks = new Callbacks(tasks, faults, () => origin)
  const random = seededRandom(options.seed)
  const work = new Work()
  const context: Context = {
    options: () => options,
    now: clock,
    random,
    folder,
    origin: () => origin,
    tasks,
    faults,
    stats,
    callbacks,
    paint: rememberingPaint(),
    pause: async (ms) => {
      if (ms > 0) await setTimeout(ms, undefined, { signal: work.closing.signal })
    },
  }
  const server = await listen(
    options.port,
    work.listener((request, response) => serve(context, request, response)),
  )
  origin = originOf(server)
  let admin: Server | null = null
  const simulator: Simulator = {
    cometapi: `${origin}/kling`,
    kling: origin,
    get admin() {
      return admin && originOf(admin)
    },
    ledger,
    faults,
    stats,
    tasks,
    options: () => options,
    change(changes) {
      options = changeOptions(options, changes)
    },
    slots: (account) => ({
      inUse: tasks.slotsInUse(account),
      peak: tasks.peak(account),
      limit: options.accounts.find(({ name }) => name === account)?.slots ?? 0,
    }),
    async close() {
      await Promise.all([stop(server), stop(admin), callbacks.close(), work.end()])
      if (options.folder === null) await rm(folder, { recursive: true, force: true })
    },
  }
  if (options.adminPort !== null) {
    admin = await listen(
      options.adminPort,
      work.listener((request, response) => serveAdmin(simulator, request, response)),
    )
  }
  return simulator
}
