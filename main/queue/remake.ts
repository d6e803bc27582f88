import { dirname, relative, sep } from 'node:path'
import { AppError, toErrorInfo } from '../../core/errors'
import type { RemakeChange, RemakeEstimate, RemakeRequest } from '../../core/gallery'
import type { Imaging } from '../../core/imaging'
import type { JobSpec } from '../../core/job'
import type { LocalPainting } from '../../core/local-painting'
import type { ProbeResult } from '../../core/photo'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import type { BatchList } from './batch-list'
import type { JobList } from './job-list'
import { paintKey } from './keys'
import { mirrored } from './output-paths'
import type { PhotoHasher } from './photo-hasher'
import { estimateOf } from './remake-estimate'
import type { Store } from './store/store'
import type { Clock, PhotoToExpand } from './types'

/** Most pictures of one photo (the service's rule). */
const mostPictures = 9

export interface RemakeParts {
  readonly store: Store
  readonly list: JobList
  readonly hasher: PhotoHasher
  readonly imaging: Pick<Imaging, 'probe'>
  readonly batches: BatchList
  readonly clock: Clock
  readonly closing: AbortSignal
}

/** A job as it is to be made once more. */
export interface RemakeDraft {
  readonly spec: JobSpec
  readonly settings: BatchSettings
  readonly prompt: string
  /** The pictures that are wanted, from 1. */
  readonly variations: readonly number[]
  readonly paintKey: string
  /** The key of what the results have now. */
  readonly paintedBefore: string
  /** Pictures that the local engine paints as it did before: of the same method, and of equal chance. */
  readonly repeated: number
}

type Refusal = RemakeEstimate['refused'][number]

interface Drafted {
  readonly drafts: readonly RemakeDraft[]
  readonly refused: readonly Refusal[]
}

/** What came of making results once more. */
export interface Remade {
  /** The batches that were added; usually one. */
  readonly batchIds: readonly string[]
  readonly jobs: number
  readonly refused: readonly Refusal[]
}

/** Makes results once more from what their jobs were made from. What was painted before is not bought again. */
export class Remake {
  readonly #parts: RemakeParts

  constructor(parts: RemakeParts) {
    this.#parts = parts
  }

  /** What it would take. Nothing is done. */
  async estimate(request: RemakeRequest): Promise<RemakeEstimate> {
    const { drafts, refused } = await this.#draft(request)
    const { store, clock } = this.#parts
    return { ...estimateOf(drafts, store, clock.now()), refused: [...refused] }
  }

  /**
   * Adds it, as a batch for each kind of settings that the results were made with.
   * @param agreed the units that the user was told; more is never spent
   * @param cap most units a batch may take; `null`: none is set
   * @throws {AppError} `budget` when it takes more by now, before anything is added
   */
  async add(request: RemakeRequest, agreed: number, cap: number | null): Promise<Remade> {
    const { drafts, refused } = await this.#draft(request)
    const { store, clock, batches, closing } = this.#parts
    const { units } = estimateOf(drafts, store, clock.now())
    if (units > agreed) {
      const message = `This takes ${units} units by now, not ${agreed} as shown. Nothing was begun; look once more.`
      throw new AppError('budget', message)
    }
    const photos = await this.#photos(drafts)
    const batchIds: string[] = []
    const left = [...refused, ...photos.refused]
    let jobs = 0
    for (const group of grouped(photos.ready)) {
      const [first] = group
      if (first === undefined) continue
      const { settings, spec } = first.draft
      const { units: most } = estimateOf(
        group.map(({ draft }) => draft),
        store,
        clock.now(),
      )
      const budget = isDoor(settings.engine) ? Math.min(most, cap ?? most) : null
      const options = { again: true, budget, watermark: spec.watermark }
      const added = await batches.add(
        group.map(({ photo }) => photo),
        settings,
        options,
        closing,
      )
      if (added.batchId !== null) batchIds.push(added.batchId)
      jobs += added.jobs.length
      left.push(...added.refused.map(({ source, error }) => ({ source, message: error.message })))
    }
    return { batchIds, jobs, refused: left }
  }

  async #draft({ results, change }: RemakeRequest): Promise<Drafted> {
    const { list, store } = this.#parts
    const wanted = new Map<string, Set<number>>()
    for (const { job, variation } of results) {
      const variations = wanted.get(job) ?? new Set<number>()
      wanted.set(job, variations.add(variation))
    }
    const drafts: RemakeDraft[] = []
    const refused: Refusal[] = []
    for (const [job, variations] of wanted) {
      const view = list.view(job)
      if (view === undefined) continue
      try {
        const spec = store.reading(() => store.jobs.spec(job))
        drafts.push(await this.#draftJob(spec, [...variations].sort(), change))
      } catch (error) {
        refused.push({ source: view.source, message: toErrorInfo(error).message })
      }
    }
    return { drafts, refused }
  }

  async #draftJob(spec: JobSpec, chosen: readonly number[], change: RemakeChange): Promise<RemakeDraft> {
    const contentHash = await this.#parts.hasher.hash(spec.source, this.#parts.closing)
    const { engine, plan } = spec
    const keyOf = (prompt: string, local: LocalPainting, n: number) =>
      paintKey({ contentHash, plan, engine, local, prompt, n, watermark: spec.watermark === true })
    const { prompt, local, n, variations } = paintOf(spec, chosen, change)
    const isAsBefore = isDoor(engine) ? false : isSamePainting(local, spec.local)
    const isRepeated = (variation: number) => local.method !== 'texture' || variation <= spec.n
    const settings: BatchSettings = {
      target: spec.target,
      moreTargets: [],
      engine,
      local,
      prompt,
      n,
      // Who asks for it once more wants it beside what is there.
      output: { ...(change.output ?? spec.output), conflict: 'unique' },
      sendLinks: spec.sendLink,
      pilot: null,
    }
    return {
      spec,
      settings,
      prompt,
      variations,
      paintKey: keyOf(prompt, local, n),
      paintedBefore: keyOf(spec.prompt, spec.local, spec.n),
      repeated: isAsBefore ? variations.filter(isRepeated).length : 0,
    }
  }

  /** The photos with their headers as they are now; those that cannot be read are refused. */
  async #photos(drafts: readonly RemakeDraft[]): Promise<{
    readonly ready: readonly Ready[]
    readonly refused: readonly Refusal[]
  }> {
    const probed = new Map<string, ProbeResult>()
    const sources = [...new Set(drafts.map(({ spec }) => spec.source))]
    await this.#parts.imaging.probe(sources, {
      signal: this.#parts.closing,
      onResult: (result) => probed.set(result.path, result),
    })
    const ready: Ready[] = []
    const refused: Refusal[] = []
    for (const draft of drafts) {
      const { spec, prompt, variations } = draft
      const { source } = spec
      const result = probed.get(source)
      if (result?.kind !== 'photo') {
        refused.push({ source, message: result?.error.message ?? `The photo ${source} cannot be read.` })
        continue
      }
      const { header, stamp } = result
      const { target, link } = spec
      const photo = { source, root: rootOf(spec), header, stamp, target, prompt, link, variations }
      ready.push({ draft, photo })
    }
    return { ready, refused }
  }
}

interface Ready {
  readonly draft: RemakeDraft
  readonly photo: PhotoToExpand
}

/** How a job is painted once more, and which pictures of that are wanted. */
function paintOf(spec: JobSpec, chosen: readonly number[], change: RemakeChange) {
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
  const last = Math.min(mostPictures, n + count)
  if (last === n) {
    throw new AppError('bad-request', `${spec.source} has ${n} variations already, which is the most there can be.`)
  }
  return { prompt, local, n: last, variations: upTo(last).slice(n) }
}

/** Whether the local engine does the same; effort counts for textures alone. */
function isSamePainting(a: LocalPainting, b: LocalPainting): boolean {
  return a.method === b.method && (a.method !== 'texture' || a.effort === b.effort)
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/** What was given when the job was added, as far as its folders tell: outputs go beside it as they did then. */
function rootOf({ source, link, output, outputRoot, folder }: JobSpec): string {
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

/** Jobs that can be one batch: of the same settings, and each photo once. */
function grouped(ready: readonly Ready[]): readonly (readonly Ready[])[] {
  const groups = new Map<string, Ready[]>()
  const seen = new Map<string, number>()
  for (const each of ready) {
    const { settings, spec } = each.draft
    const { target: _target, prompt: _prompt, ...shared } = settings
    const kind = JSON.stringify([shared, spec.watermark])
    const times = seen.get(`${kind} ${spec.source}`) ?? 0
    seen.set(`${kind} ${spec.source}`, times + 1)
    const key = `${times} ${kind}`
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return [...groups.values()]
}
