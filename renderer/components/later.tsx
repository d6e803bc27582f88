import { type ComponentType, useEffect, useState } from 'react'

/**
 * A component whose code comes later, and at once when it is there already. (React's own `lazy` shows its fallback for
 * 300 ms even then: a blank flash at the first visit of each view.)
 */
export function later(load: () => Promise<ComponentType>) {
  let loaded: ComponentType | null = null
  const preload = async () => {
    loaded = await load()
    return loaded
  }
  function Later() {
    const [Component, setComponent] = useState(() => loaded)
    useEffect(() => {
      if (Component === null) void preload().then((component) => setComponent(() => component))
    }, [Component])
    return Component === null ? null : <Component />
  }
  return Object.assign(Later, { preload })
}
