import { watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type StatusLine, statusLineSchema } from '../../../core/cli-schema'
import { CliProcess, cli, ensureCliBuilt, eventsOf, linesOf, runJson } from './cli'
import { filesIn, type Place, pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

/** Enough photos that some are done while others are not. */
const photoCount = 10
const names = Array.from({ length: photoCount }, (_, index) => `${String(index).padStart(2, '0')}.png`)

async function manyPhotos(): Promise<Place> {
  const there = await place()
  for (const name of names) await writePhoto(join(there.photos, name), 600, 400)
  return there
}

const expandAll = ({ photos }: Place) => ['expand', photos, '--ratio', '2:1', '--concurrency', '1']

/** Starts to expand all photos, and waits until stdout has that text. */
async function started(there: Place, text: RegExp): Promise<CliProcess> {
  const process = new CliProcess([...expandAll(there), '--json'], there)
  await process.told(text)
  return process
}

/** Every output is there once, whole, and nothing else is. */
async function expectAllOnce({ photos }: Place): Promise<void> {
  const outputs = names.map((name) => name.replace('.png', '_2x1.png'))
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['.outframe', ...outputs])
  const photo = { left: 100, top: 0, width: 600, height: 400 }
  for (const [index, output] of outputs.entries()) {
    const kept = await pixels(join(photos, 'outframe', output), photo)
    expect(kept.equals(await pixels(join(photos, names[index] ?? '')))).toBe(true)
  }
}

/** Resolves once a file is made in a folder. */
function watchFor(folder: string, file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (name !== file) return
      watcher.close()
      resolve()
    })
  })
}

async function status(there: Place): Promise<StatusLine | undefined> {
  const { code, stdout } = await cli(['status', '--json'], there)
  expect(code).toBe(0)
  return linesOf(stdout, statusLineSchema.strict())[0]
}

describe('an interrupted run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 130 after %s, and resume does the rest', async (signal) => {
    const there = await manyPhotos()
    const process = await started(there, /"state":"done"/)
    process.kill(signal)
    const { code, summary, stderr } = eventsOf(await process.ended)
    expect(code).toBe(130)
    expect(summary.done).toBeGreaterThan(0)
    expect(summary.done).toBeLessThan(photoCount)
    expect(stderr).toContain('resume')
    const left = photoCount - summary.done
    expect(await status(there)).toMatchObject({ owned: false, counts: { done: summary.done, queued: left } })

    expect(await runJson(['resume'], there)).toMatchObject({ code: 0, summary: { done: left, skipped: 0 } })
    await expectAllOnce(there)
  })

  it('has its batch whole or not at all when it is interrupted early', async () => {
    const there = await manyPhotos()
    const state = join(there.home, 'queue')
    await mkdir(state, { recursive: true })
    const opened = watchFor(state, 'owner.json')
    const process = new CliProcess([...expandAll(there), '--json'], there)
    await opened
    process.kill('SIGINT')
    const { code, summary } = eventsOf(await process.ended)
    expect(code).toBe(130)
    const left = Object.values((await status(there))?.counts ?? {}).reduce((sum, count) => sum + count)
    expect([0, photoCount]).toContain(left)
    expect(await runJson(['resume'], there)).toMatchObject({ summary: { done: left - summary.done } })
    expect(await runJson(expandAll(there), there)).toMatchObject({ code: 0, summary: { done: photoCount - left } })
    await expectAllOnce(there)
  })

  it('quits at once when it is interrupted twice, and loses nothing', async () => {
    const there = await manyPhotos()
    const process = await started(there, /"state":"done"/)
    process.kill('SIGINT')
    process.kill('SIGTERM')
    expect((await process.ended).code).toBe(130)
    expect((await runJson(['resume'], there)).code).toBe(0)
    await expectAllOnce(there)
  })

  it('loses and repeats nothing when it is killed', async () => {
    const there = await manyPhotos()
    const process = await started(there, /"state":"done".*"state":"composing"/s)
    process.kill('SIGKILL')
    const { stdout } = await process.ended
    const done = stdout.match(/"state":"done"/g)?.length ?? 0
    expect(await status(there)).toMatchObject({ owned: false })

    const rest = await runJson(['resume'], there)
    expect(rest.code).toBe(0)
    expect(rest.summary.done).toBeGreaterThan(0)
    expect(rest.summary.done).toBeLessThanOrEqual(photoCount - done)
    await expectAllOnce(there)
    expect(await runJson(expandAll(there), there)).toMatchObject({ code: 0, summary: { skipped: photoCount, done: 0 } })
    await expectAllOnce(there)
  })

  it('goes on to the end when nobody reads what it says any more', async () => {
    const there = await manyPhotos()
    const process = await started(there, /"state":"queued"/)
    process.stopReading()
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' })
    await expectAllOnce(there)
  })
})

describe('resume', () => {
  it('has nothing to do when nothing is left', async () => {
    const there = await place()
    const nothing = { done: 0, failed: 0, blocked: 0, skipped: 0 }
    expect(await runJson(['resume'], there)).toMatchObject({ code: 0, jobs: [], summary: nothing })
    await writePhoto(join(there.photos, 'a.png'))
    await runJson(expandAll(there), there)
    expect(await runJson(['resume'], there)).toMatchObject({ code: 0, jobs: [], summary: nothing })
    expect((await cli(['resume'], there)).stdout).toBe('Nothing to do.\n')
  })

  it('takes the state folder it is told', async () => {
    const there = await place()
    const state = join(there.home, 'elsewhere')
    await writePhoto(join(there.photos, 'a.png'))
    await runJson([...expandAll(there), '--state', state], there)
    const { stdout } = await cli(['status', '--state', state, '--json'], there)
    expect(linesOf(stdout, statusLineSchema)).toMatchObject([{ state, counts: { done: 1 } }])
    expect(await status(there)).toMatchObject({ state: join(there.home, 'queue'), counts: { done: 0 } })
  })
})

describe('a state folder that another process works on', () => {
  it('is refused with 1, and can be looked at', async () => {
    const there = await manyPhotos()
    const process = await started(there, /"state":"preparing"/)
    // Held where it is: on a quick machine it would be through before it was looked at.
    process.kill('SIGSTOP')
    for (const command of [expandAll(there), ['resume']]) {
      const { code, stdout, stderr } = await cli([...command, '--json'], there)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/error: .*another/)
    }
    expect(await status(there)).toMatchObject({ owned: true, batches: [{ engine: 'local' }] })
    expect((await cli(['status'], there)).stdout).toContain('a process is working on it')
    process.kill('SIGCONT')
    expect((await process.ended).code).toBe(0)
  })
})

describe('status', () => {
  it('is all zeros, and writes nothing, where there is no queue yet', async () => {
    const there = await place()
    const line = await status(there)
    expect(line).toMatchObject({ state: join(there.home, 'queue'), owned: false, blocked: {}, units: 0, batches: [] })
    expect(Object.values(line?.counts ?? {}).every((count) => count === 0)).toBe(true)
    expect((await cli(['status'], there)).stdout).toContain('The queue is empty.')
    await expect(filesIn(there.home)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
