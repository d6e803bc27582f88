import { inSlices } from '../../shared/slices'
import type { SeenFile, SeenFiles, SeenState } from './seen-files'

/** The files of one watched folder that are known, in memory and on disk. */
export class KnownFiles {
  /** By their paths without links. */
  readonly #byPath = new Map<string, SeenFile>()
  /** What was last known of a file, whatever it is called. */
  readonly #states = new Map<string, SeenState>()

  constructor(
    readonly store: SeenFiles,
    readonly folder: string,
  ) {
    for (const file of store.of(folder)) this.#hold(file)
  }

  /** Whether something of that name is known that is there, as far as is known. */
  has(real: string): boolean {
    const known = this.#byPath.get(real)
    return known !== undefined && known.state !== 'left'
  }

  /** Whether a file is one that has left and come back: disks that are connected again may number files anew. */
  isBack({ real, file }: Pick<SeenFile, 'real' | 'file'>): boolean {
    const known = this.#byPath.get(real)
    return known?.state === 'left' && withoutNumber(known.file) === withoutNumber(file)
  }

  /** Those that are not among the files that are there now. */
  missingIn(there: ReadonlySet<string>): readonly SeenFile[] {
    return [...this.#byPath.values()].filter(
      ({ real, state }) => (state === 'before' || state === 'done') && !there.has(real),
    )
  }

  /** What is known of a file that may have been called otherwise; `undefined`: nothing. */
  stateOf(file: string): SeenState | undefined {
    return this.#states.get(file)
  }

  in(state: SeenState): readonly SeenFile[] {
    return [...this.#byPath.values()].filter((file) => file.state === state)
  }

  /** Remembers files, a few at a time where they are many. @throws {AppError} */
  save(files: readonly SeenFile[]): Promise<void> {
    return inSlices(files, (slice) => this.saveNow(slice))
  }

  /** Remembers a few files before anything else happens. @throws {AppError} */
  saveNow(files: readonly SeenFile[]): void {
    if (files.length === 0) return
    this.store.save(this.folder, files)
    for (const file of files) this.#hold(file)
  }

  #hold(file: SeenFile): void {
    this.#byPath.set(file.real, file)
    this.#states.set(file.file, file.state)
  }
}

/** Size and time; see `fileOf`. */
function withoutNumber(file: string): string {
  return file.slice(file.indexOf(':'))
}

/** The files, in another state. */
export function inState(state: SeenState, files: readonly SeenFile[]): readonly SeenFile[] {
  return files.map((file) => ({ ...file, state }))
}
