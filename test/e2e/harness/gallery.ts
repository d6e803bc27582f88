import { expect } from 'playwright/test'
import { defaultBatchSettings } from '../../../core/settings'
import type { Outframe } from './outframe'
import { change } from './pictures'

const quick = { ...defaultBatchSettings, local: { method: 'mirror', effort: 'fast' } as const }

/** Expands the photos of a folder, and shows what came out. */
export async function expand(outframe: Outframe, folder: string, count: number): Promise<void> {
  await change(outframe, { batch: quick })
  await outframe.add(folder)
  await outframe.start.click()
  await outframe.waitForJobs({ done: count })
  await outframe.view('Gallery')
  await expect(outframe.page.getByRole('listbox', { name: 'All results' })).toBeVisible()
}
