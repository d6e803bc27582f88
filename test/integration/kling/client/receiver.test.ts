import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openReceiver, type Receiver } from '../../../../main/engines/kling/receiver'
import { startSimulator } from '../../../simulator/simulator'
import { fresh, openDoor, request } from './service'

let receiver: Receiver
const onHint = vi.fn()
beforeEach(async () => {
  onHint.mockReset()
  receiver = await openReceiver({ port: 0, onHint, patienceMs: 300 })
})
afterEach(() => receiver.close())

const url = () => `http://127.0.0.1:${receiver.port}/any/path?of=mine`
const post = (body: string | Uint8Array<ArrayBuffer>) => fetch(url(), { method: 'POST', body })

describe('a receiver of notices', () => {
  it.each([
    ['at the top', { task_id: 'T1', task_status: 'succeed', task_result: { images: [] } }],
    ['under data', { code: 0, data: { task_id: 'T1', task_status: 'failed' } }],
  ])('reads the id of the task %s, and hands on nothing else', async (_where, notice) => {
    expect((await post(JSON.stringify(notice))).status).toBe(200)
    expect(onHint.mock.calls).toEqual([['T1']])
  })

  it.each([
    ['no JSON', 'task_id=T1'],
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"T1"'],
    ['an id that is no text', '{"task_id": 7}'],
    ['an empty id', '{"task_id": "", "data": null}'],
    ['an endless id', JSON.stringify({ task_id: 'x'.repeat(201) })],
    ['an inherited id', '{"data": {"__proto__": {"task_id": "T1"}}}'],
  ])('refuses %s', async (_what, body) => {
    expect((await post(body)).status).toBe(400)
    expect(onHint).not.toHaveBeenCalled()
  })

  it('takes nothing but POST', async () => {
    expect((await fetch(url())).status).toBe(405)
    expect((await fetch(url(), { method: 'OPTIONS' })).status).toBe(405)
  })

  it('does not read on where a notice is larger than any', async () => {
    const large = new Uint8Array(20_000_000).fill(32)
    const status = await post(large).then(
      (response) => response.status,
      () => 'cut',
    )
    expect([413, 'cut']).toContain(status)
    expect(onHint).not.toHaveBeenCalled()
    expect((await post('{"task_id": "T2"}')).status).toBe(200)
  })

  it('gives up somebody who never comes to an end', async () => {
    const socket = connect(receiver.port, '127.0.0.1').resume()
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"task_id": "T1"')
    await once(socket, 'close')
    expect(onHint).not.toHaveBeenCalled()
  })

  it('says which port is taken', async () => {
    await expect(openReceiver({ port: receiver.port, onHint })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(`port ${receiver.port}: another program uses it`),
    })
  })

  it('is closed at once, whoever is connected', async () => {
    const socket = connect(receiver.port, '127.0.0.1').resume()
    await once(socket, 'connect')
    const ended = once(socket, 'close')
    await receiver.close()
    await ended
    await expect(post('{}')).rejects.toThrow()
  })

  it('gets the service’s notices of a task', async () => {
    const simulator = await startSimulator({ taskMs: { min: 5, max: 5 } })
    const service = openDoor(simulator, 'kling')
    const created = await service.create(request({ callbackUrl: url() }), fresh)
    const { taskId } = created.kind === 'accepted' ? created.task : { taskId: '' }
    await vi.waitFor(() => expect(onHint.mock.calls).toEqual([[taskId], [taskId], [taskId]]))
    await service.close()
    await simulator.close()
  })
})
