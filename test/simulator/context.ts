import type { Callbacks } from './callbacks'
import type { FaultBook } from './fault-rules'
import type { SimulatorOptions } from './options'
import type { rememberingPaint } from './renders'
import type { Stats } from './stats'
import type { TaskBook } from './tasks'

/** What every part of a running simulator shares. */
export interface Context {
  /** The options now: they can be changed while it runs. */
  readonly options: () => SimulatorOptions
  readonly now: () => number
  readonly random: () => number
  /** Folder of the ledger and the uploads. */
  readonly folder: string
  /** `http://127.0.0.1:<port>`. */
  readonly origin: () => string
  readonly tasks: TaskBook
  readonly faults: FaultBook
  readonly stats: Stats
  readonly callbacks: Callbacks
  readonly paint: ReturnType<typeof rememberingPaint>
  /** Waits so many ms; rejects when the simulator is closed meanwhile. */
  readonly pause: (ms: number) => Promise<void>
}
