import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

interface SocksOptions {
  /** Name and password that are asked for; none: nobody is asked. */
  readonly password?: readonly [string, string]
  /** Says nothing (after the greeting), ends, or refuses with a code of RFC 1928, instead of leading anywhere. */
  readonly fault?: 'silent' | 'cut' | number
}

/** A SOCKS5 proxy on loopback that answers byte by byte, as a slow line would. */
export interface SocksProxy {
  readonly url: string
  /** `host:port` of each connection that was asked for. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export async function startSocksProxy({ password, fault }: SocksOptions = {}): Promise<SocksProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    serve(socket).catch(() => socket.destroy())
  })

  async function serve(socket: Socket): Promise<void> {
    const take = taker(socket)
    const [, count = 0] = await take(2)
    const methods = await take(count)
    const method = password ? 2 : 0
    await say(socket, [5, methods.includes(method) ? method : 0xff])
    if (password) {
      const [, nameLength = 0] = await take(2)
      const name = (await take(nameLength)).toString()
      const word = (await take((await take(1)).readUInt8())).toString()
      await say(socket, [1, name === password[0] && word === password[1] ? 0 : 1])
    }
    const [, , , , hostLength = 0] = await take(5)
    const host = (await take(hostLength)).toString()
    const port = (await take(2)).readUInt16BE()
    asked.push(`${host}:${port}`)
    if (fault === 'silent') return
    if (fault === 'cut') {
      socket.end(Buffer.from([5, 0]))
      return
    }
    await say(socket, [5, fault ?? 0, 0, 3, 4, ...Buffer.from('here'), 0, 80])
    if (fault !== undefined) return
    const upstream = connect(port, host).on('error', () => socket.destroy())
    socket.pipe(upstream).pipe(socket)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const user = password ? `${encodeURIComponent(password[0])}:${encodeURIComponent(password[1])}@` : ''
  return {
    url: `socks5://${user}127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Takes bytes from a socket, exactly as many as are asked for. */
function taker(socket: Socket): (count: number) => Promise<Buffer> {
  let bytes = Buffer.alloc(0)
  return async (count) => {
    while (bytes.length < count) {
      const more: Buffer | null = socket.read()
      if (more) bytes = Buffer.concat([bytes, more])
      else await Promise.race([once(socket, 'readable'), once(socket, 'close').then(() => Promise.reject())])
    }
    const taken = bytes.subarray(0, count)
    bytes = bytes.subarray(count)
    return taken
  }
}

async function say(socket: Socket, bytes: readonly number[]): Promise<void> {
  for (const byte of bytes) {
    socket.write(Buffer.from([byte]))
    await setImmediate()
  }
}
