import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import { readTags } from '../../fixtures/images/read-tags'
import { temporaryFolder } from '../../unit/queue/world'
import { WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

test('stars and rejections reach the real file, and no pixel of it changes', async () => {
  const { imaging } = lab.start()
  const out = await temporaryFolder()
  const queue = await openQueue({ version: '0.0.0', stateDir: join(out, 'state'), imaging })
  onTestFinished(() => queue.close())
  const source = lab.photo.path
  let photo: Parameters<typeof queue.addBatch>[0][number] | undefined
  await imaging.probe([source], {
    onResult: (result) => {
      if (result.kind === 'photo') photo = { ...result, source, root: source, target: null }
    },
  })
  if (photo === undefined) throw new Error('Expected a photo')
  const output = { ...defaultBatchSettings.output, folder: join(out, 'results') }
  const local = { method: 'mirror', effort: 'fast' } as const
  await queue.addBatch([photo], { ...defaultBatchSettings, local, output })
  await queue.setRunning(true)
  await queue.idle()
  const [job] = queue.snapshot().jobs
  const path = job?.outputs[0]?.path ?? ''
  const before = await sharp(path).raw().toBuffer()
  const stars = async () => Number(readTags(await readFile(path)).xmp.Rating?.value)
  const { marks } = queue.results
  const mark = { flag: null, stars: 4, colour: null }
  marks.set([{ job: job?.id ?? '', variation: 1, mark }])
  await marks.settled()
  expect(await stars()).toBe(4)
  marks.set([{ job: job?.id ?? '', variation: 1, mark: { ...mark, flag: 'rejected' } }])
  await marks.settled()
  expect(await stars()).toBe(-1)
  expect((await sharp(path).raw().toBuffer()).equals(before)).toBe(true)
  expect(marks.all()).toMatchObject([{ problem: null }])
})
