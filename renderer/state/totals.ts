import type { ConversionNote } from '../../core/conversion'
import { unitsOf } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { type PlannedBatch, planPhoto } from './plans'

/** A way in which outputs will differ from their photos, and how many do. */
export interface NotedPhotos {
  /** Of the first of them. */
  readonly note: ConversionNote
  readonly photos: number
}

/** What Start would do with some photos. */
export interface Totals {
  /** Photos that can be started. */
  readonly ready: number
  /** Of those, photos that have the shape already: written, but nothing is painted. */
  readonly already: number
  readonly refused: number
  readonly unreadable: number
  readonly units: number
  /** Passes of all photos together, each variation's counted once. */
  readonly passes: number
  /** Finished files that come out. */
  readonly pictures: number
  /** Passes that each of the photos to be painted takes; `null` when they differ or there are none. */
  readonly passesEach: number | null
  /** Photos whose outputs will differ from them in more than their surroundings. */
  readonly converted: number
  /** In what, each thing once, in the order they are met. */
  readonly noted: readonly NotedPhotos[]
}

/** Adds up the plans of `photos`. */
export function sumPlans(photos: Iterable<LibraryPhoto>, batch: PlannedBatch & { readonly n: number }): Totals {
  const { engine, n } = batch
  const sum = { ready: 0, already: 0, refused: 0, unreadable: 0, units: 0, passes: 0, converted: 0 }
  const passes = new Set<number>()
  const noted = new Map<string, NotedPhotos>()
  for (const photo of photos) {
    const outcome = planPhoto(photo, batch)
    if (outcome.kind !== 'planned') {
      sum[outcome.kind]++
      continue
    }
    const { plan, notes } = outcome
    sum.ready++
    sum.units += unitsOf(plan, n, engine)
    sum.passes += plan.passes.length
    if (plan.passes.length === 0) sum.already++
    else passes.add(plan.passes.length)
    if (notes.length > 0) sum.converted++
    for (const note of notes) {
      const before = noted.get(kindOf(note))
      noted.set(kindOf(note), { note: before?.note ?? note, photos: (before?.photos ?? 0) + 1 })
    }
  }
  const [only] = passes
  return {
    ...sum,
    pictures: (sum.ready - sum.already) * n + sum.already,
    passesEach: passes.size === 1 && only !== undefined ? only : null,
    noted: [...noted.values()],
  }
}

/** Notes that say the same of different photos; sizes differ, formats and depths do not. */
function kindOf({ code, params }: ConversionNote): string {
  return 'from' in params ? `${code} ${params.from} ${params.to}` : code
}
