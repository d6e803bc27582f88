import { AppError } from '../../core/errors'
import type { RemakeChange } from '../../core/gallery'
import type { JobSpec } from '../../core/job'
import type { LocalPainting } from '../../core/local-painting'
import { isDoor } from '../../core/service/doors'
import { requestRules } from '../../core/service/rules'

/** How a job is painted once more, and which pictures of that are wanted. */
export function paintOf(spec: JobSpec, chosen: readonly number[], change: RemakeChange) {
  const { prompt, local, n } = spec
  if (change.kind === 'export') return { prompt, local, n, variations: chosen }
  if (spec.plan.passes.length === 0) {
    throw new AppError('bad-request', `${spec.source} has its shape already: nothing of it is painted.`)
  }
  const count = change.pictures ?? chosen.length
  if (isDoor(spec.engine)) {
    return { prompt: change.prompt ?? prompt, local, n: count, variations: upTo(count) }
  }
  const painting = change.local ?? local
  // Chance makes another texture of each variation; the other methods make the same of all.
  if (!isSamePainting(painting, local) || painting.method !== 'texture')
    return { prompt, local: painting, n: count, variations: upTo(count) }
  const last = Math.min(requestRules.count.max, n + count)
  if (last === n) {
    throw new AppError('bad-request', `${spec.source} has ${n} variations already, which is the most there can be.`)
  }
  return { prompt, local, n: last, variations: upTo(last).slice(n) }
}

/** Whether the local engine does the same; effort counts for textures alone. */
export function isSamePainting(a: LocalPainting, b: LocalPainting): boolean {
  return a.method === b.method && (a.method !== 'texture' || a.effort === b.effort)
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
