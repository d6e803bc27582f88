import type { BatchSettings } from '../../core/settings'
import type { RemakeDraft } from './remake'
import type { PhotoToExpand } from './types'

/** A job to be made once more, with its photo as it is now. */
export interface Ready {
  readonly draft: RemakeDraft
  readonly photo: PhotoToExpand
}

/** Jobs that can be one batch. */
interface Group {
  readonly settings: BatchSettings
  readonly watermark: boolean | null
  readonly members: Ready[]
}

/** Groups jobs of the same settings, with each photo once. */
export function grouped(ready: readonly Ready[]): readonly Group[] {
  const groups = new Map<string, Group>()
  const seen = new Map<string, number>()
  for (const each of ready) {
    const { settings, spec } = each.draft
    const { watermark } = spec
    const { target: _target, prompt: _prompt, ...shared } = settings
    const kind = JSON.stringify([shared, watermark])
    const times = seen.get(`${kind} ${spec.source}`) ?? 0
    seen.set(`${kind} ${spec.source}`, times + 1)
    const key = `${times} ${kind}`
    const group = groups.get(key)
    if (group) group.members.push(each)
    else groups.set(key, { settings, watermark, members: [each] })
  }
  return [...groups.values()]
}
