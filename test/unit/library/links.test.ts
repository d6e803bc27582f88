import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { librarySnapshotSchema } from '../../../core/library'
import { Connections } from '../../../main/engines/kling/connections'
import { openLibrary } from '../../../main/library/library'
import { LinkCopies } from '../../../main/library/link-copies'
import { startLinkServer } from '../../fixtures/link-server'
import { ProbingHere, photoBytes } from './probing'
import { temporaryFolder } from './temporary'

function connecting() {
  const connections = new Connections(async () => null, 2000)
  onTestFinished(() => connections.close())
  return (url: URL) => connections.to(url, { own: false })
}

/** A library that fetches links, and a file server with `/beach.png` (4 px) and `/lake` (8 px, with an etag). */
async function given() {
  const server = await startLinkServer({
    '/beach.png': { body: await photoBytes(4), type: 'image/png' },
    '/lake': { body: await photoBytes(8), type: 'image/png', etag: '"1"' },
  })
  const [stateDir, pictures] = [await temporaryFolder(), await temporaryFolder()]
  const folder = join(stateDir, 'links')
  const imaging = new ProbingHere()
  const open = () => openLibrary({ stateDir, imaging, links: { folder, root: pictures, connect: connecting() } })
  let library = open()
  onTestFinished(() => library.close())
  const reopen = async () => {
    await library.close()
    library = open()
    return library
  }
  const to = (path: string) => `${server.origin}${path}`
  return { server, to, folder, pictures, imaging, library, reopen }
}

describe('links in a library', () => {
  it('become photos, which are counted, and fit the contract', async () => {
    const { library, to, pictures, folder } = await given()
    const told: number[] = []
    library.onPatch(({ importing }) => importing && told.push(importing.found))
    expect(await library.addText(`${to('/beach.png')}\n${to('/lake')}\n`)).toEqual({ paths: 0, links: 2 })
    expect(told.at(-1)).toBe(2)
    const snapshot = library.snapshot()
    expect(librarySnapshotSchema.strict().parse(snapshot)).toEqual(snapshot)
    expect(snapshot.photos).toMatchObject([
      { link: to('/beach.png'), name: 'beach.png', root: pictures, header: { size: { width: 4 } }, error: null },
      { link: to('/lake'), name: 'lake.png', root: pictures, header: { size: { width: 8 } }, error: null },
    ])
    for (const { path } of snapshot.photos) expect(relative(folder, path)).not.toMatch(/^\.\./)
  })

  it('outlive the program, and are known when they are added again', async () => {
    const { library, to, reopen, imaging, server } = await given()
    await library.addText(`${to('/lake')}\n${to('/beach.png')}`)
    const before = library.photos('all')
    const again = await reopen()
    imaging.opened.length = 0
    await again.addText(`${to('/lake')}#there\n${to('/beach.png')}`)
    expect(again.photos('all')).toEqual(before)
    expect(server.asked).toContain('304 /lake')
    expect(
      (await readdir(dirname(dirname(dirname(before[0]?.path ?? ''))))).filter((name) => !name.includes('.')),
    ).toHaveLength(2)
  })

  it('that lead to another photo by now are opened again, and keep what is their own', async () => {
    const { library, to, server } = await given()
    await library.addText(to('/lake'))
    const [first] = library.photos('all')
    library.setOwn([{ ids: [first?.id ?? ''], prompt: 'sand' }])
    server.put('/lake', { body: await photoBytes(9), type: 'image/png', etag: '"2"' })
    await library.addText(to('/lake'))
    expect(library.photos('all')).toMatchObject([{ id: first?.id, prompt: 'sand', header: { size: { width: 9 } } }])
    // Jobs that were made from the first still find it.
    expect(await readFile(first?.path ?? '')).toEqual(await photoBytes(8))
  })

  it('are fetched again when their copies are gone', async () => {
    const { library, to, folder } = await given()
    await library.addText(to('/beach.png'))
    const before = library.photos('all')
    await rm(folder, { recursive: true })
    await library.recheck('all')
    expect(library.photos('all')).toMatchObject([
      { path: before[0]?.path, error: null, header: { size: { width: 4 } } },
    ])
    expect(await readFile(before[0]?.path ?? '')).toEqual(await photoBytes(4))
  })

  it('have copies that are cleared once neither the library nor anybody else needs them', async () => {
    const { library, to, folder } = await given()
    await library.addText(`${to('/beach.png')}\n${to('/lake')}`)
    const [beach, lake] = library.photos('all')
    const all = await library.linkUse(new Set())
    expect(all.needed).toBe(all.bytes)
    await library.clearLinks(new Set())
    expect(await library.linkUse(new Set())).toEqual(all)

    library.remove('all')
    const inQueue = new Set([lake?.path ?? ''])
    expect(await library.linkUse(inQueue)).toEqual({ bytes: all.bytes, needed: (await photoBytes(8)).length })
    await library.clearLinks(inQueue)
    expect(await readFile(lake?.path ?? '')).toEqual(await photoBytes(8))
    await expect(readFile(beach?.path ?? '')).rejects.toMatchObject({ code: 'ENOENT' })
    await library.clearLinks(new Set())
    expect(await library.linkUse(new Set())).toEqual({ bytes: 0, needed: 0 })
    expect(await readdir(folder)).toEqual([])
    await library.addText(to('/beach.png'))
    expect(library.photos('all')).toMatchObject([{ error: null }])
  })

  it('say so when their copies are gone and cannot be fetched', async () => {
    const { library, to, folder, server } = await given()
    await library.addText(to('/beach.png'))
    await rm(folder, { recursive: true })
    await server.stop()
    await library.recheck('all')
    expect(library.photos('all')).toMatchObject([
      { link: to('/beach.png'), header: null, error: { code: 'link-failed' } },
    ])
  })

  it('are used as they were while there is no network', async () => {
    const { library, to, server } = await given()
    await library.addText(to('/beach.png'))
    const before = library.photos('all')
    await server.stop()
    await library.addText(to('/beach.png'))
    expect(library.photos('all')).toEqual(before)
  })

  it('that are not fetched, or bring no photo, are listed with the reason and their address, and leave no file', async () => {
    const { library, to, server, folder } = await given()
    server.put('/text', { body: Buffer.from('text'), type: 'image/png' })
    server.put('/page', { body: Buffer.from('<html>'), type: 'text/html; charset=utf-8' })
    server.put('/secret', (_, response) => response.writeHead(403).end())
    server.put('/broken', (_, response) => response.writeHead(500).end())
    server.put('/empty', { body: Buffer.alloc(0), type: 'image/png' })
    server.put('/huge.jpg', (_, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 5_000_000_000 }).write('begin')
    })
    server.put('/away', (_, response) => response.writeHead(302, { location: 'http://example.com/a.jpg' }).end())
    const expected = {
      [to('/gone.jpg')]: 'link-failed',
      [to('/text')]: 'not-an-image',
      [to('/page')]: 'not-an-image',
      [to('/secret')]: 'link-failed',
      [to('/broken')]: 'link-failed',
      [to('/empty')]: 'link-failed',
      [to('/huge.jpg')]: 'download-too-large',
      [to('/away')]: 'link-refused',
      'http://example.com/a.jpg': 'link-refused',
      'https://exa mple.com/a.jpg': 'link-refused',
    }
    const text = Object.keys(expected).join('\n')
    expect(await library.addText(text)).toEqual({ paths: 0, links: Object.keys(expected).length })
    const photos = library.photos('all')
    expect(Object.fromEntries(photos.map(({ link, error }) => [link, error?.code]))).toEqual(expected)
    for (const { link, error, header } of photos) {
      expect(header).toBeNull()
      expect(error?.message).toContain(link)
    }
    expect(await readdir(folder)).toEqual([])
    // Not asked for anew by every look: a server may take its time.
    const { length } = server.asked
    await library.recheck('all')
    expect(server.asked).toHaveLength(length)
    server.put('/gone.jpg', { body: await photoBytes(), type: 'image/png' })
    await library.addText(to('/gone.jpg'))
    expect(library.photos('all')[0]).toMatchObject({ link: to('/gone.jpg'), error: null, name: 'gone.jpg' })
  })

  it('stop to be fetched when the import is cancelled', async () => {
    const { library, to, server, folder } = await given()
    const begun = new Promise<void>((resolve) => {
      server.put('/slow', (_, response) => {
        response.writeHead(200, { 'content-type': 'image/png' }).write('begin')
        resolve()
      })
    })
    const added = library.addText(`${to('/slow')}\n${to('/beach.png')}`)
    await begun
    library.cancelImport()
    await added
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/\.part$/))
  })
})

describe('copies of links', () => {
  it('are named for names of outputs, by host and link', async () => {
    const { to, folder } = await given()
    const copies = new LinkCopies({ folder, connect: connecting() })
    const path = await copies.fetch(to('/beach.png'))
    expect([basename(path), basename(dirname(path))]).toEqual(['beach.png', '127.0.0.1'])
  })

  it('begin with what an earlier process left unfinished removed, and survive a damaged note', async () => {
    const { to, folder } = await given()
    const path = await new LinkCopies({ folder, connect: connecting() }).fetch(to('/beach.png'))
    await writeFile(join(folder, 'left.part'), 'x')
    for (const name of await readdir(folder)) if (name.endsWith('.json')) await writeFile(join(folder, name), '{')
    expect(await new LinkCopies({ folder, connect: connecting() }).fetch(to('/beach.png'))).toBe(path)
    expect(await readdir(folder)).not.toContain('left.part')
  })
})
