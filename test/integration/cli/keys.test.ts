import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CliProcess, ensureCliBuilt } from './cli'
import { place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

const env = { OUTFRAME_API_KEY: 'sk-1', OUTFRAME_ACCESS_KEY: 'sk-2', OUTFRAME_SECRET_KEY: 'sk-3' }

/** The processes that a process has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

describe('keys', () => {
  it.runIf(process.platform === 'linux')('are not handed on to imaging workers', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'), 900, 600)
    const run = new CliProcess(['expand', photos, '--ratio', '2:1', '--json'], { home, env })
    await run.told(/"state":"preparing"/)
    // Held where it is, so that its workers are still there.
    run.kill('SIGSTOP')
    const workers = await childrenOf(run.pid)
    expect(workers.length).toBeGreaterThan(0)
    for (const worker of workers) {
      const environment = await readFile(`/proc/${worker}/environ`, 'utf8')
      expect(environment).toContain('PATH=')
      expect(environment).not.toMatch(/sk-\d|OUTFRAME_(API|ACCESS|SECRET)_KEY/)
    }
    run.kill('SIGCONT')
    expect((await run.ended).code).toBe(0)
  })
})
