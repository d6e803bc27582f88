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

  has(real: string): boolean {
    return this.#byPath.has(real)
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

/** The files, in another state. */
export function inState(state: SeenState, files: readonly SeenFile[]): readonly SeenFile[] {
  return files.map((file) => ({ ...file, state }))
}
