import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How many photos a batch has; fewer for a quick look. */
export const photoCount = Number(process.env.OUTFRAME_BENCH_PHOTOS ?? 500)

/**
 * Several numbers come from one run of minutes, and each bench has a process of its own: the first leaves what it
 * measured for the others of the same `npm run bench`.
 */
export async function measuredOnce<T>(name: string, measure: (folder: string) => Promise<T>): Promise<T> {
  const kept = join(process.env.OUTFRAME_BENCH_RUN ?? '', `${name}.json`)
  if (existsSync(kept)) return JSON.parse(await readFile(kept, 'utf8')) as T
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  try {
    const measured = await measure(folder)
    await writeFile(kept, JSON.stringify(measured))
    return measured
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
