import type { Connections } from '../../engines/kling/connections'
import type { ProxyResolver } from '../../engines/kling/proxies'
import type { Connect } from '../../shared/fetch-file'

/** Until a connection to a link's server stands, ms. */
const connectMs = 15_000

/** The way to photos that are given as links. What it needs is loaded with the first of them. */
export function linkConnections(proxies: ProxyResolver): {
  readonly connect: Connect
  readonly close: () => Promise<void>
} {
  let opening: Promise<Connections> | null = null
  const open = async () => {
    const { Connections } = await import('../../engines/kling/connections')
    return new Connections(proxies, connectMs)
  }
  return {
    connect: async (url) => {
      opening ??= open()
      return (await opening).to(url, { own: false })
    },
    close: async () => (await opening)?.close(),
  }
}
