import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../../core/errors'
import { compose } from '../../../main/imaging/compose'
import { hashFile } from '../../../main/imaging/hash'
import { probeFile } from '../../../main/imaging/probe'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { composeRequest, planAround, randomPicture, sha256, writePhoto } from '../../fixtures/images/pictures'
import { pngChunk } from '../../fixtures/images/png-chunks'

const size = { width: 300, height: 200 }
const signal = new AbortController().signal
let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-bad-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const picture = () => randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })

/** A tiny file that claims to be enormous. */
function bomb(side: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  const data = deflateSync(Buffer.alloc(100_000))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

const bytesOf: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  'zero.jpg': () => Buffer.alloc(0),
  'text.jpg': () => Buffer.from('Dear diary, this is not a photograph at all.'),
  'page.jpg': () => Buffer.from('<!doctype html><html><body>404</body></html>'),
  'noise.png': () => Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 256)),
  'drawing.jpg': () =>
    Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  'animation.jpg': () => Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;', 'latin1'),
  'phone.jpg': () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  'layers.jpg': () => Buffer.from('8BPS\0\x01\0\0\0\0\0\0', 'latin1'),
  'document.jpg': () => Buffer.from('%PDF-1.7\n'),
  'head.jpg': async () => (await picture().jpeg().toBuffer()).subarray(0, 60),
  'head.png': async () => (await picture().png().toBuffer()).subarray(0, 20),
  'head.webp': async () => (await picture().webp().toBuffer()).subarray(0, 20),
  'head.avif': async () => (await picture().avif({ effort: 0 }).toBuffer()).subarray(0, 40),
  'head.tiff': async () => (await picture().tiff().toBuffer()).subarray(0, 40),
  'bomb.png': () => bomb(60_000),
}

const refused: readonly (readonly [string, ErrorCode])[] = [
  ['missing.jpg', 'file-missing'],
  ['zero.jpg', 'file-empty'],
  ['text.jpg', 'not-an-image'],
  ['page.jpg', 'not-an-image'],
  ['noise.png', 'not-an-image'],
  ['drawing.jpg', 'image-unsupported'],
  ['animation.jpg', 'image-unsupported'],
  ['phone.jpg', 'image-damaged'],
  ['layers.jpg', 'image-unsupported'],
  ['document.jpg', 'image-unsupported'],
  ['head.jpg', 'image-damaged'],
  ['head.png', 'image-damaged'],
  ['head.webp', 'image-damaged'],
  ['head.avif', 'image-damaged'],
  ['head.tiff', 'image-damaged'],
  ['bomb.png', 'image-too-large'],
]

describe.each(refused)('%s', (name, code) => {
  beforeAll(async () => {
    const bytes = await bytesOf[name]?.()
    if (bytes) await writeFile(at(name), bytes)
  })

  test(`is listed as ${code}, with its path in the words`, async () => {
    const result = await probeFile(at(name))
    expect(result).toMatchObject({ kind: 'unreadable', path: at(name), error: { code } })
    expect(result.kind === 'unreadable' && result.error.message).toContain(at(name))
  })

  test(`has no thumbnail: ${code}`, async () => {
    await expect(makeThumbnail({ path: at(name), edge: 64 })).rejects.toMatchObject({ code })
  })

  test(`is not composed: ${code}`, async () => {
    const bytes = (await bytesOf[name]?.()) ?? Buffer.alloc(0)
    const request = composeRequest({ path: at(name), contentHash: sha256(bytes) }, planAround(size, noMargins))
    await expect(composeHere(request)).rejects.toMatchObject({ code })
  })
})

const noMargins = { top: 0, right: 10, bottom: 0, left: 0 }

function composeHere(request: Parameters<typeof compose>[0], memoryLimit = 1e9) {
  return compose(request, { signal, onProgress: () => undefined, memoryLimit })
}

describe('what is not a file', () => {
  test('is refused at once, without waiting for what it may give', async () => {
    execFileSync('mkfifo', [at('pipe.jpg')])
    await mkdir(at('folder.jpg'))
    await symlink('/dev/zero', at('device.jpg'))
    for (const name of ['pipe.jpg', 'folder.jpg', 'device.jpg']) {
      expect(await probeFile(at(name))).toMatchObject({ error: { code: 'not-an-image' } })
      await expect(hashFile(at(name), signal)).rejects.toMatchObject({ code: 'not-an-image' })
      await expect(makeThumbnail({ path: at(name), edge: 64 })).rejects.toMatchObject({ code: 'not-an-image' })
    }
  })
})

// Root may read and write everything: this looks with the eyes of somebody else.
test.runIf(process.geteuid?.() === 0)('what may not be read or written is refused with its reason', async () => {
  const photo = await writePhoto(folder, 'open.png', await picture().png().toBuffer())
  const secret = await writePhoto(folder, 'secret.png', await picture().png().toBuffer())
  await chmod(secret.path, 0o600)
  await chmod(folder, 0o755)
  const request = composeRequest(photo, planAround(size, noMargins), { destination: at('locked-out.png') })
  process.seteuid?.(65_534)
  try {
    expect(await probeFile(secret.path)).toMatchObject({ kind: 'unreadable', error: { code: 'file-unreadable' } })
    await expect(hashFile(secret.path, signal)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(makeThumbnail({ path: secret.path, edge: 64 })).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(composeHere(request)).rejects.toMatchObject({ code: 'output-unwritable' })
  } finally {
    process.seteuid?.(0)
  }
})

describe('a photo that is cut off in its middle', () => {
  const encodings = {
    jpeg: () => picture().jpeg().toBuffer(),
    png: () => picture().png().toBuffer(),
    avif: () => picture().avif({ effort: 0 }).toBuffer(),
    tiff: () => picture().tiff({ compression: 'deflate' }).toBuffer(),
  } as const

  test.each(['jpeg', 'png', 'avif'] as const)('fails as damaged, never with a grey bottom: %s', async (format) => {
    const bytes = await encodings[format]()
    const photo = await writePhoto(folder, `cut.${format}`, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
    expect(await probeFile(photo.path)).toMatchObject({ kind: 'photo', header: { size } })
    const request = composeRequest(photo, planAround(size, noMargins))
    await expect(composeHere(request)).rejects.toMatchObject({
      code: 'image-damaged',
      message: expect.stringContaining(photo.path),
    })
    await expect(makeThumbnail({ path: photo.path, edge: 280 })).rejects.toMatchObject({ code: 'image-damaged' })
  })

  test('and a TIFF with bytes missing inside does, too', async () => {
    const bytes = Buffer.from(await encodings.tiff())
    bytes.fill(0, 2000, 60_000)
    const photo = await writePhoto(folder, 'holes.tiff', bytes)
    await expect(composeHere(composeRequest(photo, planAround(size, noMargins)))).rejects.toMatchObject({
      code: 'image-damaged',
    })
  })

  test('a PNG with a wrong checksum does, too', async () => {
    const bytes = Buffer.from(await encodings.png())
    const data = bytes.indexOf('IDAT')
    bytes.writeUInt8(
      bytes.readUInt8(data + 4 + bytes.readUInt32BE(data - 4)) ^ 0xff,
      data + 4 + bytes.readUInt32BE(data - 4),
    )
    const photo = await writePhoto(folder, 'checksum.png', bytes)
    await expect(composeHere(composeRequest(photo, planAround(size, noMargins)))).rejects.toMatchObject({
      code: 'image-damaged',
    })
  })
})

describe('a compose is refused', () => {
  test('when the photo is not the one that was planned with', async () => {
    const photo = await writePhoto(folder, 'changed.png', await picture().png().toBuffer())
    const request = composeRequest({ ...photo, contentHash: '0'.repeat(64) }, planAround(size, noMargins))
    await expect(composeHere(request)).rejects.toMatchObject({ code: 'photo-changed' })
  })

  test('when the plan is for another size', async () => {
    const photo = await writePhoto(folder, 'replanned.png', await picture().png().toBuffer())
    const request = composeRequest(photo, planAround({ width: 200, height: 300 }, noMargins))
    await expect(composeHere(request)).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('when it does not fit into memory, before a pixel is read', async () => {
    const photo = await writePhoto(folder, 'large.png', bomb(30_000))
    const request = composeRequest(photo, planAround({ width: 30_000, height: 30_000 }, noMargins))
    await expect(composeHere(request, 2e9)).rejects.toMatchObject({
      code: 'limit-memory',
      message: expect.stringMatching(/30010 × 30000 takes \d+\.\d GB of memory, and 2\.0 GB can be used/),
    })
  })

  test('when the folder of the output is gone', async () => {
    const photo = await writePhoto(folder, 'homeless.png', await picture().png().toBuffer())
    const request = composeRequest(photo, planAround(size, noMargins), { destination: at('gone/out.png') })
    await expect(composeHere(request)).rejects.toMatchObject({ code: 'output-unwritable' })
  })

  test.runIf(process.platform === 'linux')('when the disk is full', async () => {
    const photo = await writePhoto(folder, 'full.png', await picture().png().toBuffer())
    const request = composeRequest(photo, planAround(size, noMargins), { destination: '/dev/full' })
    await expect(composeHere(request)).rejects.toMatchObject({ code: 'output-full' })
  })

  test('when it was cancelled', async () => {
    const photo = await writePhoto(folder, 'cancelled.png', await picture().png().toBuffer())
    const request = composeRequest(photo, planAround(size, noMargins))
    const aborted = { signal: AbortSignal.abort(), onProgress: () => undefined, memoryLimit: 1e9 }
    await expect(compose(request, aborted)).rejects.toMatchObject({ code: 'cancelled' })
  })
})
