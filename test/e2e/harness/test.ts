import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'playwright/test'
import type { LocalPainting } from '../../../core/local-painting'
import { defaultAppSettings } from '../../../core/settings'
import { type LaunchOptions, Outframe } from './outframe'

interface Fixtures {
  /** Of this test alone; removed after it. */
  readonly folder: string
  /** Where the program keeps what it keeps. */
  readonly home: string
  /** How the local engine paints at first: the quickest way, where it is not painting that is tested. */
  readonly painting: LocalPainting
  /** An existing folder for photos. */
  readonly photos: string
  /** Starts the program; what still runs at the end is ended. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<Outframe>
  /** The program with its window open. */
  readonly outframe: Outframe
  /** What a page may say in this test without failing it. */
  readonly allowed: RegExp[]
}

/** Playwright's test with the program in it. A page that complains of anything fails its test. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of this pattern
  folder: async ({}, use) => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'outframe-e2e-')))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  },
  home: async ({ folder }, use) => use(join(folder, 'home')),
  painting: [{ method: 'mirror', effort: 'fast' }, { option: true }],
  photos: async ({ folder }, use) => {
    const photos = join(folder, 'photos')
    await mkdir(photos)
    await use(photos)
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  allowed: async ({}, use) => use([]),
  launch: async ({ home, painting, allowed }, use) => {
    const launched: Outframe[] = []
    await use(async (options = {}) => {
      await settle(join(options.home ?? home, 'profile'), { painting, guideSeen: !options.guide })
      const outframe = await Outframe.launch({ home, ...options })
      launched.push(outframe)
      return outframe
    })
    for (const outframe of launched) if (outframe.isRunning) await outframe.close()
    const complaints = launched.flatMap(({ complaints }) => complaints)
    expect(complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)))).toEqual([])
  },
  outframe: async ({ launch }, use) => use(await (await launch()).ready()),
})

/** Leaves settings in a profile that has none yet. */
async function settle(
  profile: string,
  { painting: local, guideSeen }: { readonly painting: LocalPainting; readonly guideSeen: boolean },
): Promise<void> {
  const file = join(profile, 'settings.json')
  if (existsSync(file)) return
  await mkdir(profile, { recursive: true })
  const { batch } = defaultAppSettings
  await writeFile(file, JSON.stringify({ ...defaultAppSettings, guideSeen, batch: { ...batch, local } }))
}

export { expect }
