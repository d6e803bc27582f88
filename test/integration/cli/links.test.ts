import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { planLineSchema } from '../../../core/cli-schema'
import { type LinkServer, startLinkServer } from '../../fixtures/link-server'
import { CliProcess, cli, ensureCliBuilt, eventsOf, linesOf, runJson } from './cli'
import { filesIn, type Place, pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

interface Linked extends Place {
  readonly server: LinkServer
  /** A link to what the server has. */
  readonly to: (path: string) => string
  /** Where the command line is run. */
  readonly cwd: string
}

/** A file server with `/a.png`, 60 × 40 px, and an empty folder to run in. */
async function linked(): Promise<Linked> {
  const there = await place()
  const cwd = join(there.photos, 'here')
  await mkdir(cwd)
  const body = await readFile(await writePhoto(join(there.photos, 'source.png')))
  const server = await startLinkServer({ '/a.png': { body, type: 'image/png', etag: '"1"' } })
  return { ...there, server, to: (path) => `${server.origin}${path}`, cwd }
}

describe('a link', () => {
  it('is expanded like a photo, into the current folder, and called by its address', async () => {
    const there = await linked()
    const link = there.to('/a.png')
    const { code, last, jobs, summary } = await runJson(['expand', link, '--ratio', '2:1'], there)
    expect([code, summary.done]).toEqual([0, 1])
    expect(jobs.every(({ source }) => source === link)).toBe(true)
    const output = join(there.cwd, 'outframe/a_2x1.png')
    expect(last.get(link)).toMatchObject({ state: 'done', outputs: [{ path: output }] })
    expect(await filesIn(there.cwd)).toEqual(['outframe/.outframe', 'outframe/a_2x1.png'])
    const kept = await pixels(output, { left: 10, top: 0, width: 60, height: 40 })
    expect(kept.equals(await pixels(join(there.photos, 'source.png')))).toBe(true)
  })

  it('is skipped the second time, without being fetched whole', async () => {
    const there = await linked()
    const args = ['expand', there.to('/a.png'), '--ratio', '2:1']
    await runJson(args, there)
    const second = await runJson(args, there)
    expect(second).toMatchObject({ code: 0, summary: { done: 0, skipped: 1 } })
    expect(second.jobs).toMatchObject([{ source: there.to('/a.png'), state: 'skipped' }])
    expect(there.server.asked).toEqual(['200 /a.png', '304 /a.png'])
  })

  it('given twice is fetched once, and links of one name do not collide', async () => {
    const there = await linked()
    there.server.put('/sub/a.png', { body: await readFile(await writePhoto(join(there.photos, 'b.png'))) })
    const links = [there.to('/a.png'), there.to('/a.png#again'), there.to('/sub/a.png')]
    const { code, summary } = await runJson(['expand', ...links, '--ratio', '2:1'], there)
    expect([code, summary.done]).toEqual([0, 2])
    expect(there.server.asked.toSorted()).toEqual(['200 /a.png', '200 /sub/a.png'])
    expect(await filesIn(join(there.cwd, 'outframe'))).toEqual(['.outframe', 'a_2x1.png', 'a_2x1_2.png'])
  })

  it('has its outputs in the current folder also when the program keeps its own files there', async () => {
    const there = await linked()
    const options = { cwd: there.cwd, home: join(there.cwd, 'home') }
    await runJson(['expand', there.to('/a.png'), '--ratio', '2:1'], options)
    expect(await filesIn(join(there.cwd, 'outframe'))).toEqual(['.outframe', 'a_2x1.png'])
    await runJson(['expand', there.to('/a.png'), '--ratio', '1:1', '--out', 'chosen'], options)
    expect(await filesIn(join(there.cwd, 'chosen'))).toEqual(['.outframe', 'a_1x1.png'])
  })

  it('that brings no photo fails with its address, and the rest goes on', async () => {
    const there = await linked()
    const { server, to } = there
    server.put('/text.jpg', { body: Buffer.from('text'), type: 'image/jpeg' })
    server.put('/page', { body: Buffer.from('<html>'), type: 'text/html' })
    server.put('/huge.jpg', (_, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 5_000_000_000 }).write('begin')
    })
    const expected = {
      [to('/a.png')]: undefined,
      [to('/missing.jpg')]: 'link-failed',
      [to('/text.jpg')]: 'not-an-image',
      [to('/page')]: 'not-an-image',
      [to('/huge.jpg')]: 'download-too-large',
    }
    const args = ['expand', ...Object.keys(expected), '--ratio', '2:1']
    const { code, last, summary } = await runJson(args, there)
    expect([code, summary.done, summary.failed]).toEqual([1, 1, 4])
    expect(Object.fromEntries([...last].map(([source, { error }]) => [source, error?.code]))).toEqual(expected)
    for (const [source, { error }] of last) if (error) expect(error.message).toContain(source)
    expect((await filesIn(join(there.home, 'queue/links'))).filter((name) => !name.endsWith('.json'))).toHaveLength(1)
  })

  it('whose copy is gone and that cannot be fetched any more fails, and is called by its address', async () => {
    const there = await linked()
    const link = there.to('/a.png')
    const out = await writePhoto(join(there.photos, 'not-a-folder.png'))
    expect(await runJson(['expand', link, '--ratio', '2:1', '--out', out], there)).toMatchObject({
      code: 1,
      summary: { blocked: 1 },
    })
    await rm(out)
    await rm(join(there.home, 'queue/links'), { recursive: true })
    await there.server.stop()
    const { code, last, stderr } = await runJson(['resume'], there)
    expect(code).toBe(1)
    expect(last.get(link)).toMatchObject({ state: 'failed', error: { code: 'file-missing' } })
    expect(last.get(link)?.error?.message).toContain(link)
    expect(stderr).toContain(`${link} cannot be fetched`)
  })

  it('is planned, and leaves nothing', async () => {
    const there = await linked()
    const args = ['plan', there.to('/a.png'), there.to('/missing.png'), '--ratio', '2:1', '--json']
    const { code, stdout } = await cli(args, there)
    expect(code).toBe(1)
    expect(linesOf(stdout, planLineSchema)).toMatchObject([
      { source: { path: there.to('/a.png'), width: 60, height: 40 }, canvas: { width: 80, height: 40 } },
      { source: { path: there.to('/missing.png') }, error: { code: 'link-failed' } },
    ])
    await expect(filesIn(there.home)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await filesIn(there.cwd)).toEqual([])
  })

  it('that does not answer does not keep an interrupted program', async () => {
    const there = await linked()
    const asked = new Promise<void>((resolve) => there.server.put('/silent.png', () => resolve()))
    const process = new CliProcess(['expand', there.to('/silent.png'), '--ratio', '2:1', '--json'], there)
    await asked
    process.kill('SIGINT')
    expect(eventsOf(await process.ended)).toMatchObject({ code: 130, summary: { done: 0, failed: 0 } })
  })
})
