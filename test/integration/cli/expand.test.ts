import { copyFile, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { cli, ensureCliBuilt, runJson } from './cli'
import { filesIn, pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

describe('expand', () => {
  it('expands a folder into a marked folder inside it, mirrored, every original pixel kept', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a.png'))
    await writePhoto(join(photos, 'sub/b.jpg'))
    const before = await readFile(photo)
    const { code, summary, last } = await runJson(['expand', photos, '--ratio', '16:9'], { home })
    expect(code).toBe(0)
    expect(summary).toEqual({
      event: 'summary',
      done: 2,
      failed: 0,
      blocked: 0,
      cancelled: 0,
      skipped: 0,
      ignored: 0,
      units: 0,
    })
    expect(await filesIn(photos)).toEqual([
      'a.png',
      'outframe/.outframe',
      'outframe/a_16x9.png',
      'outframe/sub/b_16x9.jpg',
      'sub/b.jpg',
    ])
    const output = join(photos, 'outframe/a_16x9.png')
    expect(last.get(photo)).toMatchObject({ state: 'done', outputs: [{ path: output, variation: 1 }], units: 0 })
    expect(await sharp(output).metadata()).toMatchObject({ width: 72, height: 40 })
    const kept = { left: 6, top: 0, width: 60, height: 40 }
    expect((await pixels(output, kept)).equals(await pixels(photo))).toBe(true)
    expect((await readFile(photo)).equals(before)).toBe(true)
  })

  it('tells every state a job goes through, in order', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    const { jobs } = await runJson(['expand', photos, '--ratio', '1:1'], { home })
    expect(jobs.map(({ state }) => state)).toEqual(['queued', 'preparing', 'composing', 'done'])
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1)
  })

  it('skips what is done already, unless told --again', async () => {
    const { photos, home } = await place()
    const source = await writePhoto(join(photos, 'a.png'))
    const args = ['expand', photos, '--ratio', '16:9']
    await runJson(args, { home })
    const path = join(photos, 'outframe/a_16x9.png')
    const { mtimeMs } = await stat(path)

    const second = await runJson(args, { home })
    expect(second).toMatchObject({ code: 0, summary: { done: 0, skipped: 1, failed: 0 } })
    expect(second.jobs).toEqual([
      { event: 'job', id: expect.any(String), source, state: 'skipped', outputs: [{ path, variation: 1 }], units: 0 },
    ])
    expect((await stat(path)).mtimeMs).toBe(mtimeMs)

    const again = await runJson([...args, '--again'], { home })
    expect(again).toMatchObject({ code: 0, summary: { done: 1, skipped: 0 } })
    expect(await filesIn(join(photos, 'outframe'))).toEqual(['.outframe', 'a_16x9.png', 'a_16x9_2.png'])
    await rm(path)
    await rm(join(photos, 'outframe/a_16x9_2.png'))
    expect(await runJson(args, { home })).toMatchObject({ summary: { done: 1, skipped: 0 } })
  })

  it('leaves photos out whose name is taken where --conflict says so, and tells which', async () => {
    const { photos, home } = await place()
    const [taken, free] = [await writePhoto(join(photos, 'a.png')), await writePhoto(join(photos, 'b.png'))]
    const out = join(home, '..', 'results')
    const mine = await writePhoto(join(out, 'A_16X9.png'))
    const before = await readFile(mine)
    const args = ['expand', photos, '--ratio', '16:9', '--out', out]
    const first = await runJson([...args, '--conflict', 'skip'], { home })
    expect(first).toMatchObject({ code: 0, summary: { done: 1, skipped: 1, failed: 0 } })
    expect(first.last.get(taken)).toMatchObject({ state: 'skipped', outputs: [], taken: join(out, 'a_16x9.png') })
    expect(first.last.get(free)).toMatchObject({ state: 'done' })
    const told = await cli([...args, '--conflict', 'skip'], { home })
    expect(told.stdout).toContain(`${taken}: its name is taken: ${join(out, 'a_16x9.png')}`)
    expect(await runJson(args, { home })).toMatchObject({ code: 0, summary: { done: 1, skipped: 1 } })
    expect(await filesIn(out)).toEqual(['A_16X9.png', 'a_16x9_2.png', 'b_16x9.png'])
    expect((await readFile(mine)).equals(before)).toBe(true)
    expect(await cli([...args, '--conflict', 'ask'], { home })).toMatchObject({ code: 2 })
  })

  it('puts the output of a single file beside it, and all outputs where --out says', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'x/a.png'))
    await writePhoto(join(photos, 'x/b.png'))
    await runJson(['expand', photo, '--ratio', '1:1'], { home })
    expect(await filesIn(photos)).toEqual(['x/a.png', 'x/b.png', 'x/outframe/.outframe', 'x/outframe/a_1x1.png'])
    await runJson(['expand', '.', '--ratio', '1:1', '--out', 'there'], { home, cwd: photos })
    expect(await filesIn(join(photos, 'there'))).toEqual(['.outframe', 'x/a_1x1.png', 'x/b_1x1.png'])
  })

  it('walks folders unless told not to, and counts what it passes over', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    await writePhoto(join(photos, 'sub/b.png'))
    for (const other of ['notes.txt', 'Thumbs.db', '.DS_Store']) {
      await copyFile(join(photos, 'a.png'), join(photos, other))
    }
    const flat = await runJson(['expand', photos, '--ratio', '1:1', '--no-recursive'], { home })
    expect(flat.summary).toMatchObject({ done: 1, ignored: 3 })
    const all = await runJson(['expand', photos, '--ratio', '1:1', '--recursive'], { home })
    expect(all.summary).toMatchObject({ done: 1, skipped: 1, ignored: 3 })
  })

  it('makes exact sizes, margins, growth and free anchors', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a.png'))
    const run = async (...options: string[]) => {
      const { last } = await runJson(['expand', photo, ...options], { home })
      const path = last.get(photo)?.outputs[0]?.path ?? ''
      const { width, height } = await sharp(path).metadata()
      return { path, width, height }
    }
    expect(await run('--size', '192x108')).toEqual({
      path: join(photos, 'outframe/a_192x108.png'),
      width: 192,
      height: 108,
    })
    const margins = await run('--margins', '10%,6,50%,0')
    expect(margins).toMatchObject({ path: join(photos, 'outframe/a_margins.png'), width: 66, height: 64 })
    const at = { left: 0, top: 4, width: 60, height: 40 }
    expect((await pixels(margins.path, at)).equals(await pixels(photo))).toBe(true)
    expect(await run('--ratio', '3:2', '--grow', '2')).toMatchObject({ width: 120, height: 80 })
    const anchored = await run('--ratio', '2:1', '--anchor', '1,0', '--feather', '0', '--name', '{name}-right')
    expect(anchored).toMatchObject({ path: join(photos, 'outframe/a-right.png'), width: 80, height: 40 })
    expect((await pixels(anchored.path, { ...at, left: 20, top: 0 })).equals(await pixels(photo))).toBe(true)
  })

  it('leaves a photo alone that is near enough to the shape', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a.png'), 600, 400)
    // three quarters of a percent away: within 1 %, but not within the usual half
    const args = ['expand', photo, '--ratio', '1.511:1']
    const near = await runJson([...args, '--tolerance', '1%'], { home })
    const path = near.last.get(photo)?.outputs[0]?.path ?? ''
    expect((await pixels(path)).equals(await pixels(photo))).toBe(true)
    const { last } = await runJson(args, { home })
    expect(await sharp(last.get(photo)?.outputs[0]?.path).metadata()).toMatchObject({ width: 605, height: 400 })
  })

  it('writes the format and quality it is told', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a.png'), 120, 80)
    const run = async (...options: string[]) => {
      const { last } = await runJson(['expand', photo, '--ratio', '1:1', ...options], { home })
      return last.get(photo)?.outputs[0]?.path ?? ''
    }
    for (const [format, extension] of [
      ['jpeg', 'jpg'],
      ['webp', 'webp'],
      ['avif', 'avif'],
      ['tiff', 'tif'],
    ] as const) {
      const path = await run('--format', format)
      expect(path).toBe(join(photos, `outframe/a_1x1.${extension}`))
      expect(await sharp(path).metadata()).toMatchObject({ format: format === 'avif' ? 'heif' : format, width: 120 })
    }
    const small = await run('--format', 'jpeg', '--quality', '10', '--name', 'small')
    const large = await run('--format', 'jpeg', '--quality', '95', '--name', 'large')
    expect((await stat(small)).size).toBeLessThan((await stat(large)).size / 2)
  })

  it('paints and encodes as it is told, and says aside what became of the samples', async () => {
    const { photos, home } = await place()
    const photo = join(photos, 'deep.png')
    await sharp(new Uint16Array(90 * 60 * 3).fill(30_000), { raw: { width: 90, height: 60, channels: 3 } })
      .toColourspace('rgb16')
      .toFile(photo)
    const run = async (...options: string[]) => {
      const { last } = await runJson(['expand', photo, '--ratio', '1:1', ...options], { home })
      const { notes, outputs } = last.get(photo) ?? { outputs: [] }
      const path = outputs[0]?.path ?? ''
      return { path, notes, metadata: await sharp(path).metadata() }
    }
    const half = await run('--format', 'jpeg', '--subsampling', '4:2:0', '--local', 'stretch')
    const deep = '16 bits per channel become 8: JPEG cannot hold more.'
    expect(half).toMatchObject({ notes: [deep], metadata: { chromaSubsampling: '4:2:0' } })
    expect(half.metadata.xmp?.toString()).toContain('stretch')
    const tiff = await run('--format', 'tiff', '--compression', 'lzw')
    expect(tiff).toMatchObject({ metadata: { depth: 'ushort' } })
    expect(tiff).not.toHaveProperty('notes', expect.anything())
    const plain = await run('--format', 'tiff', '--compression', 'none', '--name', 'plain')
    expect((await stat(tiff.path)).size).toBeLessThan((await stat(plain.path)).size / 4)
    const shallow = await run('--depth', '8', '--profile', 'display-p3')
    expect(shallow).toMatchObject({
      notes: [expect.stringMatching(/Display P3/), expect.stringMatching(/become 8/)],
      metadata: { depth: 'uchar' },
    })
    const told = await cli(['expand', photo, '--ratio', '2:1', '--format', 'jpeg'], { home })
    expect(told).toMatchObject({ code: 0, stderr: expect.stringContaining(`${photo}: ${deep}`) })
  })

  it('makes several variations, which differ', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a.png'))
    const { last } = await runJson(['expand', photo, '--ratio', '2:1', '--n', '3', '--concurrency', '1'], { home })
    const outputs = last.get(photo)?.outputs ?? []
    const folder = join(photos, 'outframe')
    expect(outputs).toEqual(
      [1, 2, 3].map((variation) => ({ path: join(folder, `a_2x1_v${variation}.png`), variation })),
    )
    const [first, second, third] = await Promise.all(outputs.map(({ path }) => pixels(path)))
    expect(first?.equals(second ?? first)).toBe(false)
    expect(second?.equals(third ?? second)).toBe(false)
  })

  it('gives equal names numbers, in the order of the paths', async () => {
    const { photos, home } = await place()
    for (const name of ['one/a.png', 'two/A.PNG', 'two/a.jpg']) await writePhoto(join(photos, name))
    const out = join(photos, 'out')
    const given = [join(photos, 'two'), join(photos, 'one')]
    const { last } = await runJson(['expand', ...given, '--ratio', '1:1', '--out', out, '--format', 'png'], { home })
    const made = [...last].map(([source, { outputs }]) => [
      source.slice(photos.length),
      outputs[0]?.path.slice(out.length),
    ])
    expect(Object.fromEntries(made)).toEqual({
      '/one/a.png': '/a_1x1.png',
      '/two/A.PNG': '/A_1x1_2.png',
      '/two/a.jpg': '/a_1x1_3.png',
    })
  })

  it('has nothing to do in a folder without photos', async () => {
    const { photos, home } = await place()
    const { code, summary, jobs } = await runJson(['expand', photos, '--ratio', '1:1'], { home })
    expect([code, summary.done, jobs]).toEqual([0, 0, []])
  })

  it('works on its own batch only', async () => {
    const { photos, home } = await place()
    const out = join(photos, 'not-a-folder')
    await copyFile(await writePhoto(join(photos, 'a.png')), out)
    const blocked = await runJson(['expand', photos, '--ratio', '1:1', '--out', out], { home })
    expect(blocked).toMatchObject({ code: 1, summary: { blocked: 1 } })
    await rm(out)
    const other = await runJson(['expand', photos, '--ratio', '2:1'], { home })
    expect(other).toMatchObject({ code: 0, summary: { done: 1, blocked: 0 } })
    expect(await filesIn(photos)).toEqual(['a.png', 'outframe/.outframe', 'outframe/a_2x1.png'])
  })

  it('tells a person one line a photo, and where the outputs are', async () => {
    const { photos, home } = await place()
    const photo = await writePhoto(join(photos, 'a\nb.png'))
    await copyFile(photo, join(photos, 'notes.txt'))
    const { code, stdout, stderr } = await cli(['expand', photos, '--ratio', '2:1'], { home })
    expect(code).toBe(0)
    const shown = join(photos, 'a\\nb.png')
    const output = join(photos, 'outframe/a_b_2x1.png')
    expect(stdout).toBe(
      `done      ${shown} -> ${output}\n1 done, 1 other file ignored\nOutputs in ${photos}/outframe\n`,
    )
    expect(stderr).toBe('')
  })
})
