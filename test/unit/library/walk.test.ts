import { execFileSync } from 'node:child_process'
import { chmod, link, mkdir, rm, symlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type WalkItem, type WalkOptions, walk } from '../../../main/library/walk'
import { temporaryFolder, writeTree } from './temporary'

/** Everything a walk finds. */
async function collect(paths: readonly string[], options?: WalkOptions) {
  const items: WalkItem[] = []
  let ignored = 0
  for await (const chunk of walk(paths, options)) {
    items.push(...chunk.items)
    ignored += chunk.ignored
  }
  return { items, ignored, paths: items.map((item) => item.path) }
}

/** The paths found under one folder, relative to it. */
async function found(folder: string, options?: WalkOptions): Promise<string[]> {
  return (await collect([folder], options)).paths.map((path) => relative(folder, path))
}

/** Runs as somebody who is not root, whom permissions bind. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return run()
  process.seteuid?.(65534)
  try {
    return await run()
  } finally {
    process.seteuid?.(0)
  }
}

describe('walk', () => {
  it('finds photos in all folders below, in path order', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['b.jpg', 'a/z.PNG', 'a/b/c/d.tiff', 'a-b.jpg', 'a.jpg', 'ä.webp', 'B.avif', 'a0/x.jpg'])
    const paths = await found(folder)
    expect(paths).toEqual(['B.avif', 'a-b.jpg', 'a.jpg', 'a/b/c/d.tiff', 'a/z.PNG', 'a0/x.jpg', 'b.jpg', 'ä.webp'])
    expect(paths).toEqual([...paths].sort())
  })

  it('counts what is hidden or not named like a photo, without listing it', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['a.jpg', 'notes.txt', '.DS_Store', 'Thumbs.db', '._a.jpg', 'raw.psd', '.cache/b.jpg'])
    const result = await collect([folder])
    expect(result.paths).toEqual([join(folder, 'a.jpg')])
    // folders are not counted
    expect(result.ignored).toBe(5)
  })

  it('never walks a marked output folder, not even one that was given', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['a.jpg', 'outframe/.outframe', 'outframe/a_16x9.jpg', 'outframe/sub/b_16x9.jpg'])
    expect(await found(folder)).toEqual(['a.jpg'])
    expect(await collect([join(folder, 'outframe')])).toEqual({ items: [], paths: [], ignored: 0 })
  })

  it('stays in the given folders when it is not recursive', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['a.jpg', 'sub/b.jpg'])
    await symlink(join(folder, 'sub'), join(folder, 'link'))
    expect(await found(folder, { recursive: false })).toEqual(['a.jpg'])
  })

  it('lists a file that was given directly, whatever its name', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['.hidden', 'scan', 'notes.txt'])
    const given = ['.hidden', 'notes.txt', 'scan'].map((name) => join(folder, name))
    const { items } = await collect([...given].reverse())
    expect(items).toEqual(given.map((path) => ({ kind: 'photo', path, root: path, real: path })))
  })

  it('says under which given path each photo was found', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['one/sub/a.jpg', 'two/b.jpg'])
    const { items } = await collect([join(folder, 'two'), join(folder, 'one')])
    expect(items.map((item) => relative(folder, item.root))).toEqual(['one', 'two'])
  })

  it('lists a file once though it is reached in several ways', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['real/a.jpg', 'real/sub/b.jpg'])
    await symlink(join(folder, 'real'), join(folder, 'album'))
    await symlink(join(folder, 'real/a.jpg'), join(folder, '0.jpg'))
    const given = [folder, folder, `${folder}/`, join(folder, 'real/sub'), join(folder, 'real/a.jpg')]
    const { paths } = await collect(given)
    expect(paths.map((path) => relative(folder, path))).toEqual(['real/a.jpg', 'real/sub/b.jpg'])
  })

  it('keeps two names of one file apart when neither is a link', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['a.jpg'])
    await link(join(folder, 'a.jpg'), join(folder, 'b.jpg'))
    expect(await found(folder)).toEqual(['a.jpg', 'b.jpg'])
  })

  it('follows links to files and folders elsewhere, after everything else', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['in/z.jpg', 'out/sub/a.jpg', 'out/notes.txt', 'x.jpg'])
    await symlink(join(folder, 'out'), join(folder, 'in/album'))
    await symlink(join(folder, 'x.jpg'), join(folder, 'in/a.jpg'))
    await symlink(join(folder, 'out/notes.txt'), join(folder, 'in/notes'))
    expect(await found(join(folder, 'in'))).toEqual(['z.jpg', 'a.jpg', 'album/sub/a.jpg'])
  })

  it('never follows links in a circle', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['in/a.jpg', 'in/deep/b.jpg'])
    await symlink('..', join(folder, 'in/deep/up'))
    await symlink(folder, join(folder, 'in/top'))
    await symlink('itself.jpg', join(folder, 'in/itself.jpg'))
    const { items } = await collect([join(folder, 'in')])
    expect(items.map(({ kind, path }) => [kind, relative(folder, path)])).toEqual([
      ['photo', 'in/a.jpg'],
      ['photo', 'in/deep/b.jpg'],
      ['unreadable', 'in/itself.jpg'],
    ])
  })

  it('lists a link that leads nowhere only when it is named like a photo', async () => {
    const folder = await temporaryFolder()
    await symlink('nowhere', join(folder, 'a.jpg'))
    await symlink('nowhere', join(folder, 'b'))
    const { items, ignored } = await collect([folder])
    expect(items).toMatchObject([{ kind: 'unreadable', path: join(folder, 'a.jpg'), error: { code: 'file-missing' } }])
    expect(ignored).toBe(1)
  })

  it('lists folders it may not read, with the reason, and goes on', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, ['a/1.jpg', 'locked/2.jpg', 'z/3.jpg'])
    await chmod(join(folder, 'locked'), 0o000)
    const { items } = await asNobody(() => collect([folder]))
    expect(items.map(({ kind, path }) => [kind, relative(folder, path)])).toEqual([
      ['photo', 'a/1.jpg'],
      ['unreadable', 'locked'],
      ['photo', 'z/3.jpg'],
    ])
    expect(items[1]).toMatchObject({
      error: {
        code: 'file-unreadable',
        message: `The folder ${join(folder, 'locked')} cannot be read: permission denied.`,
      },
    })
  })

  it('lists given paths that are not there or are no files, with the reason', async () => {
    const folder = await temporaryFolder()
    const pipe = join(folder, 'pipe.jpg')
    execFileSync('mkfifo', [pipe])
    const missing = join(folder, 'a.jpg')
    const { items } = await collect([pipe, missing, '/\0'])
    expect(items).toMatchObject([
      { kind: 'unreadable', path: '/\0', error: { code: 'file-unreadable' } },
      { kind: 'unreadable', path: missing, root: missing, error: { code: 'file-missing' } },
      { kind: 'unreadable', path: pipe, error: { code: 'file-unreadable' } },
    ])
    expect(await collect([folder])).toMatchObject({ items: [], ignored: 1 })
  })

  it('passes over folders that are removed while it walks', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, [...Array.from({ length: 20 }, (_, i) => `a/${i}.jpg`), 'b/sub/gone.jpg', 'c/1.jpg'])
    const paths: string[] = []
    for await (const chunk of walk([folder])) {
      if (paths.length === 0) await rm(join(folder, 'b'), { recursive: true })
      paths.push(...chunk.items.map((item) => item.path))
    }
    expect(paths).toHaveLength(21)
    expect(paths.at(-1)).toBe(join(folder, 'c/1.jpg'))
  })

  it('takes names with emoji, quotes, newlines and both Unicode forms as they are', async () => {
    const folder = await temporaryFolder()
    const names = [
      'a\nb.jpg',
      '"quoted".jpg',
      "it's.jpg",
      '📷 été.jpg',
      'caf\u00e9.jpg',
      'cafe\u0301.jpg',
      ' .jpg',
      '%41.jpg',
    ]
    await writeTree(folder, names)
    expect(await found(folder)).toEqual([...names].sort())
  })

  it('goes down as deep as the system allows', async () => {
    const folder = await temporaryFolder()
    const deep = Array.from({ length: 800 }, () => 'd').join('/')
    await writeTree(folder, [`${deep}/a.jpg`])
    expect(await found(folder)).toEqual([`${deep}/a.jpg`])
  })

  it('answers in chunks, the first a small one', async () => {
    const folder = await temporaryFolder()
    await writeTree(
      folder,
      Array.from({ length: 1100 }, (_, i) => `${String(i).padStart(4, '0')}.jpg`),
    )
    const sizes: number[] = []
    for await (const chunk of walk([folder])) sizes.push(chunk.items.length)
    expect(sizes[0]).toBeLessThanOrEqual(16)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(512)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(1100)
  })

  it('stops when it is cancelled', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'a'))
    const controller = new AbortController()
    controller.abort()
    await expect(collect([folder], { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
