import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultReply } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { body, create, firstLink, keys, picture, query, taskId } from './calls'

let simulator: Simulator
let skipped = 0
beforeEach(async () => {
  skipped = 0
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } }, () => Date.now() + skipped)
})
afterEach(() => simulator.close())

async function link(changes: Record<string, unknown> = {}): Promise<string> {
  const id = taskId(await create(simulator, 'kling', body('kling', changes)))
  return firstLink(await query(simulator, 'kling', id))
}

async function bytes(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer())
}

describe('renders', () => {
  it('are the upload with its edges mirrored outward by the ratios', async () => {
    const half = await sharp(await picture(300, 300, 'png', '#ff0000'))
      .extend({ right: 300, background: '#0000ff' })
      .png()
      .toBuffer()
    simulator.change({ render: { format: 'png', drift: { gain: [1, 1, 1], offset: [0, 0, 0] } } })
    const url = await link({
      image: half.toString('base64'),
      up_expansion_ratio: 0,
      down_expansion_ratio: 0.5,
      left_expansion_ratio: 0.5,
      right_expansion_ratio: 0.25,
    })
    const { data, info } = await sharp(await bytes(url))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([600 + 300 + 150, 450])
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)]
    expect([at(150, 20), at(450, 440), at(750, 20), at(1000, 440)]).toEqual([
      [255, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
      [0, 0, 255],
    ])
  })

  it('drift in colour, are scaled, and differ from each other', async () => {
    simulator.change({ render: { format: 'png', scale: 0.5, drift: { gain: [1, 1, 1], offset: [10, 0, -10] } } })
    const image = (await picture(400, 300, 'png', '#646464')).toString('base64')
    const id = taskId(await create(simulator, 'kling', body('kling', { image, n: 2 })))
    const images = (await query(simulator, 'kling', id)).json.data?.task_result as { images: { url: string }[] }
    const means = []
    for (const { url } of images.images) {
      const { channels } = await sharp(await bytes(url)).stats()
      means.push(channels.map(({ mean }) => mean))
    }
    expect(means[0]).toEqual([110, 100, 90])
    expect(means[1]).not.toEqual(means[0])
    expect(await sharp(await bytes(images.images[0]?.url ?? '')).metadata()).toMatchObject({ width: 280, height: 180 })
  })

  it('are served by their signature alone: a key is refused and remembered', async () => {
    const url = await link()
    const answer = await fetch(url, { headers: { authorization: `Bearer ${keys.kling}` } })
    expect(answer.status).toBe(400)
    expect(simulator.stats.leakedKeys).toBe(1)
    expect((await fetch(url.replace(/signature=.{4}/, 'signature=0000'))).status).toBe(403)
  })

  it('have links that die, and get new ones until they are deleted', async () => {
    simulator.change({ linkMs: 1000 })
    const id = taskId(await create(simulator, 'kling'))
    const first = firstLink(await query(simulator, 'kling', id))
    skipped = 1001
    expect((await fetch(first)).status).toBe(403)
    expect((await fetch(firstLink(await query(simulator, 'kling', id)))).status).toBe(200)
    skipped = simulator.options().renderLifeMs + 5000
    expect((await fetch(firstLink(await query(simulator, 'kling', id)))).status).toBe(403)
  })
})

describe('downloads with a fault', () => {
  async function meet(reply: FaultReply): Promise<Response> {
    simulator.faults.add({ on: 'download', nth: 1, fault: { reply } })
    return fetch(await link(), { redirect: 'manual' })
  }

  it('break off', async () => {
    const answer = await meet({ kind: 'truncated', share: 0.5 })
    await expect(answer.arrayBuffer()).rejects.toThrow()
  })

  it('are complete answers with half a picture', async () => {
    const data = Buffer.from(await (await meet({ kind: 'short-picture', share: 0.5 })).arrayBuffer())
    await expect(sharp(data, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow()
  })

  it('are noise that calls itself a picture', async () => {
    const answer = await meet({ kind: 'noise' })
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    await expect(sharp(Buffer.from(await answer.arrayBuffer())).metadata()).rejects.toThrow()
  })

  it.each([true, false])('are huge (announced: %s)', async (announced) => {
    const answer = await meet({ kind: 'huge', bytes: 3_000_000, announced })
    expect(answer.headers.has('content-length')).toBe(announced)
    expect((await answer.arrayBuffer()).byteLength).toBe(3_000_000)
  })

  it('have expired early', async () => {
    expect((await meet({ kind: 'expired', status: 403 })).status).toBe(403)
  })

  it('lead elsewhere', async () => {
    const answer = await meet({ kind: 'redirect', to: 'http://example.com/x.jpg', status: 302 })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://example.com/x.jpg'])
  })

  it('have another shape', async () => {
    const data = Buffer.from(await (await meet({ kind: 'other-shape' })).arrayBuffer())
    expect(await sharp(data).metadata()).toMatchObject({ width: 900, height: 400 })
  })

  it('come drop by drop', async () => {
    const data = Buffer.from(await (await meet({ kind: 'drip', pieces: 4, pauseMs: 5 })).arrayBuffer())
    expect((await sharp(data).metadata()).format).toBe('jpeg')
  })
})

describe('callbacks', () => {
  let receiver: Server
  let received: Record<string, unknown>[] = []
  beforeEach(async () => {
    received = []
    receiver = createServer(async (request, response) => {
      const chunks = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      received.push(JSON.parse(Buffer.concat(chunks).toString()))
      response.end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    simulator.change({ taskMs: { min: 30, max: 30 } })
  })
  afterEach(() => new Promise<void>((resolve) => receiver.close(() => resolve())))

  const statuses = (): unknown[] => received.map((notice) => notice.task_status)
  async function createWithCallback(): Promise<void> {
    const callback_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    await create(simulator, 'kling', body('kling', { callback_url }))
  }

  it('tell every change of status', async () => {
    await createWithCallback()
    await expect.poll(statuses).toEqual(['submitted', 'processing', 'succeed'])
    expect(received[2]).toMatchObject({ task_id: expect.any(String), task_result: { images: [{ index: 0 }] } })
  })

  it('are dropped, doubled or lies', async () => {
    simulator.faults.add(
      { on: 'callback', nth: 1, fault: { callback: 'lie' } },
      { on: 'callback', nth: 2, fault: { callback: 'drop' } },
      { on: 'callback', nth: 3, fault: { callback: 'twice' } },
    )
    await createWithCallback()
    await expect.poll(() => received.length).toBe(3)
    expect(statuses()).toEqual(['succeed', 'succeed', 'succeed'])
    expect(received[0]).toMatchObject({ task_result: { images: [] } })
  })
})

describe('the ledger', () => {
  it('is a file that outlives the simulator, tasks, ids and renders with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outframe-ledger-'))
    const first = await startSimulator({ folder, taskMs: { min: 0, max: 0 } })
    const id = taskId(await create(first, 'kling', body('kling', { external_task_id: 'kept', n: 2 })))
    await first.close()
    const lines = (await readFile(join(folder, 'ledger.jsonl'), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ taskId: id, externalTaskId: 'kept', n: 2 }])

    const second = await startSimulator({ folder })
    expect(second.ledger.units()).toBe(2)
    expect((await create(second, 'kling', body('kling', { external_task_id: 'kept' }))).json.code).toBe(1201)
    const url = firstLink(await query(second, 'kling', 'kept'))
    expect((await fetch(url)).status).toBe(200)
    await second.close()
    await rm(folder, { recursive: true })
  })
})
