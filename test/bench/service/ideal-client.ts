import { setTimeout as after } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { expandPath } from '../../../core/service/doors'
import type { SimulatorProcess } from './simulator-process'

/** Just after the end, so that the next create finds its slot free, ms. */
const afterEnd = 5

/**
 * What a client that knows everything needs for as many creates: it learns from the ledger when each task ends, asks
 * once, fetches, and sends the next at once; nothing is prepared, stored or composed. What is above 1 with it is the
 * machine's and the simulator's doing. Answers with ms.
 */
export async function idealBatch(
  simulator: SimulatorProcess,
  options: { readonly creates: number; readonly slots: number; readonly upload: Buffer },
): Promise<number> {
  const { creates, slots, upload } = options
  const url = `${simulator.addresses.kling}${expandPath}`
  const headers = { authorization: 'Bearer sk-kling-studio', 'content-type': 'application/json' }
  const dispatcher = new Agent({ connections: slots * 2 })
  const body = JSON.stringify({
    image: upload.toString('base64'),
    up_expansion_ratio: 0,
    down_expansion_ratio: 0,
    left_expansion_ratio: 0.09,
    right_expansion_ratio: 0.09,
  })
  const fetches: Promise<void>[] = []
  let sent = 0
  const lane = async () => {
    while (sent < creates) {
      sent += 1
      const answer = await request(url, { method: 'POST', headers, body, dispatcher })
      const { data } = (await answer.body.json()) as { data: { task_id: string } }
      const charge = (await simulator.charges()).find(({ taskId }) => taskId === data.task_id)
      if (!charge) throw new Error('The ledger lacks a task that was accepted.')
      await after(Math.max(0, charge.acceptedAt + charge.takesMs - Date.now()) + afterEnd)
      fetches.push(fetchRender(`${url}/${data.task_id}`))
    }
  }
  const fetchRender = async (task: string) => {
    const answer = await request(task, { headers, dispatcher })
    const { data } = (await answer.body.json()) as { data: { task_result: { images: { url: string }[] } } }
    const render = await request(data.task_result.images[0]?.url ?? '', { dispatcher })
    await render.body.arrayBuffer()
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: slots }, lane))
  await Promise.all(fetches)
  const ms = performance.now() - started
  await dispatcher.close()
  return ms
}
