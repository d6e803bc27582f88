import { expect } from 'playwright/test'
import { defaultBatchSettings } from '../../../core/settings'
import type { Outframe } from './outframe'
import { change } from './pictures'

const quick = { ...defaultBatchSettings, local: { method: 'mirror', effort: 'fast' } as const }

/** Expands the photos of a folder, each to one result, and shows what came out. */
export async function expand(outframe: Outframe, folder: string, count: number): Promise<void> {
  await change(outframe, { batch: quick })
  await outframe.add(folder)
  await outframe.start.click()
  await outframe.waitForJobs({ done: count })
  await outframe.view('Gallery')
  // What main knows is told to the window a moment later.
  await expect(outframe.page.getByRole('button', { name: `All ${count}`, exact: true })).toBeVisible()
}
