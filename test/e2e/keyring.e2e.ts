import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { type Keyring, startKeyring } from './harness/keyring'
import { filesWith } from './harness/photos'
import { keys, PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

// biome-ignore lint/suspicious/noSkippedTests: a test may open no other system's keyring
test.skip(process.platform !== 'linux', 'needs a Linux keyring')

let simulator: Simulator
test.beforeAll(async () => {
  simulator = await startSimulator()
})
test.afterAll(() => simulator.close())

test('a key is kept by the keyring alone, and used after a restart', async ({ launch, folder, home }) => {
  const keyring: Keyring = await startKeyring(join(folder, 'keyring'))
  try {
    const first = await (await launch(keyring.launch)).ready()
    expect(await new PaidDoor(first).use(simulator)).toEqual({
      door: 'kling',
      place: 'kept',
      kind: 'key',
      canKeep: true,
      problem: null,
    })
    // The endpoint beside it is in the settings: what is looked for would be found.
    await expect.poll(() => filesWith(home, simulator.kling)).toEqual([join(home, 'profile', 'settings.json')])
    expect((await stat(join(home, 'profile', 'keys.json'))).mode & 0o777).toBe(0o600)
    expect(await first.close()).toBe(0)
    expect(await filesWith(home, keys.kling)).toEqual([])

    const second = await (await launch(keyring.launch)).ready()
    const door = new PaidDoor(second)
    expect(await door.key()).toMatchObject({ place: 'kept', problem: null })
    expect(await door.check()).toMatchObject({ ok: true, key: 'good' })
    expect(await second.close()).toBe(0)
    expect(await filesWith(home, keys.kling)).toEqual([])
  } finally {
    await keyring.close()
  }

  const third = await (await launch({ args: ['--password-store=basic'] })).ready()
  const door = new PaidDoor(third)
  expect(await door.key()).toMatchObject({ place: 'kept', canKeep: false, problem: { code: 'no-key' } })
  await expect(door.check()).rejects.toThrow('keyring')
  expect(await door.setKey({ kind: 'key', key: keys.kling })).toMatchObject({ place: 'session', problem: null })
  expect(await door.check()).toMatchObject({ ok: true })
  expect(await third.close()).toBe(0)
  expect(await filesWith(home, keys.kling)).toEqual([])

  const fourth = await (await launch(keyring.launch)).ready()
  expect(await new PaidDoor(fourth).key()).toMatchObject({ place: 'none' })
})

test('keys of the environment are neither used nor handed on', async ({ launch }) => {
  const env = { OUTFRAME_API_KEY: keys.kling, OUTFRAME_ACCESS_KEY: 'AK-studio', OUTFRAME_SECRET_KEY: 'SK-studio' }
  const outframe = await (await launch({ env })).ready()
  expect(await new PaidDoor(outframe).key()).toMatchObject({ place: 'none' })
  const left = await outframe.inMain(() => Object.keys(process.env).filter((name) => /^OUTFRAME_\w+_KEY$/.test(name)))
  expect(left).toEqual([])
})
