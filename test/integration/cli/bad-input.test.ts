import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { boundByPermissions, withSmallDisk } from './circumstances'
import { CliProcess, ensureCliBuilt, eventsOf, runJson } from './cli'
import { filesIn, pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

describe('bad input', () => {
  it('is told on each photo, and the rest goes on', async () => {
    const { photos, home } = await place()
    const good = await writePhoto(join(photos, 'good.jpg'), 120, 80)
    const bytes = await readFile(good)
    await writeFile(join(photos, 'truncated.jpg'), bytes.subarray(0, bytes.length / 2))
    await writeFile(join(photos, 'empty.jpg'), '')
    await writeFile(join(photos, 'text.jpg'), 'This is not a photo.')
    await writeFile(join(photos, 'noise.png'), randomBytes(2000))
    const { code, summary, last } = await runJson(['expand', photos, '--ratio', '2:1'], { home })
    const ends = Object.fromEntries([...last].map(([path, job]) => [path.slice(photos.length + 1), job.error?.code]))
    expect(ends).toEqual({
      'good.jpg': undefined,
      'truncated.jpg': 'image-damaged',
      'empty.jpg': 'file-empty',
      'text.jpg': 'not-an-image',
      'noise.png': 'not-an-image',
    })
    expect([code, summary.done, summary.failed]).toEqual([1, 1, 4])
    for (const [path, { error }] of last) if (error) expect(error.message).toContain(path.slice(photos.length + 1))
    expect(await filesIn(join(photos, 'outframe'))).toEqual(['.outframe', 'good_2x1.jpg'])
  })

  it('keeps the id of what cannot be read', async () => {
    const { photos, home } = await place()
    await writeFile(join(photos, 'text.jpg'), 'This is not a photo.')
    const args = ['expand', photos, '--ratio', '2:1']
    const [first, second] = [await runJson(args, { home }), await runJson(args, { home })]
    expect(first.jobs).toMatchObject([{ state: 'failed', source: join(photos, 'text.jpg'), outputs: [], units: 0 }])
    expect(first.jobs[0]?.id).toBe(second.jobs[0]?.id)
  })

  it('expands the smallest, the widest, CMYK and 16-bit photos', async () => {
    const { photos, home } = await place()
    const pixel = await writePhoto(join(photos, 'pixel.png'), 1, 1)
    const wide = await writePhoto(join(photos, 'wide.png'), 30_000, 20)
    const cmyk = join(photos, 'cmyk.jpg')
    await sharp(await readFile(await writePhoto(join(photos, 'x.png'), 60, 40)))
      .toColourspace('cmyk')
      .toFile(cmyk)
    await rm(join(photos, 'x.png'))
    const deep = join(photos, 'deep.png')
    const samples = Uint16Array.from({ length: 60 * 40 * 3 }, (_, index) => (index * 257) % 65_536)
    await sharp(samples, { raw: { width: 60, height: 40, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toFile(deep)
    const { code, last } = await runJson(['expand', photos, '--margins', '0,10,0,10'], { home })
    expect(code).toBe(0)
    const output = (path: string) => last.get(path)?.outputs[0]?.path ?? ''
    expect(await sharp(output(pixel)).metadata()).toMatchObject({ width: 21, height: 1 })
    expect(await sharp(output(wide)).metadata()).toMatchObject({ width: 30_020, height: 20 })
    expect(await sharp(output(cmyk)).metadata()).toMatchObject({ width: 80, height: 40, space: 'cmyk' })
    expect(await sharp(output(deep)).metadata()).toMatchObject({ width: 80, depth: 'ushort' })
    const at = { left: 10, top: 0, width: 60, height: 40 }
    const sixteen = (path: string) => sharp(path).toColourspace('rgb16')
    const kept = await sixteen(output(deep)).extract(at).raw({ depth: 'ushort' }).toBuffer()
    expect(kept.equals(await sixteen(deep).raw({ depth: 'ushort' }).toBuffer())).toBe(true)
  })

  it('does not open a decompression bomb', async () => {
    const { photos, home } = await place()
    const bomb = join(photos, 'bomb.png')
    await writeFile(bomb, pngThatClaims(60_000, 60_000))
    const { code, last } = await runJson(['expand', photos, '--ratio', '2:1'], { home })
    expect(code).toBe(1)
    expect(last.get(bomb)).toMatchObject({ state: 'failed', error: { code: 'image-too-large' } })
  })

  it('takes names as they are', async () => {
    const { photos, home } = await place()
    const names = [
      'a\nb.png',
      '"q" \'s\'.png',
      '📷 été.png',
      '-dash.png',
      '%41 {name}.png',
      'caf\u00e9.png',
      'cafe\u0301.png',
    ]
    for (const name of names) await writePhoto(join(photos, name))
    const { code, last } = await runJson(['expand', '.', '--ratio', '2:1'], { home, cwd: photos })
    expect(code).toBe(0)
    expect([...last.keys()].sort()).toEqual(names.map((name) => join(photos, name)).sort())
    expect(await filesIn(join(photos, 'outframe'))).toHaveLength(names.length + 1)
  })

  it('takes a file that was given directly for a photo whatever its name', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    const scan = join(photos, 'scan')
    await writeFile(scan, await readFile(join(photos, 'a.png')))
    const notes = join(photos, 'notes.txt')
    await writeFile(notes, 'no photo')
    const { code, last } = await runJson(['expand', scan, notes, '--ratio', '2:1'], { home })
    expect(code).toBe(1)
    expect(last.get(scan)).toMatchObject({ state: 'done' })
    expect(last.get(notes)).toMatchObject({ state: 'failed', error: { code: 'not-an-image' } })
  })

  it('tells of folders that may not be read, and goes on', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    const locked = join(photos, 'locked')
    await mkdir(locked)
    await chmod(locked, 0o000)
    const { code, last } = await runJson(['expand', photos, '--ratio', '2:1'], { home, through: boundByPermissions() })
    expect(code).toBe(1)
    expect(last.get(join(photos, 'a.png'))).toMatchObject({ state: 'done' })
    expect(last.get(locked)).toMatchObject({ state: 'failed', error: { code: 'file-unreadable' } })
  })

  it('fails photos whose folder is removed meanwhile, and goes on', async () => {
    const { photos, home } = await place()
    for (const name of ['0.png', '1.png', '2.png']) await writePhoto(join(photos, 'a', name), 900, 600)
    const gone = await writePhoto(join(photos, 'b/gone.png'))
    const args = ['expand', photos, '--ratio', '2:1', '--concurrency', '1', '--json']
    const process = new CliProcess(args, { home })
    await process.told(/"state":"preparing"/)
    await rm(join(photos, 'b'), { recursive: true })
    const { code, summary, last } = eventsOf(await process.ended)
    expect([code, summary.done, summary.failed]).toEqual([1, 3, 1])
    expect(last.get(gone)).toMatchObject({ state: 'failed', error: { code: 'file-missing' } })
  })
})

describe('an output folder', () => {
  it('that is read-only blocks all that goes there, and resume goes on once it is not', async () => {
    const { photos, home } = await place()
    for (const name of ['a.png', 'b.png']) await writePhoto(join(photos, name))
    const out = join(photos, 'out')
    await mkdir(out)
    await chmod(out, 0o555)
    const options = { home, through: boundByPermissions() }
    const { code, summary, last } = await runJson(['expand', photos, '--ratio', '2:1', '--out', out], options)
    expect([code, summary.blocked, summary.failed]).toEqual([1, 2, 0])
    for (const job of last.values()) {
      expect(job).toMatchObject({ state: 'blocked', reason: 'output', error: { code: 'output-unwritable' } })
    }
    expect(await runJson(['resume'], options)).toMatchObject({ code: 1, summary: { blocked: 2 } })
    await chmod(out, 0o755)
    expect(await runJson(['resume'], options)).toMatchObject({ code: 0, summary: { done: 2, blocked: 0 } })
    expect(await filesIn(out)).toEqual(['.outframe', 'a_2x1.png', 'b_2x1.png'])
  })

  it('that is full blocks all that goes there', async () => {
    const { photos, home } = await place()
    for (const name of ['a.png', 'b.png']) await writePhoto(join(photos, name), 300, 200)
    const out = join(photos, 'out')
    await mkdir(out)
    const through = withSmallDisk(out, 100_000)
    const { code, summary, last } = await runJson(['expand', photos, '--ratio', '2:1', '--out', out], { home, through })
    expect([code, summary.blocked, summary.failed]).toEqual([1, 2, 0])
    for (const job of last.values()) expect(job).toMatchObject({ state: 'blocked', reason: 'output' })
    expect(await runJson(['resume'], { home })).toMatchObject({ code: 0, summary: { done: 2 } })
    const kept = await pixels(join(out, 'a_2x1.png'), { left: 50, top: 0, width: 300, height: 200 })
    expect(kept.equals(await pixels(join(photos, 'a.png')))).toBe(true)
  })
})

/** A PNG that is nothing but a header, which claims so many px. */
function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.from('IHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0', 'latin1')
  header.writeUInt32BE(width, 4)
  header.writeUInt32BE(height, 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk(header),
    chunk(Buffer.concat([Buffer.from('IDAT'), deflateSync(Buffer.alloc(1000))])),
    chunk(Buffer.from('IEND')),
  ])
}

/** A PNG chunk of that type and data: with its length before and its checksum behind. */
function chunk(typeAndData: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(typeAndData.length - 4)
  sum.writeUInt32BE(crc32(typeAndData))
  return Buffer.concat([length, typeAndData, sum])
}
