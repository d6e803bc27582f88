import { describe, expect, it, vi } from 'vitest'
import { createSync } from '../../../renderer/state/sync'

/** A store of the numbers it was told, with revisions as the real ones have. */
function world(snapshots: readonly (() => Promise<number>)[]) {
  let revision: number | null = null
  const seen: string[] = []
  const fetches = [...snapshots]
  const fetch = vi.fn(() => fetches.shift()?.() ?? Promise.reject(new Error('asked too often')))
  const onError = vi.fn()
  const sync = createSync<number, number>({
    fetch,
    onError,
    replace: (snapshot) => {
      revision = snapshot
      seen.push(`snapshot ${snapshot}`)
    },
    apply: (patch) => {
      if (revision === null || patch > revision + 1) return false
      if (patch === revision + 1) {
        revision = patch
        seen.push(`patch ${patch}`)
      }
      return true
    },
  })
  return { sync, seen, fetch, onError }
}

const later = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe('keeping in step with main', () => {
  it('lets patches wait for the snapshot, and leaves out those that it holds', async () => {
    const snapshot = later<number>()
    const { sync, seen } = world([() => snapshot.promise])
    const loaded = sync.load()
    sync.push(3)
    sync.push(4)
    snapshot.resolve(3)
    await loaded
    sync.push(5)
    expect(seen).toEqual(['snapshot 3', 'patch 4', 'patch 5'])
  })

  it('asks for everything again, once, when a patch is missing', async () => {
    const second = later<number>()
    const { sync, seen, fetch } = world([async () => 1, () => second.promise])
    await sync.load()
    sync.push(3)
    sync.push(4)
    expect(fetch).toHaveBeenCalledTimes(2)
    second.resolve(3)
    await vi.waitFor(() => expect(seen).toEqual(['snapshot 1', 'snapshot 3', 'patch 4']))
  })

  it('says that the snapshot could not be had, and asks again with the next patch', async () => {
    const failure = new Error('gone')
    const { sync, seen, onError } = world([() => Promise.reject(failure), async () => 2])
    await sync.load()
    expect(onError).toHaveBeenCalledWith(failure)
    sync.push(2)
    await vi.waitFor(() => expect(seen).toEqual(['snapshot 2']))
  })

  it('does not ask twice at once', async () => {
    const { sync, fetch } = world([async () => 1])
    await Promise.all([sync.load(), sync.load()])
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})
