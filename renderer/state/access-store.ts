import { createStore } from 'zustand/vanilla'
import type { CheckView, DoorKey } from '../../core/service/access'
import { type DoorId, doorIds } from '../../core/service/doors'

/** What "Check connection" said last of a door as it is set up now. */
export type DoorCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly report: CheckView }

/** What the window knows of the ways to the service: where each key is, and whether the way was looked at. Never a key. */
export interface AccessState {
  /** `null`: main has not said yet. */
  readonly keys: Readonly<Record<DoorId, DoorKey | null>>
  readonly checks: Readonly<Record<DoorId, DoorCheck>>
}

const unchecked: DoorCheck = { kind: 'none' }

/** Keeps main's word on keys. What a check found out holds until the door's key or endpoint changes. */
export function createAccessStore() {
  const store = createStore<AccessState>(() => ({
    keys: { cometapi: null, kling: null },
    checks: { cometapi: unchecked, kling: unchecked },
  }))
  /** Counts what a check of each door depends on: an answer to an older question is not taken. */
  const versions: Record<DoorId, number> = { cometapi: 0, kling: 0 }

  const setCheck = (door: DoorId, check: DoorCheck) =>
    store.setState((state) => ({ checks: { ...state.checks, [door]: check } }))

  const forget = (door: DoorId) => {
    versions[door]++
    if (store.getState().checks[door].kind !== 'none') setCheck(door, unchecked)
  }

  return {
    ...store,
    /** The door's key or endpoint is another one. */
    forget,
    /** The key that was just stored or removed here. */
    put(key: DoorKey): void {
      forget(key.door)
      store.setState((state) => ({ keys: { ...state.keys, [key.door]: key } }))
    },
    /** What main says of all keys, whoever changed one. */
    receive(keys: readonly DoorKey[]): void {
      for (const key of keys) {
        const before = store.getState().keys[key.door]
        if (before !== null && !sameKey(before, key)) forget(key.door)
      }
      store.setState((state) => ({ keys: { ...state.keys, ...byDoor(keys) } }))
    },
    /** Asks by `ask` whether key and route are good; `null` is no answer. */
    async check(door: DoorId, ask: () => Promise<CheckView | null>): Promise<void> {
      if (store.getState().checks[door].kind === 'running') return
      const version = versions[door]
      setCheck(door, { kind: 'running' })
      const report = await ask()
      if (version === versions[door]) setCheck(door, report === null ? unchecked : { kind: 'done', report })
    },
  }
}

export type AccessStore = ReturnType<typeof createAccessStore>

function byDoor(keys: readonly DoorKey[]): Partial<Record<DoorId, DoorKey>> {
  return Object.fromEntries(
    doorIds.flatMap((door) => keys.filter((key) => key.door === door).map((key) => [door, key])),
  )
}

function sameKey(a: DoorKey, b: DoorKey): boolean {
  return a.place === b.place && a.kind === b.kind && a.problem?.code === b.problem?.code
}
