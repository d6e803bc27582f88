import type { RenderRow } from '../store/renders'
import type { Store } from '../store/store'
import type { RenderCache } from './render-cache'

/** The renders that are here, by paint. */
export class RenderShelf {
  readonly #store: Store
  readonly #cache: RenderCache

  constructor(store: Store, cache: RenderCache) {
    this.#store = store
    this.#cache = cache
  }

  /** Pictures whose render of a pass is here. */
  variations(paintKey: string, pass: number): ReadonlySet<number> {
    return new Set(this.#rows(paintKey).flatMap((row) => (row.pass === pass ? [row.variation] : [])))
  }

  /** Files of a picture's renders, from the first pass. */
  paths(paintKey: string, variation: number): readonly string[] {
    return this.#ofVariation(paintKey, variation).map(({ file }) => this.#cache.path(file))
  }

  /** The service's ids of the tasks that painted a picture, from the first pass. */
  taskIds(paintKey: string, variation: number): readonly string[] {
    return this.#ofVariation(paintKey, variation).map(({ taskId }) => taskId)
  }

  #ofVariation(paintKey: string, variation: number): readonly RenderRow[] {
    return this.#rows(paintKey).filter((row) => row.variation === variation)
  }

  /** By pass. */
  #rows(paintKey: string): readonly RenderRow[] {
    return this.#store.reading(() => this.#store.renders.ofPaint(paintKey))
  }
}
