import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Credentials } from '../../../../core/service/credentials'
import { KeyFile } from '../../../../main/app/vault/key-file'
import { Vault } from '../../../../main/app/vault/vault'
import { FakeCipher } from './fake-cipher'

const key: Credentials = { kind: 'key', key: 'hush-comet-0123456789' }
const pair: Credentials = { kind: 'pair', accessKey: 'hush-access', secretKey: 'hush-secret' }

let folder: string
let cipher: FakeCipher
const log = { warn: vi.fn() }
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'outframe-vault-')), 'profile')
  cipher = new FakeCipher()
  log.warn.mockReset()
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const path = () => join(folder, 'keys.json')
/** The vault as the next start opens it. */
const open = () => new Vault(new KeyFile(path(), log), cipher, log)
const viewsOf = async (vault: Vault) => Object.fromEntries((await vault.list()).map((view) => [view.door, view]))

describe('a system that encrypts', () => {
  it('has no keys at first, asks for none of the system’s, and writes nothing', async () => {
    expect(await open().list()).toEqual([
      { door: 'cometapi', place: 'none', kind: null, canKeep: true, problem: null },
      { door: 'kling', place: 'none', kind: null, canKeep: true, problem: null },
    ])
    expect(await open().credentials('kling')).toBeNull()
    expect(cipher.asked).toBe(0)
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('keeps keys for the next start, in a file of this user alone that holds no plain text', async () => {
    const vault = open()
    await vault.store('cometapi', key)
    await vault.store('kling', pair)
    const next = open()
    expect(await next.credentials('cometapi')).toEqual(key)
    expect(await next.credentials('kling')).toEqual(pair)
    expect(await viewsOf(next)).toMatchObject({
      cometapi: { place: 'kept', kind: 'key', canKeep: true, problem: null },
      kling: { place: 'kept', kind: 'pair', canKeep: true, problem: null },
    })
    expect(await readdir(folder)).toEqual(['keys.json'])
    expect((await stat(path())).mode & 0o777).toBe(0o600)
    expect(await readFile(path(), 'utf8')).not.toContain('hush')
  })

  it('makes a file that others could read its own when it writes again', async () => {
    const vault = open()
    await vault.store('kling', pair)
    await chmod(path(), 0o644)
    await vault.store('kling', key)
    expect((await stat(path())).mode & 0o777).toBe(0o600)
  })

  it('removes a key from memory and disk, and leaves the other door’s', async () => {
    const vault = open()
    await vault.store('cometapi', key)
    await vault.store('kling', pair)
    await vault.remove('kling')
    for (const each of [vault, open()]) {
      expect(await each.credentials('kling')).toBeNull()
      expect(await each.credentials('cometapi')).toEqual(key)
    }
    expect(JSON.parse(await readFile(path(), 'utf8'))).not.toHaveProperty('kling')
  })

  it('loses none of the keys that are stored at the same time', async () => {
    const vault = open()
    await Promise.all([vault.store('cometapi', key), vault.store('kling', pair), vault.list()])
    expect(await open().credentials('cometapi')).toEqual(key)
    expect(await open().credentials('kling')).toEqual(pair)
  })

  it('encrypts anew what the system has a better key for', async () => {
    await open().store('kling', pair)
    const before = await readFile(path(), 'utf8')
    cipher.isStale = true
    cipher.encrypt = async (text) => Buffer.from(`better ${Buffer.from(text).toString('hex')}`)
    expect(await open().credentials('kling')).toEqual(pair)
    expect(await readFile(path(), 'utf8')).not.toBe(before)
  })
})

describe('a system that does not encrypt', () => {
  it('has the key in memory until the program ends, and writes nothing', async () => {
    cipher.available = false
    const vault = open()
    await vault.store('kling', pair)
    expect(await vault.credentials('kling')).toEqual(pair)
    expect(await vault.view('kling')).toEqual({
      door: 'kling',
      place: 'session',
      kind: 'pair',
      canKeep: false,
      problem: null,
    })
    await expect(stat(folder)).rejects.toThrow('ENOENT')
    expect(await open().credentials('kling')).toBeNull()
  })

  it('forgets the kept key that a new one takes the place of', async () => {
    await open().store('kling', pair)
    cipher.available = false
    await open().store('kling', key)
    cipher.available = true
    expect(await open().credentials('kling')).toBeNull()
  })
})

describe('a kept key that cannot be decrypted', () => {
  it.each([
    ['the keyring is locked', () => Object.assign(cipher, { available: false })],
    ['the keyring is another one', () => Object.assign(cipher, { keyring: 'other' })],
  ])('stays when %s, says so, and works again when that is over', async (_why, change) => {
    await open().store('kling', pair)
    const before = await readFile(path(), 'utf8')
    change()
    const vault = open()
    const told = { code: 'no-key', message: expect.stringContaining('enter the key once more') }
    expect(await vault.view('kling')).toMatchObject({ place: 'kept', kind: 'pair', problem: told })
    await expect(vault.credentials('kling')).rejects.toMatchObject(told)
    expect(await readFile(path(), 'utf8')).toBe(before)
    Object.assign(cipher, { available: true, keyring: 'mine' })
    expect(await vault.credentials('kling')).toEqual(pair)
  })

  it('is replaced by a new one', async () => {
    await open().store('kling', pair)
    cipher.keyring = 'other'
    await open().store('kling', key)
    expect(await open().credentials('kling')).toEqual(key)
    expect(await open().view('kling')).toMatchObject({ place: 'kept', kind: 'key', problem: null })
  })

  it.each([
    ['no JSON', 'not json'],
    ['another shape', '{"kling": 5, "cometapi": {"kind": "key"}}'],
    ['an array', '[1]'],
  ])('counts as none when the file is %s', async (_what, text) => {
    await mkdir(folder, { recursive: true })
    await writeFile(path(), text)
    expect(await open().credentials('kling')).toBeNull()
    expect(await open().credentials('cometapi')).toBeNull()
    const vault = open()
    await vault.store('kling', pair)
    expect(await open().credentials('kling')).toEqual(pair)
  })

  it('is locked when what was decrypted is no key', async () => {
    await open().store('kling', pair)
    cipher.decrypt = async () => ({ text: 'hush, no JSON', isStale: false })
    expect(await open().view('kling')).toMatchObject({ place: 'kept', problem: { code: 'no-key' } })
  })
})

describe('changes', () => {
  it('are told once they are made, also when they failed', async () => {
    const vault = open()
    const seen: unknown[] = []
    const stop = vault.onChange((door) => seen.push(door))
    await vault.store('kling', pair)
    await vault.remove('kling')
    await vault.credentials('kling')
    expect(seen).toEqual(['kling', 'kling'])
    stop()
    await vault.store('cometapi', key)
    expect(seen).toHaveLength(2)
  })
})

describe('trouble', () => {
  /** A file where the folder should be: as root every mode would be ignored. */
  const blockFolder = () => writeFile(folder, '')

  it('with the disk leaves the key usable, and says that it is not kept', async () => {
    await blockFolder()
    const vault = open()
    const seen = vi.fn()
    vault.onChange(seen)
    await expect(vault.store('kling', pair)).rejects.toMatchObject({
      code: 'state-unwritable',
      message: expect.stringMatching(/^Kling: The key can be used until Outframe ends/),
    })
    expect(await vault.credentials('kling')).toEqual(pair)
    expect(await vault.view('kling')).toMatchObject({ place: 'session', problem: null })
    expect(seen).toHaveBeenCalledExactlyOnceWith('kling')
    await vault.remove('kling')
    expect(await vault.credentials('kling')).toBeNull()
  })

  it('never shows a key, in whatever is thrown, answered or logged', async () => {
    const told: unknown[] = []
    const note = async (answer: Promise<unknown>) => told.push(await answer.catch((error: unknown) => error))
    await open().store('kling', pair)
    const vault = open()
    cipher.keyring = 'other'
    await note(vault.list())
    await note(vault.credentials('kling'))
    cipher.encrypt = (text) => Promise.reject(new Error(text))
    await note(vault.store('kling', pair))
    await note(vault.store('cometapi', key))
    await note(vault.list())
    cipher.keyring = 'mine'
    cipher.isStale = true
    await note(open().list())
    await writeFile(path(), '{"kling": "hush, cut')
    await note(open().list())
    await rm(folder, { recursive: true })
    await blockFolder()
    await note(vault.store('kling', key))
    expect(told).toHaveLength(8)
    expect(inspect([told, log.warn.mock.calls], { depth: 9 })).not.toContain('hush')
  })
})
