import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { main } from '../../../simulator/main'

const script = new URL('../../../simulator/start.mjs', import.meta.url).pathname
let child: ChildProcess
let urls: { cometapi: string; kling: string; admin: string; ledger: string }

beforeAll(async () => {
  const args = ['--port', '0', '--admin-port', '0', '--slots', '2', '--look-ups', 'cometapi', '--json']
  child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  urls = JSON.parse(line.toString())
})
afterAll(async () => {
  if (child.exitCode === null) child.kill('SIGKILL')
})

async function admin(path: string, init?: RequestInit): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${urls.admin}${path}`, init)
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
}

it('says where it listens and what it was started with', async () => {
  expect(await admin('/')).toMatchObject({
    status: 200,
    json: { cometapi: urls.cometapi, kling: urls.kling, units: 0 },
  })
  expect((await admin('/options')).json).toMatchObject({
    accounts: [{ slots: 2 }],
    doors: { cometapi: { lookUps: true }, kling: { lookUps: false } },
  })
})

it('switches faults and options, and refuses what is none', async () => {
  const rule = { on: 'query', fault: { reply: { kind: 'html', status: 503 } } }
  expect((await admin('/faults', { method: 'POST', body: JSON.stringify(rule) })).json).toMatchObject([{ seen: 0 }])
  const ask = () =>
    fetch(`${urls.kling}/v1/images/editing/expand/x`, { headers: { authorization: 'Bearer sk-kling-studio' } })
  expect((await ask()).status).toBe(503)
  expect((await admin('/stats')).json).toMatchObject({ queries: 1 })
  await admin('/faults', { method: 'DELETE' })
  expect((await ask()).status).toBe(404)
  const change = JSON.stringify({ doors: { kling: { query: 'missing', missing: 'null-200' } } })
  expect((await admin('/options', { method: 'PATCH', body: change })).status).toBe(200)
  expect(await (await ask()).json()).toEqual({ code: null, message: '404' })
  for (const [path, method, body] of [
    ['/faults', 'POST', '{"on":"nothing"}'],
    ['/options', 'PATCH', '{"port":1}'],
    ['/options', 'PATCH', '{'],
  ] as const) {
    expect((await admin(path, { method, body })).status).toBe(400)
  }
  expect((await admin('/elsewhere')).status).toBe(404)
})

it('ends by itself on SIGTERM', async () => {
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
})

it.each([[['--port', 'x']], [['--task-ms', '5']], [['--nothing']], [['--options', '/nowhere.json']]])(
  'refuses %j with exit code 2',
  async (args) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect(await main(args)).toBe(2)
    expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^simulator: /))
  },
)
