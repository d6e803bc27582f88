import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cachedFolder, cacheFolder } from '../../../scripts/lib/cache.mjs'

describe('a folder of the cache', () => {
  let cache = ''
  beforeEach(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'outframe-cache-'))
    vi.stubEnv('OUTFRAME_CACHE', cache)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(cache, { recursive: true, force: true })
  })

  const filledWith = (text: string) => (folder: string) => writeFile(path.join(folder, 'file'), text)

  it('is filled once', async () => {
    const folder = await cachedFolder('runtime', filledWith('first'))
    await cachedFolder('runtime', filledWith('second'))
    expect(folder).toBe(path.join(cache, 'runtime'))
    expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('first')
  })

  it('is not there when filling it failed, nor is anything half filled', async () => {
    const failing = async (folder: string) => {
      await filledWith('half')(folder)
      throw new Error('the network is gone')
    }
    await expect(cachedFolder('runtime', failing)).rejects.toThrow('the network is gone')
    expect(await readdir(cache)).toEqual([])
  })

  it('is whole when two processes fill it at once', async () => {
    await Promise.all(['a', 'b'].map((text) => cachedFolder('runtime', filledWith(text))))
    expect(await readdir(cache)).toEqual(['runtime'])
  })

  it('is cleaned of what killed set-ups left a day ago, and of nothing younger', async () => {
    const old = await mkdtemp(path.join(cache, 'unfinished-'))
    const young = await mkdtemp(path.join(cache, 'unfinished-'))
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
    await utimes(old, twoDaysAgo, twoDaysAgo)
    await cachedFolder('runtime', filledWith('x'))
    expect((await readdir(cache)).sort()).toEqual(['runtime', path.basename(young)].sort())
  })

  it('lies where the system keeps caches unless it is moved', () => {
    vi.stubEnv('OUTFRAME_CACHE', '')
    vi.stubEnv('XDG_CACHE_HOME', '/somewhere')
    expect(cacheFolder()).toMatch(process.platform === 'linux' ? /^\/somewhere\/outframe$/ : /outframe/)
  })
})
