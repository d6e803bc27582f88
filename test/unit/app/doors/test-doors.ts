import { join } from 'node:path'
import { vi } from 'vitest'
import { appSettingsSchema, defaultAppSettings } from '../../../../core/settings'
import { Doors } from '../../../../main/app/doors/doors'
import { KeptObject } from '../../../../main/app/kept/kept-object'
import { KeyFile } from '../../../../main/app/vault/key-file'
import { Vault } from '../../../../main/app/vault/vault'
import type { Simulator } from '../../../simulator/simulator'
import { FakeCipher } from '../vault/fake-cipher'

/** Settings that lead to a simulator, and are kept nowhere. */
export function settingsFor({ cometapi, kling }: Pick<Simulator, 'cometapi' | 'kling'>) {
  const { doors } = defaultAppSettings
  const file = { path: '', read: () => undefined, write: async () => undefined }
  return new KeptObject(
    file,
    appSettingsSchema,
    {
      ...defaultAppSettings,
      doors: { cometapi: { ...doors.cometapi, endpoint: cometapi }, kling: { ...doors.kling, endpoint: kling } },
    },
    { warn: vi.fn() },
  )
}

export type TestDoors = ReturnType<typeof openTestDoors>

/** The doors of a profile folder, with a keyring of the test's. */
export function openTestDoors(folder: string, simulator: Simulator) {
  const keyFile = join(folder, 'keys.json')
  const log = { warn: vi.fn() }
  const cipher = new FakeCipher()
  const vault = new Vault(new KeyFile(keyFile, log), cipher, log)
  const settings = settingsFor(simulator)
  const doors = new Doors({ vault, settings, proxies: async () => null })
  return { keyFile, log, cipher, vault, settings, doors, close: () => doors.close() }
}
