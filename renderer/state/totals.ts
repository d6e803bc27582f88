import type { ConversionNote } from '../../core/conversion-notes'
import { unitsOf } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { distinctOutputs } from '../../core/same-output'
import { targetsOf } from '../../core/targets'
import { groupsOf } from './groups'
import { type Outcome, type PlannedBatch, planFor, plansLike } from './plans'
import { ownTargets } from './scope'

/** A way in which outputs will differ from their photos, and how many do. */
export interface NotedPhotos {
  /** Of the first of them. */
  readonly note: ConversionNote
  readonly photos: number
}

/** What Start would do with some photos. */
export interface Totals {
  /** Photos that can be started, for one of their targets at least. */
  readonly ready: number
  /** What comes of them: each photo once for each of its targets that can be made. */
  readonly jobs: number
  /** How many that is for each photo; `null` when they differ or there are none. */
  readonly jobsEach: number | null
  /** Of the jobs, those whose photo has the shape already: written, but nothing is painted. */
  readonly already: number
  /** Photos that cannot be made for one of their targets at least. */
  readonly refused: number
  readonly unreadable: number
  readonly units: number
  /** Passes of all jobs together, each variation's counted once. */
  readonly passes: number
  /** Finished files that come out. */
  readonly pictures: number
  /** Passes that each of the jobs to be painted takes; `null` when they differ or there are none. */
  readonly passesEach: number | null
  /** Photos whose outputs will differ from them in more than their surroundings. */
  readonly converted: number
  /** In what, each thing once, in the order they are met. */
  readonly noted: readonly NotedPhotos[]
}

type Planned = Extract<Outcome, { kind: 'planned' }>

/** Adds up the plans of `photos`, for all targets that they have. */
export function sumPlans(photos: Iterable<LibraryPhoto>, batch: PlannedBatch & { readonly n: number }): Totals {
  const { engine, n } = batch
  const sum = { ready: 0, jobs: 0, already: 0, refused: 0, unreadable: 0, units: 0, passes: 0, converted: 0 }
  const passes = new Set<number>()
  const jobs = new Set<number>()
  const noted = new Map<string, NotedPhotos>()
  for (const group of groupsOf(photos, plansLike, ...ownTargets)) {
    const [photo] = group
    if (photo.header === null) {
      sum.unreadable += group.length
      continue
    }
    const targets = targetsOf(photo, batch)
    const possible = targets.flatMap((target) => {
      const outcome = planFor(photo, target, batch)
      return outcome.kind === 'planned' ? { ...outcome, target } : []
    })
    if (possible.length < targets.length) sum.refused += group.length
    if (possible.length === 0) continue
    const planned = distinctOutputs(possible)
    sum.ready += group.length
    sum.jobs += planned.length * group.length
    jobs.add(planned.length)
    for (const { plan } of planned) {
      sum.units += unitsOf(plan, n, engine) * group.length
      sum.passes += plan.passes.length * group.length
      if (plan.passes.length === 0) sum.already += group.length
      else passes.add(plan.passes.length)
    }
    if (countNotes(planned, group.length, noted)) sum.converted += group.length
  }
  return {
    ...sum,
    pictures: (sum.jobs - sum.already) * n + sum.already,
    jobsEach: onlyOf(jobs),
    passesEach: onlyOf(passes),
    noted: [...noted.values()],
  }
}

function onlyOf(numbers: ReadonlySet<number>): number | null {
  const [only] = numbers
  return numbers.size === 1 && only !== undefined ? only : null
}

/** Counts what is noted of photos that are planned alike, each thing once. Answers whether there was anything. */
function countNotes(planned: readonly Planned[], photos: number, noted: Map<string, NotedPhotos>): boolean {
  const ofPhoto = new Map<string, ConversionNote>()
  for (const { notes } of planned)
    for (const note of notes) ofPhoto.set(kindOf(note), ofPhoto.get(kindOf(note)) ?? note)
  for (const [kind, note] of ofPhoto) {
    const before = noted.get(kind)
    noted.set(kind, { note: before?.note ?? note, photos: (before?.photos ?? 0) + photos })
  }
  return ofPhoto.size > 0
}

/**
 * Notes that say the same of different photos; sizes differ, formats and depths do not. Of a profile only the new one is
 * said, of a size whether it is enlarged to.
 */
function kindOf({ code, params }: ConversionNote): string {
  if (code === 'profile') return `${code} ${params.to}`
  if (code === 'resampled') return `${code} ${params.percent > 100}`
  return 'from' in params ? `${code} ${params.from} ${params.to}` : code
}
