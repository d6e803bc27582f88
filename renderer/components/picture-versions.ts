import { useCallback, useSyncExternalStore } from 'react'

/** What main said of pictures whose files have changed since they were shown first, by their address without a query. */
const versions = new Map<string, string>()
const listeners = new Set<() => void>()

/** Says that a picture is another one now: wherever it is shown it is asked for anew. */
export function setPictureVersion(address: string, version: string): void {
  const picture = withoutQuery(address)
  if (versions.get(picture) === version) return
  versions.set(picture, version)
  for (const listener of listeners) listener()
}

/** An address that leads to the picture as it is now: the page keeps what it has of an address. */
export function useFresh(address: string): string {
  const read = useCallback(() => versions.get(withoutQuery(address)), [address])
  const version = useSyncExternalStore(subscribe, read)
  return version === undefined ? address : `${address}&v=${version}`
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function withoutQuery(address: string): string {
  const at = address.indexOf('?')
  return at < 0 ? address : address.slice(0, at)
}
