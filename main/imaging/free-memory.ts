import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// The usual way to V8's collector without a switch on the command line, which not every kind of worker can be given.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * Gives pictures that are done with back at once. V8 sees small handles where there are hundreds of megabytes, and would
 * let several photos' worth pile up.
 */
export async function freeMemory(): Promise<void> {
  collect()
  // What the collector found is given back in the next turn.
  await nextTurn()
}
