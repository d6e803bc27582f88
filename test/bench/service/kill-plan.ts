import type { JobLine } from '../../../core/cli-schema'
import { seededRandom } from '../../simulator/random'

/** When a run is killed: so long after its start, or after the first time a job's line says that state in it. */
export type Kill =
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'state'; readonly state: JobLine['state']; readonly ms: number }

/** The steps in which a crash could charge twice, lose a render or leave half a file. */
const steps = ['submitting', 'running', 'downloading', 'composing'] as const

/** Longest wait after a state's first line, ms: a create's bytes, a question, a download or a compose are under way. */
const shortlyAfter = 120

/** Instants by the dice: a third anywhere in a run, the rest in each of the steps. */
export function killPlan(count: number, seed: number): readonly Kill[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (): Kill => {
    const [die, time] = [random(), random()]
    const state = steps[Math.floor(random() * steps.length)] ?? 'submitting'
    // Squared: more of them just after the line than long after.
    return die < 1 / 3 ? { kind: 'time', ms: 20 + 2980 * time } : { kind: 'state', state, ms: shortlyAfter * time ** 2 }
  })
}
