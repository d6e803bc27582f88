import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { planLineSchema } from '../../../core/cli-schema'
import { cli, ensureCliBuilt, linesOf } from './cli'
import { filesIn, type Place, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

async function plan(there: Place, ...args: string[]) {
  const { code, stdout, stderr } = await cli(['plan', there.photos, ...args, '--json'], there)
  return { code, stderr, lines: linesOf(stdout, planLineSchema) }
}

describe('plan', () => {
  it('says for each photo what would be done, in path order, and does nothing', async () => {
    const there = await place()
    await writePhoto(join(there.photos, 'b.png'), 600, 400)
    await writePhoto(join(there.photos, 'a/c.jpg'), 400, 600)
    const { code, lines } = await plan(there, '--ratio', '16:9')
    expect(code).toBe(0)
    expect(lines).toMatchObject([
      {
        source: { path: join(there.photos, 'a/c.jpg'), width: 400, height: 600 },
        canvas: { width: 1067, height: 600 },
      },
      {
        source: { path: join(there.photos, 'b.png'), width: 600, height: 400 },
        canvas: { width: 712, height: 400 },
        output: { width: 712, height: 400 },
        original: { left: 56, top: 0 },
        passes: [{ up: 0, down: 0 }],
        units: 0,
      },
    ])
    expect(await filesIn(there.photos)).toEqual(['a/c.jpg', 'b.png'])
    await expect(readdir(there.home)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.each(['kling', 'cometapi'])('counts passes and units of %s, per picture', async (engine) => {
    const there = await place()
    await writePhoto(join(there.photos, 'wide.jpg'), 1600, 900)
    const one = await plan(there, '--ratio', '9:16', '--engine', engine)
    expect(one).toMatchObject({ code: 0, lines: [{ passes: [{}, {}], units: 2 }] })
    const three = await plan(there, '--ratio', '9:16', '--engine', engine, '--n', '3')
    expect(three).toMatchObject({ code: 0, lines: [{ units: 6 }] })
    const local = await plan(there, '--ratio', '9:16', '--n', '3')
    expect(local).toMatchObject({ code: 0, lines: [{ passes: [{}], units: 0 }] })
  })

  it('plans nothing to paint for a photo that has the shape', async () => {
    const there = await place()
    await writePhoto(join(there.photos, 'a.jpg'), 600, 400)
    const { lines } = await plan(there, '--ratio', '3:2', '--engine', 'kling')
    expect(lines).toMatchObject([{ canvas: { width: 600, height: 400 }, passes: [], units: 0 }])
  })

  it('has a line for what cannot be planned or read, and ends with 1', async () => {
    const there = await place()
    await writePhoto(join(there.photos, 'a.jpg'), 1000, 1000)
    await writePhoto(join(there.photos, 'b.jpg'), 100, 100)
    await writeFile(join(there.photos, 'c.jpg'), 'no picture')
    const far = await plan(there, '--ratio', '8:1', '--engine', 'kling')
    expect(far.code).toBe(1)
    expect(far.lines).toEqual([
      { source: { path: join(there.photos, 'a.jpg') }, error: { code: 'limit-ratio', message: expect.any(String) } },
      { source: { path: join(there.photos, 'b.jpg') }, error: { code: 'limit-ratio', message: expect.any(String) } },
      { source: { path: join(there.photos, 'c.jpg') }, error: { code: 'not-an-image', message: expect.any(String) } },
    ])
    expect(await plan(there, '--ratio', '8:1')).toMatchObject({ code: 1, lines: [{ units: 0 }, { units: 0 }, {}] })
  })

  it('plans panoramas in tiles, each of which is charged, and photos of under 300 px', async () => {
    const there = await place()
    const long = await writePhoto(join(there.photos, 'long.jpg'), 1500, 500)
    const small = await writePhoto(join(there.photos, 'small.jpg'), 120, 90)
    const args = ['--ratio', '16:9', '--engine', 'cometapi', '--n', '2']
    const { code, lines } = await plan(there, ...args)
    expect(code).toBe(0)
    expect(lines).toMatchObject([
      { source: { path: long }, canvas: { width: 1500, height: 844 }, passes: [{ left: 0 }, { right: 0 }], units: 4 },
      { source: { path: small }, canvas: { width: 160, height: 90 }, passes: [{ up: 0, down: 0 }], units: 2 },
    ])
    const { stdout } = await cli(['plan', there.photos, ...args], there)
    expect(stdout).toContain('2 passes; in 2 tiles, since the service takes no picture as long; 4 units\n')
    expect(stdout).toContain('1 pass; sent enlarged to 300 px a side; 2 units\n')
  })

  it('says what the format chosen cannot hold, or why the photo cannot be written in it', async () => {
    const there = await place()
    const deep = join(there.photos, 'deep.png')
    await sharp(new Uint16Array(60 * 40 * 3), { raw: { width: 60, height: 40, channels: 3 } })
      .toColourspace('rgb16')
      .toFile(deep)
    const jpeg = await plan(there, '--ratio', '1:1', '--format', 'jpeg', '--profile', 'srgb', '--quality', '80')
    expect(jpeg).toMatchObject({
      code: 0,
      lines: [{ notes: ['16 bits per channel become 8: JPEG cannot hold more.'] }],
    })
    const same = await plan(there, '--ratio', '1:1', '--compression', 'lzw', '--keep-times')
    expect(same.lines[0]).not.toHaveProperty('notes')
    expect(await plan(there, '--margins', '0,20000,0,0', '--format', 'webp')).toMatchObject({
      code: 1,
      lines: [{ error: { code: 'output-format', message: expect.stringContaining('16383 px') } }],
    })
  })

  it('looks into folders or not', async () => {
    const there = await place()
    await writePhoto(join(there.photos, 'a.jpg'))
    await writePhoto(join(there.photos, 'sub/b.jpg'))
    expect((await plan(there, '--ratio', '1:1')).lines).toHaveLength(2)
    expect((await plan(there, '--ratio', '1:1', '--no-recursive')).lines).toHaveLength(1)
  })

  it('tells a person the same', async () => {
    const there = await place()
    const photo = await writePhoto(join(there.photos, 'a.jpg'), 600, 400)
    const { code, stdout } = await cli(['plan', photo, '--size', '1080x1080', '--engine', 'kling'], there)
    expect(code).toBe(0)
    expect(stdout).toBe(
      `${photo}: 600 × 400 -> 600 × 600 px, photo at 0, 100; resized to 1080 × 1080 px; 1 pass; 1 unit\n` +
        '  The picture is enlarged to 1080 × 1080 px (180 %): the photo’s own pixels change, too.\n' +
        '1 planned, 0 cannot be; 1 unit\n',
    )
  })
})
