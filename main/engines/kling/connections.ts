import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import type { ProxyResolver } from './proxies'
import { socksConnector } from './socks'

/** How long a kept connection may be idle, ms: shorter than any gateway's own limit (60 s and more), so it is we who close. */
const idleMs = 10_000

/**
 * How long one of a host's addresses may take before the next is tried beside it, ms. Node's own 250 is less than a
 * handshake to the other side of the world on a busy line.
 */
const nextAddressMs = 2500

/** A proxy of a kind that is not spoken here: SOCKS4, say. */
class UnknownProxyError extends Error {
  readonly code = 'PROXY_OF_UNKNOWN_KIND'
}

/**
 * Connections to the service, through proxies where there are any. Questions and downloads share kept connections; a
 * create gets one of its own: a kept one may have been closed by the other side just now, and nobody could tell then
 * whether the create arrived.
 */
export class Connections {
  readonly #kept = new Map<string | null, Dispatcher>()
  readonly #own = new Map<string | null, Dispatcher>()

  constructor(
    readonly proxies: ProxyResolver,
    /** From the first try to connect until the connection (through proxy and TLS) stands, ms. */
    readonly connectMs: number,
  ) {}

  /** What leads to an address. `own`: a connection that is used for one request only. */
  async to(url: URL, { own }: { readonly own: boolean }): Promise<Dispatcher> {
    const proxy = await this.proxies(url)
    const cache = own ? this.#own : this.#kept
    const known = cache.get(proxy)
    if (known) return known
    const made = this.#make(proxy, own)
    cache.set(proxy, made)
    return made
  }

  #make(proxy: string | null, own: boolean): Dispatcher {
    const connect = { timeout: this.connectMs, autoSelectFamilyAttemptTimeout: nextAddressMs }
    const options = {
      // Without pipelining undici keeps nothing: the connection ends with its answer.
      pipelining: own ? 0 : 1,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
    }
    if (proxy === null) return new Agent({ ...options, connect })
    const { protocol } = new URL(proxy)
    if (/^socks5?h?:$/.test(protocol)) {
      return new Agent({ ...options, connect: socksConnector(new URL(proxy), connect) })
    }
    if (!/^https?:$/.test(protocol)) throw new UnknownProxyError(protocol)
    return new ProxyAgent({
      ...options,
      uri: proxy,
      proxyTls: connect,
      requestTls: connect,
      // A proxy that takes the connection and then says nothing is given up like one that does not answer at all.
      clientFactory: (origin, opts) => new Pool(origin, { ...opts, headersTimeout: this.connectMs }),
    })
  }

  /** Ends kept connections once what is under way has its answer. */
  async close(): Promise<void> {
    const all = [...this.#kept.values(), ...this.#own.values()]
    this.#kept.clear()
    this.#own.clear()
    await Promise.all(all.map((dispatcher) => dispatcher.close()))
  }
}
