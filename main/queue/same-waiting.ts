import { writtenFormat } from '../../core/photo'
import type { BatchSettings, OutputSettings } from '../../core/settings'
import { inSlices } from '../shared/slices'
import { outputKey, type PaintKeyParts, paintKey } from './keys'
import type { OpenDraft } from './name-outputs'
import type { Store } from './store/store'

/**
 * Leaves out what waits or is under way in just that way already: a second job of that kind finds it made, and needs no
 * name of its own.
 */
export async function notWaiting(
  open: readonly OpenDraft[],
  settings: BatchSettings,
  watermark: boolean | null,
  store: Store,
): Promise<readonly OpenDraft[]> {
  const jobsByPath = new Map<string, string[]>()
  for (const { planned, jobId } of store.reading(() => store.outputs.pending())) {
    const jobs = jobsByPath.get(planned)
    if (jobs) jobs.push(jobId)
    else jobsByPath.set(planned, [jobId])
  }
  const left: OpenDraft[] = []
  await inSlices(open, (slice) => {
    left.push(...slice.filter(({ draft }) => !draft.planned.some((path) => isWaiting(draft, path))))
  })
  return left

  function isWaiting({ photo, plan, prompt, n }: OpenDraft['draft'], planned: string): boolean {
    const jobs = jobsByPath.get(planned)
    if (jobs === undefined) return false
    const { engine, local, output } = settings
    const format = writtenFormat(output.format, photo.header.format)
    const wanted = likeness(
      photo.source,
      { plan, engine, local, prompt, n, watermark: watermark === true },
      { output, format, planned },
    )
    return store
      .reading(() => jobs.map((id) => store.jobs.spec(id)))
      .some(
        (spec) =>
          likeness(spec.source, { ...spec, watermark: spec.watermark === true }, { ...spec, planned }) === wanted,
      )
  }
}

type Written = {
  readonly output: OutputSettings
  readonly format: Parameters<typeof outputKey>[0]['format']
  readonly planned: string
}

/** The key of an output as far as it can be told without reading the photo: of one file it is the same. */
function likeness(
  source: string,
  paint: Omit<PaintKeyParts, 'contentHash'>,
  { output, format, planned }: Written,
): string {
  const key = paintKey({ ...paint, contentHash: source })
  return outputKey({ paintKey: key, format, encoding: output, feather: output.feather, planned })
}
