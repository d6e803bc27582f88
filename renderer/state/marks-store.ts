import { createStore } from 'zustand/vanilla'
import {
  isSameMark,
  type Mark,
  type MarkedResult,
  type MarksPatch,
  type MarksSnapshot,
  noMark,
} from '../../core/gallery'

/** A result by its job and variation. */
export function resultId(job: string, variation: number): string {
  return `${job}/${variation}`
}

/** A result as main is told of it. */
export function resultRef(id: string): { readonly job: string; readonly variation: number } {
  const at = id.lastIndexOf('/')
  return { job: id.slice(0, at), variation: Number(id.slice(at + 1)) }
}

/** What is known of a result's mark. */
export type KnownMark = Pick<MarkedResult, 'mark' | 'problem'>

export interface MarksState {
  readonly loaded: boolean
  readonly revision: number
  /** By result; changed in place. */
  readonly marks: ReadonlyMap<string, KnownMark>
  /** The same marks, in a new object whenever any changed. */
  readonly version: { readonly marks: ReadonlyMap<string, KnownMark> }
}

const unmarked: KnownMark = { mark: noMark, problem: null }

/** The mark of a result; one that has none says nothing. */
export function markOf(marks: ReadonlyMap<string, KnownMark>, id: string): KnownMark {
  return marks.get(id) ?? unmarked
}

/**
 * The marks as main last told them, ahead of it by what was marked just now: a result on whose way to main a mark is
 * does not go back to an older one meanwhile.
 */
export function createMarksStore() {
  const marks = new Map<string, KnownMark>()
  const underWay = new Map<string, number>()
  const store = createStore<MarksState>(() => ({ loaded: false, revision: 0, marks, version: { marks } }))

  const put = (id: string, known: KnownMark) => {
    if (known.problem === null && isSameMark(known.mark, noMark)) marks.delete(id)
    else marks.set(id, known)
  }
  const receive = (told: readonly MarkedResult[]) => {
    for (const { job, variation, mark, problem } of told) {
      const id = resultId(job, variation)
      put(id, { mark: underWay.has(id) ? markOf(marks, id).mark : mark, problem })
    }
  }

  return {
    ...store,
    replace(snapshot: MarksSnapshot): void {
      for (const id of marks.keys()) if (!underWay.has(id)) marks.delete(id)
      receive(snapshot.marks)
      store.setState({ loaded: true, revision: snapshot.revision, version: { marks } })
    },
    /** @returns false when a patch before this one is missing */
    apply(patch: MarksPatch): boolean {
      const { loaded, revision } = store.getState()
      if (!loaded || patch.revision > revision + 1) return false
      if (patch.revision <= revision) return true
      receive(patch.marks)
      store.setState({ revision: patch.revision, version: { marks } })
      return true
    },
    /** Shows marks before main has them. @returns what is to be called once main has answered */
    anticipate(set: readonly { readonly id: string; readonly mark: Mark }[]): () => void {
      for (const { id, mark } of set) {
        underWay.set(id, (underWay.get(id) ?? 0) + 1)
        put(id, { mark, problem: null })
      }
      store.setState({ version: { marks } })
      return () => {
        for (const { id } of set) {
          const left = (underWay.get(id) ?? 1) - 1
          if (left > 0) underWay.set(id, left)
          else underWay.delete(id)
        }
      }
    },
  }
}

export type MarksStore = ReturnType<typeof createMarksStore>
