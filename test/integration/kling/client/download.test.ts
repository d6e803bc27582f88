import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import type { FaultReplyInput } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { fresh, openDoor, request } from './service'

let simulator: Simulator
let service: ExpandService
let folder: string
let file: string
beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } })
  service = openDoor(simulator, 'kling', {
    timeouts: { downloadMs: 300, downloadTotalMs: 1500 },
    maxRenderBytes: 1_000_000,
  })
  folder = await mkdtemp(join(tmpdir(), 'outframe-download-'))
  file = join(folder, 'render')
})
afterEach(async () => {
  await service.close()
  await simulator.close()
  await rm(folder, { recursive: true })
})

async function link(): Promise<string> {
  const created = await service.create(request(), fresh)
  const task = created.kind === 'accepted' ? await service.query(created.task.taskId) : created
  const url = task.kind === 'task' ? task.task.images[0]?.url : undefined
  if (url === undefined) throw new Error(JSON.stringify(task))
  return url
}

function next(reply: FaultReplyInput): void {
  simulator.faults.add({ on: 'download', nth: 1, fault: { reply } })
}

async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('fetching a render', () => {
  it('saves it whole, with its hash, and gives no key to the file server', async () => {
    const outcome = await service.download(await link(), file)
    const data = await readFile(file)
    expect(outcome).toEqual({
      kind: 'saved',
      bytes: data.length,
      sha256: createHash('sha256').update(data).digest('hex'),
      type: 'image/jpeg',
    })
    expect(await sharp(data).metadata()).toMatchObject({ width: 900, height: 520 })
    expect(simulator.stats.leakedKeys).toBe(0)
  })

  it.each([
    ['a connection that breaks', { kind: 'truncated', share: 0.5 }, 'broken', 'download-broken'],
    ['a cut before anything', { kind: 'cut' }, 'broken', 'download-broken'],
    ['an empty answer', { kind: 'empty', status: 200 }, 'broken', 'download-broken'],
    ['a page', { kind: 'html', status: 200 }, 'broken', 'download-broken'],
    ['a server error', { kind: 'html', status: 503 }, 'broken', 'download-broken'],
    ['silence', { kind: 'silence' }, 'broken', 'download-broken'],
    ['drops without end', { kind: 'drip', pieces: 400, pauseMs: 50 }, 'broken', 'download-broken'],
    ['an expired link (403)', { kind: 'expired', status: 403 }, 'expired', 'link-expired'],
    ['an expired link (404)', { kind: 'expired', status: 404 }, 'expired', 'link-expired'],
    [
      'a huge file that says so',
      { kind: 'huge', bytes: 5_000_000, announced: true },
      'too-large',
      'download-too-large',
    ],
    [
      'a huge file that does not',
      { kind: 'huge', bytes: 5_000_000, announced: false },
      'too-large',
      'download-too-large',
    ],
    ['a redirect to plain http', redirect('http://example.com/x.jpg'), 'link-refused', 'link-refused'],
    ['a redirect to a file', redirect('file:///etc/passwd'), 'link-refused', 'link-refused'],
    ['a redirect to itself', redirect(''), 'link-refused', 'link-refused'],
  ] as const)('%s: nothing stays on disk', async (_what, reply, kind, code) => {
    if (reply.kind === 'redirect' && reply.to === '') simulator.faults.add({ on: 'download', fault: { reply } })
    else next(reply)
    expect(await service.download(await link(), file)).toMatchObject({ kind, error: { code } })
    expect(await readdir(folder)).toEqual([])
  })

  it('follows a redirect that is allowed', async () => {
    next(redirect(await link()))
    expect((await service.download(await link(), file)).kind).toBe('saved')
  })

  it.each(['http://example.com/x.jpg', 'ftp://example.com/x', 'file:///etc/passwd', 'javascript:1', 'not a link', ''])(
    'does not follow %j at all',
    async (url) => {
      expect(await service.download(url, file)).toMatchObject({ kind: 'link-refused' })
      expect(await readdir(folder)).toEqual([])
    },
  )

  it('takes noise for a file: pictures are opened elsewhere', async () => {
    next({ kind: 'noise' })
    expect(await service.download(await link(), file)).toMatchObject({ kind: 'saved', bytes: 50_000 })
  })

  it('tells that nobody is there', async () => {
    const gone = await serving(
      (_, response) => response.end(),
      async (url) => url,
    )
    expect(await service.download(`${gone}/x.jpg`, file)).toMatchObject({
      kind: 'unreachable',
      error: { code: 'offline' },
    })
    expect(await service.download('https://no-such-host.invalid/x', file)).toMatchObject({ kind: 'unreachable' })
  })

  it('tells a shorter file than was promised', async () => {
    const short: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '100', connection: 'close' })
      response.write('only this')
      response.socket?.end()
    }
    await serving(short, async (url) => {
      expect(await service.download(`${url}/x.jpg`, file)).toMatchObject({ kind: 'broken' })
    })
  })

  it('can be cancelled, and leaves nothing', async () => {
    next({ kind: 'drip', pieces: 50, pauseMs: 20 })
    const cancel = new AbortController()
    const fetching = service.download(await link(), file, { signal: cancel.signal })
    await expect.poll(() => simulator.stats.requests('download').length).toBe(1)
    cancel.abort()
    await expect(fetching).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(folder)).toEqual([])
  })

  it('never writes over a file, and says where it cannot write', async () => {
    await writeFile(file, 'mine')
    await expect(service.download(await link(), file)).rejects.toMatchObject({ code: 'output-unwritable' })
    expect(await readFile(file, 'utf8')).toBe('mine')
    await expect(service.download(await link(), join(folder, 'no', 'such'))).rejects.toMatchObject({
      code: 'output-unwritable',
    })
  })
})

function redirect(to: string): { kind: 'redirect'; to: string; status: number } {
  return { kind: 'redirect', to, status: 302 }
}
