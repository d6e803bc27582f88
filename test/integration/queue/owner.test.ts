import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import { readQueueStatus } from '../../../main/queue/status'
import { TestImaging } from '../../unit/queue/test-imaging'
import { imported, openWorld, temporaryFolder, writePhotos } from '../../unit/queue/world'
import { queueProcesses } from './processes'

const start = queueProcesses()

test('a second process is told who owns the state folder, and takes over at once when that one is killed', async () => {
  const stateDir = join(await temporaryFolder(), 'state')
  const folder = await temporaryFolder()
  const { queue } = await openWorld({ stateDir })
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  await queue.close()
  expect(readQueueStatus(stateDir)).toMatchObject({ owned: false, counts: { queued: 1 } })

  const owner = start({ stateDir, photos: [], settings: defaultBatchSettings, hold: true })
  await owner.said('open')
  const second = openQueue({ stateDir, imaging: new TestImaging(), version: '0.0.0' })
  await expect(second).rejects.toMatchObject({ code: 'state-owned', message: expect.stringContaining(stateDir) })
  await expect(second).rejects.toThrow(`process ${owner.pid}`)
  // Reading needs no ownership, nor does it take it away.
  expect(readQueueStatus(stateDir)).toMatchObject({ owned: true, counts: { queued: 1 } })

  await owner.killAfter(0)
  expect(readQueueStatus(stateDir)).toMatchObject({ owned: false, counts: { queued: 1 } })
  const { queue: third } = await openWorld({ stateDir })
  expect(third.summary().recovered).toMatchObject({ waiting: 1, crashed: true })
})

test('of many processes that start together exactly one owns the state folder', async () => {
  const stateDir = join(await temporaryFolder(), 'state')
  const order = { stateDir, photos: [], settings: defaultBatchSettings, hold: true }
  const processes = Array.from({ length: 4 }, () => start(order))
  for (const process of processes) await Promise.race([process.said('open'), process.said('error')])
  const words = processes.map((process) => process.words[0]?.say).sort()
  expect(words).toEqual(['error', 'error', 'error', 'open'])
  const codes = processes.flatMap(({ words: [word] }) => (word?.say === 'error' ? [word.code] : []))
  expect(codes).toEqual(['state-owned', 'state-owned', 'state-owned'])
})
