import { type ComponentType, useEffect, useState } from 'react'

/** A component whose code is in a file of its own. */
export interface Part {
  /** The component, once it is there. */
  readonly loaded: () => ComponentType | null
  readonly load: () => Promise<ComponentType>
}

/** A part that is fetched by `load`, which a bundler must be able to see: `async () => (await import('./x')).X`. */
export function part(load: () => Promise<ComponentType>): Part {
  let loaded: ComponentType | null = null
  return {
    loaded: () => loaded,
    load: async () => {
      loaded = await load()
      return loaded
    },
  }
}

/**
 * Shows a part when its code has come, and at once when it is there already. (React's own `lazy` shows its fallback for
 * 300 ms even then: a blank flash at the first visit of each view.)
 */
export function Later({ part }: { readonly part: Part }) {
  const [Component, setComponent] = useState(part.loaded)
  useEffect(() => {
    if (Component === null) void part.load().then((component) => setComponent(() => component))
  }, [Component, part])
  return Component === null ? null : <Component />
}
