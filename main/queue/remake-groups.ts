import { dirname, relative, sep } from 'node:path'
import type { JobSpec } from '../../core/job'
import type { BatchSettings } from '../../core/settings'
import { mirrored } from './output-paths'
import type { RemakeDraft } from './remake'
import type { PhotoToExpand } from './types'

/** A job to be made once more, with its photo as it is now. */
export interface Ready {
  readonly draft: RemakeDraft
  readonly photo: PhotoToExpand
}

/** What was given when the job was added, as far as its folders tell: outputs go beside it as they did then. */
export function rootOf({ source, link, output, outputRoot, folder }: JobSpec): string {
  if (link !== null) return output.folder ?? dirname(outputRoot)
  const parent = dirname(source)
  const below = relative(outputRoot, folder)
  const given = below.split(sep).reduce((path) => dirname(path), parent)
  const isBelow = below !== '' && !below.startsWith('..') && mirrored(relative(given, parent)) === below
  const root = isBelow ? given : parent
  // A photo that was given by itself, or lies in what was given: both lead to the same place, and the first is never
  // taken for a result that was met by walking.
  return root === parent ? source : root
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
