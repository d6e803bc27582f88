import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { body, create, picture, query, taskId } from './calls'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } })
})
afterAll(() => simulator.close())

const doors = ['cometapi', 'kling'] as const

async function base64(...args: Parameters<typeof picture>): Promise<string> {
  return (await picture(...args)).toString('base64')
}

describe('what a create may say', () => {
  it.each(doors)('accepts the smallest request at %s', async (door) => {
    const answer = await create(simulator, door)
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ code: 0, data: { task_status: 'succeed' } })
  })

  it.each([
    ['cometapi', { n: '3' }],
    ['kling', { n: 3 }],
    ['cometapi', { prompt: 'x'.repeat(2500) }],
    ['kling', { watermark_info: { enabled: true } }],
    ['kling', { external_task_id: 'one-of-a-kind' }],
    ['kling', { up_expansion_ratio: 0, down_expansion_ratio: 0, left_expansion_ratio: 0, right_expansion_ratio: 2 }],
    // The example on Kling's own page: area 3 at 16:9, four decimals.
    [
      'cometapi',
      {
        up_expansion_ratio: 0.1495,
        bottom_expansion_ratio: 0.1495,
        left_expansion_ratio: 0.6547,
        right_expansion_ratio: 0.6547,
      },
    ],
  ] as const)('accepts at %s: %o', async (door, changes) => {
    expect((await create(simulator, door, body(door, changes))).json.code).toBe(0)
  })

  it.each([
    ['a number for n where the page says string', 'cometapi', { n: 3 }],
    ['a string for n where the page says int', 'kling', { n: '3' }],
    ['n of 0', 'kling', { n: 0 }],
    ['n of 10', 'kling', { n: 10 }],
    ['n of "10"', 'cometapi', { n: '10' }],
    ['half a picture', 'kling', { n: 1.5 }],
    [
      "Kling's name for the bottom at CometAPI",
      'cometapi',
      { bottom_expansion_ratio: undefined, down_expansion_ratio: 0.1 },
    ],
    [
      "CometAPI's name for the bottom at Kling",
      'kling',
      { down_expansion_ratio: undefined, bottom_expansion_ratio: 0.1 },
    ],
    ['both names at once', 'kling', { bottom_expansion_ratio: 0.1 }],
    ['a ratio that is missing', 'cometapi', { left_expansion_ratio: undefined }],
    ['a ratio below 0', 'kling', { up_expansion_ratio: -0.01 }],
    [
      'a ratio above 2',
      'kling',
      { up_expansion_ratio: 0, down_expansion_ratio: 2.000001, left_expansion_ratio: 0, right_expansion_ratio: 0 },
    ],
    ['a ratio as text', 'kling', { up_expansion_ratio: '0.1' }],
    [
      'an area just over 3',
      'kling',
      {
        up_expansion_ratio: 0.5,
        down_expansion_ratio: 0.5,
        left_expansion_ratio: 0.25,
        right_expansion_ratio: 0.250001,
      },
    ],
    ['a prompt of 2501 characters', 'cometapi', { prompt: 'x'.repeat(2501) }],
    ['a prompt that is no text', 'kling', { prompt: 5 }],
    ['a callback that is no address', 'kling', { callback_url: 'outframe' }],
    ['an external id that is no text', 'kling', { external_task_id: 12 }],
    ['a watermark at CometAPI', 'cometapi', { watermark_info: { enabled: true } }],
    ['a watermark that is not said with a boolean', 'kling', { watermark_info: { enabled: 'yes' } }],
    ['a field that is no parameter', 'kling', { seed: 4 }],
    ['no image', 'kling', { image: undefined }],
    ['an empty image', 'kling', { image: '' }],
    ['Base64 with a prefix', 'kling', { image: 'data:image/jpeg;base64,AAAA' }],
    ['Base64 with a line break', 'kling', { image: 'AAAA\nAAAA' }],
    ['bytes that are no picture', 'kling', { image: Buffer.from('not a picture').toString('base64') }],
  ] as const)('refuses %s', async (_what, door, changes) => {
    const before = simulator.ledger.units()
    const answer = await create(simulator, door, body(door, changes))
    expect(answer.status).toBe(400)
    expect(answer.json.code).toBe(1201)
    expect(simulator.ledger.units()).toBe(before)
  })

  it.each([
    ['webp', 400, 300, 'webp'],
    ['a side of 299 px', 299, 400, 'jpeg'],
    ['a shape beyond 2.5:1', 751, 300, 'jpeg'],
    ['a shape beyond 1:2.5', 300, 751, 'png'],
  ] as const)('refuses a picture: %s', async (_what, width, height, format) => {
    const answer = await create(simulator, 'kling', body('kling', { image: await base64(width, height, format) }))
    expect(answer.json).toMatchObject({ code: 1201, message: expect.stringContaining('image') })
  })

  it.each([
    ['jpeg at 2.5:1', 750, 300, 'jpeg'],
    ['png at 1:2.5', 300, 750, 'png'],
  ] as const)('accepts a picture: %s', async (_what, width, height, format) => {
    const answer = await create(simulator, 'kling', body('kling', { image: await base64(width, height, format) }))
    expect(answer.json.code).toBe(0)
  })

  it('refuses more than 10 MB of Base64', async () => {
    const answer = await create(simulator, 'kling', body('kling', { image: 'A'.repeat(10_000_004) }))
    expect(answer.json).toMatchObject({ code: 1201, message: 'image must not exceed 10 MB' })
  })

  it.each(['', 'null', '[]', '{"image":'])('refuses a body that is no JSON object: %j', async (text) => {
    expect((await create(simulator, 'kling', text)).json.code).toBe(1200)
  })

  it('refuses words that are against its policy', async () => {
    simulator.change({ refusedWords: ['forbidden'] })
    const answer = await create(simulator, 'kling', body('kling', { prompt: 'a forbidden thing' }))
    expect(answer).toMatchObject({ status: 400, json: { code: 1301 } })
  })

  it('notes what a careful caller leaves out of an upload', async () => {
    const sharp = (await import('sharp')).default
    const data = await sharp(await picture())
      .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'somebody' } } })
      .jpeg()
      .toBuffer()
    const id = taskId(await create(simulator, 'kling', body('kling', { image: data.toString('base64') })))
    const charge = simulator.ledger.all().find((entry) => entry.taskId === id)
    expect(charge?.upload.metadata).toMatchObject({ exif: true, orientation: 6 })
  })
})

describe('a picture as a link', () => {
  it('is fetched and held to the same rules', async () => {
    const good = await picture()
    const server = createServer((request, response) => {
      if (request.url === '/gone') response.writeHead(404).end()
      else response.end(request.url === '/good' ? good : 'text')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const codes = []
    for (const path of ['/good', '/text', '/gone']) {
      codes.push((await create(simulator, 'kling', body('kling', { image: origin + path }))).json.code)
    }
    server.close()
    expect(codes).toEqual([0, 1201, 1201])
    expect(simulator.ledger.all().at(-1)?.upload.link).toBe(true)
  })
})

describe('external ids', () => {
  it('are unique per account, and charged once', async () => {
    const payload = body('kling', { external_task_id: 'twice' })
    const first = await create(simulator, 'kling', payload)
    const second = await create(simulator, 'kling', payload)
    expect(first.json.code).toBe(0)
    expect(second).toMatchObject({ status: 400, json: { code: 1201 } })
    expect(simulator.ledger.all().filter(({ externalTaskId }) => externalTaskId === 'twice')).toHaveLength(1)
  })

  it('are refused with the code that was set, or charged again', async () => {
    simulator.change({ duplicates: { status: 409, code: 1299 } })
    const payload = body('kling', { external_task_id: 'thrice' })
    await create(simulator, 'kling', payload)
    expect(await create(simulator, 'kling', payload)).toMatchObject({ status: 409, json: { code: 1299 } })
    simulator.change({ duplicates: 'accept' })
    expect((await create(simulator, 'kling', payload)).json.code).toBe(0)
    expect(simulator.ledger.twice()).toEqual(['thrice'])
  })

  it('find their task where look-ups are offered, and only there', async () => {
    for (const door of doors) await create(simulator, door, body(door, { external_task_id: `seek-${door}` }))
    expect((await query(simulator, 'kling', 'seek-kling')).json.code).toBe(0)
    expect(await query(simulator, 'cometapi', 'seek-cometapi')).toMatchObject({ status: 404, json: { code: 1203 } })
    simulator.change({ doors: { cometapi: { lookUps: true } } })
    expect((await query(simulator, 'cometapi', 'seek-cometapi')).json.code).toBe(0)
  })
})
