import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { OutframeWindow } from './window'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on the page as it is shown, each with where. */
export async function violations({ page }: OutframeWindow): Promise<readonly string[]> {
  // What fades in has half its contrast yet.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => {
    const { axe: checker } = window as unknown as { readonly axe: typeof axe }
    return checker.run()
  })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}
