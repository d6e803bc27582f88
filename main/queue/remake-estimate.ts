import type { RemakeEstimate } from '../../core/gallery'
import { unitsPerPicture } from '../../core/limits'
import { isDoor } from '../../core/service/doors'
import type { RemakeDraft } from './remake'
import { renderLifeMs, revived } from './service/create-row'
import type { Store } from './store/store'

/** What some jobs would take: of what is here or on its way already, nothing. */
export function estimateOf(drafts: readonly RemakeDraft[], store: Store, now: number): Omit<RemakeEstimate, 'refused'> {
  const counted = new Set<string>()
  const sum = { pictures: 0, units: 0, same: 0, gone: 0 }
  for (const draft of drafts) {
    const { spec, variations, paintKey, paintedBefore } = draft
    sum.pictures += variations.length
    if (!isDoor(spec.engine) || spec.plan.passes.length === 0) {
      sum.same += draft.repeated
      continue
    }
    const missing = missingOf(draft, store, now)
    const lacking = new Set(missing.flat())
    sum.gone += paintKey === paintedBefore ? lacking.size : 0
    sum.same += variations.length - lacking.size
    for (const [pass, ofPass] of missing.entries()) {
      for (const variation of ofPass) {
        // Photos of equal content share their paint.
        const picture = `${paintKey} ${pass} ${variation}`
        if (!counted.has(picture)) sum.units += unitsPerPicture[spec.engine]
        counted.add(picture)
      }
    }
  }
  return sum
}

/** By pass, the pictures that would have to be bought. */
function missingOf(
  { spec, variations, paintKey }: RemakeDraft,
  store: Store,
  now: number,
): readonly (readonly number[])[] {
  const renders = store.reading(() => store.renders.ofPaint(paintKey))
  return spec.plan.passes.map((_, pass) => {
    const here = new Set(renders.flatMap((row) => (row.pass === pass ? [row.variation] : [])))
    const missing = variations.filter((variation) => !here.has(variation))
    if (missing.length === 0) return []
    const rows = store.reading(() => store.creates.ofPass(paintKey, pass))
    // One that was refused was never charged: sending it again is.
    const coming = rows
      .filter(({ state }) => state !== 'refused')
      .flatMap((row) => revived(row, missing, now - renderLifeMs))
    const covered = new Set(coming.flatMap((row) => row.variations))
    return missing.filter((variation) => !covered.has(variation))
  })
}
