/** Something main describes once whole, then by patches whose revision grows by one. */
interface Source<Snapshot, Patch> {
  /** Asks main for everything. */
  readonly fetch: () => Promise<Snapshot>
  readonly replace: (snapshot: Snapshot) => void
  /** Answers false when a patch before this one is missing. */
  readonly apply: (patch: Patch) => boolean
  /** The snapshot could not be had. */
  readonly onError: (error: unknown) => void
}

/**
 * Keeps a store in step with main: patches that come while the snapshot is on its way wait for it, and a gap between
 * revisions asks for everything again, once.
 */
export function createSync<Snapshot, Patch>(source: Source<Snapshot, Patch>) {
  let waiting: Patch[] | null = null

  const load = async (): Promise<void> => {
    if (waiting !== null) return
    waiting = []
    try {
      source.replace(await source.fetch())
    } catch (error) {
      waiting = null
      source.onError(error)
      return
    }
    const patches: Patch[] = waiting
    waiting = null
    for (const patch of patches) push(patch)
  }

  const push = (patch: Patch): void => {
    if (waiting !== null) waiting.push(patch)
    else if (!source.apply(patch)) {
      void load()
      push(patch)
    }
  }

  return { load, push }
}
