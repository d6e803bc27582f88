import { sep } from 'node:path'
import type { Imaging } from '../../../core/imaging'
import type { ProbeResult } from '../../../core/photo'
import type { WatchFolder, WatchState, WatchView } from '../../../core/watch'
import { forEachOf } from '../../shared/pool'
import type { PhotoList } from '../photo-list'
import { isCancelled } from '../recheck'
import { type WalkItem, walk } from '../walk'
import { DiskWatch } from '../watch/disk-watch'
import { isNetworkDrive } from '../watch/network-drive'
import { type Arriving, ArrivingFiles, filesOf } from './arriving'
import { mayConcern, stateOf } from './folder-state'
import { inState, KnownFiles } from './known-files'
import type { SeenFile, SeenFiles } from './seen-files'

/** Photos that have come in together. */
export interface Arrival {
  readonly folder: WatchFolder
  /** Of the library. */
  readonly photos: readonly string[]
}

/** What became of an arrival: how many of its photos were started, or why none was. */
export type Started = Pick<NonNullable<WatchView['last']>, 'started' | 'held'>

export interface HotFolderParts {
  readonly list: PhotoList
  readonly seen: SeenFiles
  readonly imaging: Pick<Imaging, 'probe'>
  readonly signal: AbortSignal
  /** Whether a file is one that the program made itself. */
  readonly isOutput: (path: string) => boolean
  /** Whether a photo whose header can be read is there to its last row: copies that pause look whole until then. */
  readonly isWhole: (path: string, signal: AbortSignal) => Promise<boolean>
  /** Other watched folders: what is in one of them that lies deeper is that one's. */
  readonly others: () => readonly string[]
  readonly onChange: () => void
  /** Gets what came in, a burst at a time. */
  readonly onArrival: (arrival: Arrival) => Promise<Started>
  readonly onError: (error: unknown) => void
  /** How long a file has to stay as it is before it counts as whole, ms. */
  readonly settleMs: number
}

type PhotoItem = Extract<WalkItem, { kind: 'photo' }>

/** Photos that are opened and listed in one go. */
const atOnce = 100
/** Photos that are decoded at once to see whether they are whole. */
const decodedAtOnce = 2
/** The longest that photos wait for others that come with them, ms. */
const longestBurst = 10_000
/** How often a folder is looked at that the system does not watch, or that is gone, ms. */
const lookEvery = 15_000
/** The least that lies between two such looks, in times of what one takes: a large share is not kept busy. */
const leastRest = 20

/** One watched folder: finds out what is new in it, waits until that is whole, and brings it in. */
export class HotFolder {
  #state: WatchState = 'looking'
  #last: WatchView['last'] = null
  readonly #known: KnownFiles
  readonly #arriving: ArrivingFiles
  readonly #disk: DiskWatch
  #folders: ReadonlySet<string>
  #settleTimer: NodeJS.Timeout | undefined
  #lookTimer: NodeJS.Timeout | undefined
  #turns: Promise<void> = Promise.resolve()
  #burstSince: number | null = null
  #isRemote = false
  /** How long the last look took, ms. */
  #lookMs = 0
  #closed = false

  constructor(
    public folder: WatchFolder,
    readonly parts: HotFolderParts,
  ) {
    this.#folders = new Set([folder.path])
    this.#arriving = new ArrivingFiles(parts.settleMs)
    this.#known = new KnownFiles(parts.seen, folder.id)
    this.#disk = new DiskWatch({
      folders: () => this.#folders,
      onChanges: async (changes) => {
        if (await mayConcern(changes)) await this.look()
      },
      onError: parts.onError,
    })
  }

  get view(): WatchView {
    return {
      id: this.folder.id,
      state: this.#state,
      before: this.#known.in('before').length,
      waiting: this.#arriving.size,
      polled: this.#isPolled,
      last: this.#last,
    }
  }

  get #isPolled(): boolean {
    return this.#isRemote || !this.#disk.isComplete
  }

  /** Watches, and looks at what is there. */
  async begin(): Promise<void> {
    await this.#disk.follow()
    await this.look()
  }

  /** Looks at all that is in the folder. */
  look(): Promise<void> {
    return this.#turn(() => this.#look())
  }

  /** Brings in what was there when watching began. Started by the user, not by itself. */
  takeExisting(): Promise<void> {
    return this.#turn(async () => {
      await this.#look()
      if (this.#state !== 'watching') return
      const before = this.#known.in('before')
      const items = before.map(({ real }): PhotoItem => ({ kind: 'photo', path: real, real, root: this.folder.path }))
      const there = items.filter(({ real }) => !this.parts.list.withReal(real))
      for (let at = 0; at < there.length; at += atOnce) {
        const some = there.slice(at, at + atOnce)
        this.#bring(some, await this.#probe(some))
      }
      await this.#known.save(inState('done', before))
      this.parts.onChange()
    })
  }

  /** Stops. What is known of the folder stays. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#settleTimer)
    clearTimeout(this.#lookTimer)
    await Promise.all([this.#disk.close(), this.#turns])
  }

  /** One at a time. */
  #turn(work: () => Promise<void>): Promise<void> {
    const done = this.#turns.then(() => (this.#closed ? undefined : work()))
    this.#turns = done.catch((error: unknown) => {
      if (!isCancelled(error)) this.parts.onError(error)
    })
    return this.#turns
  }

  async #look(): Promise<void> {
    const state = await stateOf(this.folder.path)
    if (state !== 'watching') return this.#become(state)
    const begun = performance.now()
    this.#isRemote = await isNetworkDrive(this.folder.path)
    const folders = new Set([this.folder.path])
    const items: PhotoItem[] = []
    const onFolder = (path: string) => folders.add(path)
    for await (const chunk of walk([this.folder.path], { signal: this.parts.signal, onFolder })) {
      items.push(...chunk.items.filter((item): item is PhotoItem => item.kind === 'photo' && this.#isOwn(item.path)))
    }
    this.#watch(folders)
    if (this.parts.seen.isBegun(this.folder.id)) await this.#notice(items)
    else await this.#rememberAll(items)
    this.#lookMs = performance.now() - begun
    await this.#arrive()
    this.#become('watching')
  }

  /** What is here now was here before. */
  async #rememberAll(items: readonly PhotoItem[]): Promise<void> {
    const { list, seen } = this.parts
    const seenFiles = [...(await filesOf(items))].map(([{ real }, file]): SeenFile => {
      return { real, file, state: list.withReal(real) ? 'done' : 'before' }
    })
    await this.#known.save(seenFiles)
    seen.begin(this.folder.id)
  }

  async #notice(items: readonly PhotoItem[]): Promise<void> {
    const known: SeenFile[] = []
    for (const [item, file] of await filesOf(items.filter(({ real }) => !this.#known.has(real)))) {
      const before = this.#known.stateOf(file)
      // Renamed, back, listed by the user, or made by the program: nothing that came.
      const isKnown = before !== undefined || this.#known.isBack({ real: item.real, file })
      const isOurs = this.parts.list.withReal(item.real) !== undefined || this.parts.isOutput(item.path)
      if (!isKnown && !isOurs) this.#arriving.note(item, file)
      else known.push({ real: item.real, file, state: before === 'before' ? 'before' : 'done' })
    }
    const there = new Set(items.map(({ real }) => real))
    const left = this.#known.missingIn(there)
    await this.#known.save(known)
    await this.#known.save(inState('left', left))
  }

  /** Brings in what is whole by now, and tells of it when nothing more is on its way. */
  async #arrive(): Promise<void> {
    const settled = (await this.#arriving.settled()).filter(({ item }) => !this.parts.isOutput(item.path))
    for (let at = 0; at < settled.length; at += atOnce) {
      const some = settled.slice(at, at + atOnce)
      const results = await this.#probe(some.map(({ item }) => item))
      const whole = await this.#whole(some, results)
      const items = whole.map(({ item }) => item)
      // Listed first: a crash in between may cost photos their start, never their coming in, nor a second start.
      this.#bring(items, results)
      this.#known.saveNow(whole.map(({ item, file }) => ({ real: item.real, file, state: 'arrived' })))
      if (whole.length > 0) this.#burstSince ??= performance.now()
    }
    const isOver = this.#burstSince === null || performance.now() - this.#burstSince > longestBurst
    if (isOver || !this.#arriving.isSettling) await this.#tell()
    clearTimeout(this.#settleTimer)
    if (this.#arriving.isSettling && !this.#closed) {
      this.#settleTimer = setTimeout(() => void this.#turn(() => this.#arriveAndTell()), this.parts.settleMs)
    }
  }

  async #arriveAndTell(): Promise<void> {
    await this.#arrive()
    this.parts.onChange()
  }

  /** Those that can be opened to their ends; the others wait for their next change. */
  async #whole(some: readonly Arriving[], results: ReadonlyMap<string, ProbeResult>): Promise<readonly Arriving[]> {
    const broken = new Set<Arriving>()
    await forEachOf(some, decodedAtOnce, async (arriving) => {
      const { path } = arriving.item
      if (results.get(path)?.kind === 'photo' && (await this.parts.isWhole(path, this.parts.signal))) return
      broken.add(arriving)
      this.#arriving.refuse(arriving)
    })
    return some.filter((arriving) => !broken.has(arriving))
  }

  async #probe(items: readonly PhotoItem[]): Promise<ReadonlyMap<string, ProbeResult>> {
    const results = new Map<string, ProbeResult>()
    if (items.length === 0) return results
    await this.parts.imaging.probe(
      items.map(({ path }) => path),
      { signal: this.parts.signal, onResult: (result) => results.set(result.path, result) },
    )
    return results
  }

  #bring(items: readonly PhotoItem[], results: ReadonlyMap<string, ProbeResult>): void {
    const { list } = this.parts
    const { path: root, target, moreTargets } = this.folder
    const found = items.flatMap(({ path, real }) => {
      const result = results.get(path)
      const isThere = result && (result.kind === 'photo' || result.error.code !== 'file-missing')
      return isThere ? [{ path, real, root, link: null, result }] : []
    })
    list.put(found)
    const ids = found.flatMap(({ real }) => list.withReal(real)?.id ?? [])
    if (target !== null) list.change([{ ids, target, moreTargets }])
  }

  /** Says what has come in, and has it started. */
  async #tell(): Promise<void> {
    this.#burstSince = null
    const arrived = this.#known.in('arrived')
    if (arrived.length === 0) return
    const photos = arrived.flatMap(({ real }) => this.parts.list.withReal(real)?.id ?? [])
    if (photos.length > 0) {
      const started = await this.parts.onArrival({ folder: this.folder, photos })
      this.#last = { at: Date.now(), photos: photos.length, ...started }
    }
    await this.#known.save(inState('done', arrived))
  }

  /** Whether a photo is not in another watched folder that lies deeper. */
  #isOwn(path: string): boolean {
    const { path: own } = this.folder
    return !this.parts.others().some((other) => other.length > own.length && path.startsWith(other + sep))
  }

  #watch(folders: ReadonlySet<string>): void {
    const isSame = folders.size === this.#folders.size && [...folders].every((folder) => this.#folders.has(folder))
    this.#folders = folders
    if (!isSame) this.#disk.followSoon()
  }

  #become(state: WatchState): void {
    this.#state = state
    this.parts.onChange()
    clearTimeout(this.#lookTimer)
    if (this.#closed || (state === 'watching' && !this.#isPolled)) return
    const wait = Math.max(lookEvery, this.#lookMs * leastRest)
    this.#lookTimer = setTimeout(() => void this.look(), wait).unref()
  }
}
