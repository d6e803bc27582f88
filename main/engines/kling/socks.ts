import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { buildConnector } from 'undici'

/** Why a SOCKS proxy leads nowhere. */
class SocksError extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

const version = 5
const methods = { none: 0, password: 2 } as const
/** RFC 1928, section 4: CONNECT to a name, which the proxy resolves. */
const connectToName = [version, 1, 0, 3] as const
/** Bytes of an address and its port in a reply, by its type: IPv4, IPv6. A name's own length precedes it. */
const addressLengths: ReadonlyMap<number, number> = new Map([
  [1, 6],
  [4, 18],
])
const defaultPort = 1080
const portOf = (scheme: string) => (scheme === 'https:' ? 443 : 80)

interface SocksOptions {
  /** From the first try to connect until the way (through the proxy) stands, ms; TLS to the service has as long again. */
  readonly timeout: number
  readonly autoSelectFamilyAttemptTimeout: number
}

/**
 * Connects through a SOCKS5 proxy (RFC 1928; with name and password, RFC 1929). undici's own experimental agent would
 * keep a create's connection for others, and leave sockets behind that took too long.
 */
export function socksConnector(proxy: URL, options: SocksOptions): buildConnector.connector {
  const secure = buildConnector(options)
  return (target, callback) => {
    tunnel(proxy, target, options).then(
      (socket) => {
        if (target.protocol === 'https:') secure({ ...target, httpSocket: socket }, callback)
        else callback(null, socket)
      },
      (error: Error) => callback(error, null),
    )
  }
}

async function tunnel(proxy: URL, target: buildConnector.Options, options: SocksOptions): Promise<Socket> {
  const socket = connectTcp({
    host: withoutBrackets(proxy.hostname),
    port: Number(proxy.port) || defaultPort,
    autoSelectFamilyAttemptTimeout: options.autoSelectFamilyAttemptTimeout,
  })
  const timer = setTimeout(() => socket.destroy(new SocksError('UND_ERR_CONNECT_TIMEOUT')), options.timeout)
  const proxyEnd = new ProxyEnd(socket)
  try {
    await once(socket, 'connect')
    socket.setNoDelay(true)
    await greet(proxyEnd, proxy)
    await ask(proxyEnd, withoutBrackets(target.hostname), Number(target.port) || portOf(target.protocol))
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** A conversation with the proxy, byte by byte. */
class ProxyEnd {
  readonly #closed: Promise<never>
  /** What has come and was not taken yet. */
  #bytes = Buffer.alloc(0)

  constructor(readonly socket: Socket) {
    this.#closed = once(socket, 'close').then(() => {
      throw new SocksError('SOCKS_PROXY_CUT')
    })
    this.#closed.catch(() => undefined)
  }

  say(bytes: readonly number[]): void {
    this.socket.write(Buffer.from(bytes))
  }

  /** Exactly so many bytes. None are left when all is said: neither HTTP nor TLS lets the other side speak first. */
  async take(count: number): Promise<Buffer> {
    while (this.#bytes.length < count) {
      const more: Buffer | null = this.socket.read()
      if (more) this.#bytes = Buffer.concat([this.#bytes, more])
      else await Promise.race([once(this.socket, 'readable'), this.#closed])
    }
    const taken = this.#bytes.subarray(0, count)
    this.#bytes = this.#bytes.subarray(count)
    return taken
  }
}

/** Agrees on who we are. */
async function greet(end: ProxyEnd, { username, password }: URL): Promise<void> {
  const name = Buffer.from(decodeURIComponent(username))
  const word = Buffer.from(decodeURIComponent(password))
  const offered = name.length > 0 ? [methods.none, methods.password] : [methods.none]
  end.say([version, offered.length, ...offered])
  const [theirs, method] = await end.take(2)
  if (theirs !== version) throw new SocksError('SOCKS_PROXY_IS_NOT_VERSION_5')
  if (method === methods.none) return
  if (method !== methods.password || name.length === 0) throw new SocksError('SOCKS_PROXY_WANTS_PASSWORD')
  end.say([1, name.length, ...name, word.length, ...word])
  const [, refused] = await end.take(2)
  if (refused !== 0) throw new SocksError('SOCKS_PROXY_REFUSED_PASSWORD')
}

/** Asks for the way to a host. */
async function ask(end: ProxyEnd, host: string, port: number): Promise<void> {
  const name = Buffer.from(host)
  end.say([...connectToName, name.length, ...name, port >> 8, port & 0xff])
  const [theirs, failure, , type = 0] = await end.take(4)
  if (theirs !== version) throw new SocksError('SOCKS_PROXY_IS_NOT_VERSION_5')
  if (failure !== 0) throw new SocksError(`SOCKS_PROXY_REFUSED_${failure}`)
  // Where the proxy is connected from; a name's own length comes before it.
  await end.take(addressLengths.get(type) ?? (await end.take(1)).readUInt8() + 2)
}
