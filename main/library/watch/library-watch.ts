import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { forEachOf } from '../../shared/pool'
import { type Candidate, matchMoved } from '../moves'
import { isNamedLikePhoto } from '../names'
import type { PhotoList } from '../photo-list'
import { completeHeaders, type RecheckOptions, recheck } from '../recheck'
import { type DiskChanges, DiskWatch } from './disk-watch'

export interface LibraryWatchOptions extends RecheckOptions {
  /** Gets what the user need not act on. Default: silence. */
  readonly log?: { warn(message: string): void }
}

/** New names that are looked at at a time. */
const resolvedAtOnce = 32

/** Keeps the library in step with its files while the program runs. */
export class LibraryWatch {
  readonly #disk: DiskWatch

  constructor(
    readonly list: PhotoList,
    readonly options: LibraryWatchOptions,
  ) {
    this.#disk = new DiskWatch({
      folders: () => list.folders.watched(),
      onChanges: (changes) => this.#look(changes),
      onError: (error) => this.#warn('What changed on the disk was not looked at', error),
      onRefused: (error) => this.#warn('The system watches no more folders', error),
    })
  }

  /** Watches, then looks at everything once: what happened before is seen by looking, what happens then by the watch. */
  async begin(): Promise<void> {
    this.list.folders.onChange = () => this.#disk.followSoon()
    await this.#disk.follow()
    await recheck(this.list, 'all', this.options)
    await completeHeaders(this.list, this.options)
  }

  /** Releases what is watched. */
  async close(): Promise<void> {
    this.list.folders.onChange = () => undefined
    await this.#disk.close()
  }

  async #look(changes: DiskChanges): Promise<void> {
    const concerned = new Set<string>()
    const names: { readonly folder: string; readonly name: string }[] = []
    for (const [folder, changed] of changes) {
      if (changed === null) for (const id of this.list.folders.below(folder)) concerned.add(id)
      for (const name of changed ?? []) {
        const ids = this.#at(folder, name)
        for (const id of ids) concerned.add(id)
        if (ids.length === 0 && isNamedLikePhoto(name)) names.push({ folder, name })
      }
    }
    const { appeared, known } = await this.#resolve(names)
    for (const id of known) concerned.add(id)
    await recheck(this.list, [...concerned], { ...this.options, appeared })
    if (appeared.length > 0) await this.#welcome(appeared)
  }

  /** The photo of that name, or the photos in a folder of that name. */
  #at(folder: string, name: string): readonly string[] {
    const { folders } = this.list
    const id = folders.in(folder)?.get(name)
    if (id !== undefined) return [id]
    return isNamedLikePhoto(name) ? [] : folders.below(join(folder, name))
  }

  /**
   * Files that are there under names that are not listed: new ones, among which may be what was missed, and photos that
   * are listed by another way to them.
   */
  async #resolve(names: readonly { readonly folder: string; readonly name: string }[]) {
    const appeared: Candidate[] = []
    const known: string[] = []
    await forEachOf(names, resolvedAtOnce, async ({ folder, name }) => {
      const path = join(folder, name)
      const real = await realpath(path).catch(() => null)
      if (real === null) return
      const photo = this.list.withReal(real)
      if (photo) known.push(photo.id)
      else appeared.push({ path, real, root: this.list.folders.rootOf(folder) })
    })
    return { appeared, known }
  }

  /** Gives photos that were missed for longer the places where their files have appeared. */
  async #welcome(appeared: readonly Candidate[]): Promise<void> {
    const { list } = this
    const lost = list.select('all').filter(({ photo }) => photo.error?.code === 'file-missing' && photo.link === null)
    const moves = lost.length > 0 ? await matchMoved(lost, appeared) : []
    list.move(moves)
    await recheck(
      list,
      moves.map(({ id }) => id),
      this.options,
    )
  }

  #warn(what: string, error: unknown): void {
    this.options.log?.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
