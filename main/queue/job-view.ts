import type { JobProgress } from '../../core/job'
import { shapeName } from '../../core/naming'
import type { JobView } from '../../core/queue'
import { writtenPlan } from '../../core/written-plan'
import type { StoredJob } from './store/jobs'

/** A stored job as the window sees it. */
export function jobView({ spec, progress, position, priority, cleared }: StoredJob): JobView {
  const { id, batchId, source, engine, local, prompt, n, plan, target } = spec
  return {
    ...progressOf(progress),
    id,
    batchId,
    source,
    link: spec.link,
    engine,
    local,
    prompt,
    shape: shapeName(target, plan.photo),
    shapeKind: target.kind,
    n,
    photo: plan.photo,
    canvas: plan.canvas,
    original: plan.original,
    outputSize: writtenPlan(plan, spec.output.longEdge).output,
    passes: plan.passes.length,
    position,
    priority,
    cleared,
    fraction: 0,
    waiting: null,
  }
}

/** The part of a view that moves, as it is stored. */
export function progressOf(view: JobProgress): JobProgress {
  const { state, reason, error, skipped, pass, outputs, units, effectiveScale, notes, startedAt, finishedAt } = view
  return { state, reason, error, skipped, pass, outputs, units, effectiveScale, notes, startedAt, finishedAt }
}
