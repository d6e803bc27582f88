import type { JobSpec } from '../../core/job'
import { writtenFormat } from '../../core/photo'
import type { BatchSettings } from '../../core/settings'
import { inSlices } from '../shared/slices'
import { outputKey, paintKey } from './keys'
import type { OpenDraft } from './name-outputs'
import type { Store } from './store/store'

/** Leaves out what waits or is under way in just that way already: a second job of that kind would find it made. */
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
  const isWaiting = ({ photo, plan, prompt, n, planned }: OpenDraft['draft']) => {
    const { engine, local, output } = settings
    const format = writtenFormat(output.format, photo.header.format)
    const wanted = { source: photo.source, plan, prompt, n, engine, local, watermark, output, format }
    return planned.some((path) =>
      (jobsByPath.get(path) ?? []).some((id) => likeness(store.jobs.spec(id), path) === likeness(wanted, path)),
    )
  }
  const left: OpenDraft[] = []
  await inSlices(open, (slice) => {
    left.push(...store.reading(() => slice.filter(({ draft }) => !isWaiting(draft))))
  })
  return left
}

type Likeness = Pick<
  JobSpec,
  'source' | 'plan' | 'prompt' | 'n' | 'engine' | 'local' | 'watermark' | 'output' | 'format'
>

/** The key of an output as far as it can be told without reading the photo: of one file it is the same. */
function likeness({ source, output, format, ...paint }: Likeness, planned: string): string {
  const key = paintKey({ ...paint, contentHash: source, watermark: paint.watermark === true })
  return outputKey({ paintKey: key, format, encoding: output, feather: output.feather, planned })
}
