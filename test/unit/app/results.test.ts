import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostEditors } from '../../../core/gallery'
import { copyResults, fileList } from '../../../main/app/copy-results'
import { dragOut } from '../../../main/app/drag-out'
import { commandFor, openIn, withEditor, withoutEditor } from '../../../main/app/editors'
import { trashFiles } from '../../../main/app/trash'

/** Electron exists only inside of Electron. */
const electron = vi.hoisted(() => ({
  trashItem: vi.fn(),
  createFromBuffer: vi.fn(),
  createFromBitmap: vi.fn(),
  clipboard: { writeText: vi.fn(), write: vi.fn(), writeBuffer: vi.fn() },
}))
vi.mock('electron', () => ({
  shell: { trashItem: electron.trashItem },
  clipboard: electron.clipboard,
  dialog: {},
  nativeImage: { createFromBuffer: electron.createFromBuffer, createFromBitmap: electron.createFromBitmap },
}))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-results-'))
  vi.resetAllMocks()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const picture = { data: Buffer.from('jpeg'), type: 'image/jpeg' }
const thumbnails = { get: vi.fn(async () => picture) }
const icon = (empty: boolean) => ({ isEmpty: () => empty, resize: () => 'small' })

describe('the trash', () => {
  const asked = [{ job: 'a', variation: 1 }]

  it('takes only what the queue says is its own, and tells the queue', async () => {
    const results = {
      ownFiles: vi.fn(() => [{ job: 'a', variation: 1, path: '/out/a.jpg' }]),
      markGone: vi.fn(async () => undefined),
    }
    expect(await trashFiles(results, asked)).toEqual({ trashed: 1, failed: [] })
    expect(electron.trashItem.mock.calls).toEqual([['/out/a.jpg']])
    expect(results.markGone).toHaveBeenCalledExactlyOnceWith(['/out/a.jpg'])
  })

  it('touches nothing else', async () => {
    const results = { ownFiles: () => [], markGone: vi.fn(async () => undefined) }
    expect(await trashFiles(results, asked)).toEqual({ trashed: 0, failed: [] })
    expect(electron.trashItem).not.toHaveBeenCalled()
  })

  it('counts a file that is gone already', async () => {
    const path = join(folder, 'gone.jpg')
    const results = { ownFiles: () => [{ job: 'a', variation: 1, path }], markGone: vi.fn(async () => undefined) }
    electron.trashItem.mockRejectedValueOnce(new Error('no such file'))
    expect(await trashFiles(results, asked)).toEqual({ trashed: 1, failed: [] })
    expect(results.markGone).toHaveBeenCalledExactlyOnceWith([path])
  })

  it('says which file is still there, and goes on with the others', async () => {
    const there = join(folder, 'a.jpg')
    await writeFile(there, 'a result')
    const own = [there, '/out/b.jpg'].map((path, index) => ({ job: 'a', variation: index + 1, path }))
    const results = { ownFiles: () => own, markGone: vi.fn(async () => undefined) }
    electron.trashItem.mockRejectedValueOnce(new Error('no'))
    const { trashed, failed } = await trashFiles(results, asked)
    expect(trashed).toBe(1)
    expect(failed).toEqual([{ code: 'output-unwritable', message: expect.stringContaining(there) }])
    expect(results.markGone).toHaveBeenCalledExactlyOnceWith(['/out/b.jpg'])
  })
})

describe('dragging out', () => {
  const startDrag = vi.fn()
  const window = { webContents: { startDrag } } as never

  it('hands all files to the system, with a picture of the first', async () => {
    electron.createFromBuffer.mockReturnValue(icon(false))
    thumbnails.get.mockResolvedValue(picture)
    await dragOut(['/out/a.jpg', '/out/b.jpg'], { window, thumbnails })
    expect(startDrag.mock.calls).toEqual([[{ file: '/out/a.jpg', files: ['/out/a.jpg', '/out/b.jpg'], icon: 'small' }]])
  })

  it('has a picture also of a file that cannot be shown', async () => {
    electron.createFromBitmap.mockReturnValue('grey')
    thumbnails.get.mockRejectedValueOnce(new Error('no'))
    await dragOut(['/out/a.jpg'], { window, thumbnails })
    expect(startDrag.mock.lastCall?.[0]).toMatchObject({ icon: 'grey' })
  })

  it('does nothing without a window', async () => {
    startDrag.mockReset()
    await dragOut(['/out/a.jpg'], { window: null, thumbnails })
    expect(startDrag).not.toHaveBeenCalled()
  })
})

describe('the clipboard', () => {
  it('gets paths one a line', async () => {
    await copyResults(['/a b.jpg', '/c.jpg'], 'paths', thumbnails)
    expect(electron.clipboard.writeText.mock.calls).toEqual([['/a b.jpg\n/c.jpg']])
  })

  it('gets a picture, and its path for programs that take none', async () => {
    const image = icon(false)
    electron.createFromBuffer.mockReturnValue(image)
    thumbnails.get.mockResolvedValue(picture)
    await copyResults(['/a.jpg'], 'picture', thumbnails)
    expect(electron.clipboard.write.mock.calls).toEqual([[{ image, text: '/a.jpg' }]])
  })

  it('says what it cannot take', async () => {
    electron.createFromBuffer.mockReturnValue(icon(true))
    thumbnails.get.mockResolvedValue(picture)
    await expect(copyResults(['/a.png'], 'picture', thumbnails)).rejects.toMatchObject({ code: 'image-unsupported' })
  })

  it('gets files as the file managers of each system put them there', async () => {
    await copyResults(['/out/a b.jpg', '/out/ü.jpg'], 'files', thumbnails, 'linux')
    expect(electron.clipboard.writeBuffer.mock.calls).toEqual([
      ['x-special/gnome-copied-files', Buffer.from('copy\nfile:///out/a%20b.jpg\nfile:///out/%C3%BC.jpg')],
    ])
    const mac = fileList(['/a<&>.jpg'], 'darwin')
    expect(mac.format).toBe('NSFilenamesPboardType')
    expect(mac.bytes.toString()).toContain('<string>/a&lt;&amp;&gt;.jpg</string>')
    const { format, bytes } = fileList(['C:\\a.jpg', 'C:\\b.jpg'], 'win32')
    expect(format).toBe('CF_HDROP')
    expect(bytes.readUInt32LE(0)).toBe(20)
    expect(bytes.readUInt32LE(16)).toBe(1)
    expect(bytes.subarray(20).toString('utf16le')).toBe('C:\\a.jpg\0C:\\b.jpg\0\0')
  })
})

describe('programs to open results with', () => {
  it('are kept each once, the latest last, and never too many', () => {
    const many = Array.from({ length: 9 }, (_, index) => `/bin/editor-${index}`)
    const list = [...many, '/bin/editor-8'].reduce(withEditor, [])
    expect(list.map(({ name }) => name)).toEqual(many.slice(-mostEditors).map((path) => path.slice(5)))
    expect(withoutEditor(list, list[0]?.id ?? '')).toHaveLength(mostEditors - 1)
  })

  it('are started with the file as one argument; a Mac’s by its opener', () => {
    const file = '/out/$(touch x); a b.jpg'
    expect(commandFor('/usr/bin/gimp', file, 'linux')).toEqual({ command: '/usr/bin/gimp', args: [file] })
    expect(commandFor('/Applications/Pixel.app', file, 'darwin')).toEqual({
      command: '/usr/bin/open',
      args: ['-a', '/Applications/Pixel.app', file],
    })
  })

  const editor = (path: string) => ({ id: 'e', name: 'editor', path })

  it.skipIf(process.platform === 'win32')('get the file whatever is in its name: no shell reads it', async () => {
    const program = join(folder, 'editor')
    const told = join(folder, 'told')
    await writeFile(program, `#!/bin/sh\nprintf '%s|%s' "$#" "$1" > '${told}.part' && mv '${told}.part' '${told}'\n`)
    await chmod(program, 0o755)
    const file = join(folder, `$(touch pwned) "a' b.jpg`)
    await writeFile(file, '')
    await openIn(editor(program), file)
    await vi.waitFor(async () => expect(await readFile(told, 'utf8')).toBe(`1|${file}`), { timeout: 20_000 })
  })

  it('that are none are refused', async () => {
    const text = join(folder, 'notes.txt')
    await writeFile(text, 'x', { mode: 0o644 })
    await expect(openIn(editor(text), text)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(openIn(editor(folder), text)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(openIn(editor('gimp'), text)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(openIn(editor(join(folder, 'gone')), text)).rejects.toMatchObject({ code: 'file-missing' })
    await expect(openIn(editor('/bin/sh'), join(folder, 'gone'))).rejects.toMatchObject({ code: 'file-missing' })
  })
})
