import { AppError, type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { RemakeChange, RemakeEstimate, RemakeRequest } from '../../core/gallery'
import type { Imaging } from '../../core/imaging'
import type { JobSpec } from '../../core/job'
import type { LocalPainting } from '../../core/local-painting'
import type { ProbeResult } from '../../core/photo'
import type { UserPreset } from '../../core/presets'
import type { JobView } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import type { BatchList } from './batch-list'
import type { JobList } from './job-list'
import { paintKey } from './keys'
import type { MarkList } from './marks'
import { rootOf } from './output-paths'
import type { PhotoHasher } from './photo-hasher'
import { estimateOf } from './remake-estimate'
import { grouped, type Ready } from './remake-groups'
import { isSamePainting, paintOf } from './remake-paint'
import type { Store } from './store/store'
import type { Clock } from './types'

export interface RemakeParts {
  readonly store: Store
  readonly list: JobList
  readonly hasher: PhotoHasher
  readonly imaging: Pick<Imaging, 'probe'>
  readonly batches: BatchList
  readonly marks: Pick<MarkList, 'starsOf' | 'inherit'>
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
  /** Whether they are the results' own pictures, written anew: stars and colours hold for them, too. */
  readonly isCopy: boolean
  /** SHA-256 of the photo's bytes, hex. */
  readonly contentHash: string
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

/** What the user agreed to, and what else a remake goes by. */
export interface RemakeTerms {
  /** The units that the user was told; more is never spent. */
  readonly agreed: number
  /** Most units a batch may take; `null`: none is set. */
  readonly cap: number | null
  /** The user's presets, for `{preset}` in names. */
  readonly presets: readonly UserPreset[]
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
   * @throws {AppError} `cost-changed` when it takes more by now than was agreed to, before anything is added
   */
  async add(request: RemakeRequest, { agreed, cap, presets }: RemakeTerms): Promise<Remade> {
    const { batches, closing } = this.#parts
    const { drafts, refused } = await this.#draft(request)
    const photos = await this.#photos(drafts)
    const units = this.#unitsOf(photos.ready)
    if (units > agreed) {
      const message = `This takes ${units} units by now, not ${agreed} as shown. Nothing was begun; look once more.`
      throw new AppError('cost-changed', message)
    }
    // Reckoned before the first is added: what that one begins is not known to be bought yet.
    const groups = grouped(photos.ready).map((group) => ({ ...group, most: this.#unitsOf(group.members) }))
    const batchIds: string[] = []
    const left = [...refused, ...photos.refused]
    let jobs = 0
    for (const { members, settings, watermark, most } of groups) {
      const budget = isDoor(settings.engine) ? Math.min(most, cap ?? most) : null
      const options = { again: true, budget, watermark, presets }
      const expanded = members.map(({ photo }) => photo)
      const added = await batches.add(expanded, settings, options, closing)
      if (added.batchId !== null) batchIds.push(added.batchId)
      jobs += added.jobs.length
      this.#inherit(members, added.jobs)
      left.push(...added.refused.map(({ source, error }) => ({ source, error })))
    }
    return { batchIds, jobs, refused: left }
  }

  /** What was said of results holds for their copies, too. */
  #inherit(members: readonly Ready[], jobs: readonly JobView[]): void {
    const copied = new Map(members.map(({ draft }) => [draft.spec.source, draft]))
    const pairs = jobs.flatMap(({ id, source }) => {
      const draft = copied.get(source)
      if (!draft?.isCopy) return []
      return draft.variations.map((variation) => ({
        from: { job: draft.spec.id, variation },
        to: { job: id, variation },
      }))
    })
    this.#parts.marks.inherit(pairs)
  }

  #starsOf({ spec, variations, isCopy }: RemakeDraft): ReadonlyMap<number, number> {
    const known = isCopy ? variations : []
    return new Map(
      known.flatMap((variation) => {
        const stars = this.#parts.marks.starsOf({ job: spec.id, variation })
        return stars === null ? [] : [[variation, stars] as const]
      }),
    )
  }

  #unitsOf(ready: readonly Ready[]): number {
    const { store, clock } = this.#parts
    const drafts = ready.map(({ draft }) => draft)
    return estimateOf(drafts, store, clock.now()).units
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
        refused.push({ source: view.source, error: toErrorInfo(error) })
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
      isCopy: change.kind === 'export',
      contentHash,
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
      const { spec, prompt, variations, contentHash, paintKey } = draft
      const { source } = spec
      const result = probed.get(source)
      if (result?.kind !== 'photo') {
        const unread: ErrorInfo = { code: 'file-unreadable', message: `The photo ${source} cannot be read.` }
        refused.push({ source, error: result?.error ?? unread })
        continue
      }
      const { header, stamp } = result
      const { target, link } = spec
      // From here on what was bought of it is kept for it.
      const paint = { contentHash, paintKey }
      const stars = this.#starsOf(draft)
      const photo = { source, root: rootOf(spec), header, stamp, target, prompt, link, variations, stars, paint }
      ready.push({ draft, photo })
    }
    return { ready, refused }
  }
}
