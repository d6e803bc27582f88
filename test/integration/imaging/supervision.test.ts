import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProbeResult } from '../../../core/photo'
import { forkSpawner } from '../../../main/imaging/spawner'
import { begin, isAlive, WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

describe('a worker that is killed', () => {
  test('in the middle of a compose: the photo is tried once more, in a new worker, and succeeds', async () => {
    const { imaging, spawner, warnings } = lab.start()
    const { reached, result } = begin(0, (onProgress) => imaging.compose(lab.request(), { onProgress }))
    await reached
    spawner.workers[0]?.kill()
    await expect(result).resolves.toMatchObject({ width: 2800 })
    expect(new Set(spawner.pids).size).toBe(2)
    expect(warnings).toEqual([expect.stringContaining('SIGKILL')])
  })

  test('twice under the same photo: that photo fails with words, the next one succeeds', async () => {
    const { imaging, spawner } = lab.start()
    const kill = () => spawner.workers.at(-1)?.kill()
    await expect(imaging.compose(lab.request(), { onProgress: kill })).rejects.toMatchObject({
      code: 'worker-crashed',
      message: expect.stringContaining(lab.photo.path),
    })
    expect(spawner.workers).toHaveLength(2)
    await expect(imaging.compose(lab.request())).resolves.toMatchObject({ width: 2800 })
  })

  test('does not take those with it that were there by chance', async () => {
    const { imaging, spawner } = lab.start()
    const fails = imaging.compose(lab.request(), { onProgress: () => spawner.workers.at(-1)?.kill() })
    const thumbnails = Array.from({ length: 6 }, () => imaging.thumbnail({ path: lab.photo.path, edge: 900 }))
    const probed: ProbeResult[] = []
    const probing = imaging.probe(Array(40).fill(lab.photo.path), { onResult: (result) => probed.push(result) })
    await expect(fails).rejects.toMatchObject({ code: 'worker-crashed' })
    expect(await Promise.all(thumbnails)).toHaveLength(6)
    await probing
    expect(probed.filter(({ kind }) => kind === 'photo')).toHaveLength(40)
  })

  test('while it had nothing to do is replaced when there is something again', async () => {
    const { imaging, spawner } = lab.start()
    await imaging.hash(lab.photo.path)
    spawner.workers[0]?.kill()
    await expect.poll(() => spawner.pids.map(isAlive)).toEqual([false])
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
  })
})

test('a worker that cannot be started is given up with words', async () => {
  const ending = join(lab.folder, 'ending.mjs')
  await writeFile(ending, 'process.exit(3)')
  const { imaging } = lab.start({ spawner: forkSpawner(ending, process.execPath) })
  await expect(imaging.hash(lab.photo.path)).rejects.toMatchObject({
    code: 'worker-crashed',
    message: expect.stringMatching(/cannot be started: ended with code 3/),
  })
  const missing = lab.start({ spawner: forkSpawner(lab.workerPath, join(lab.folder, 'no-node')) })
  await expect(missing.imaging.hash(lab.photo.path)).rejects.toMatchObject({ code: 'worker-crashed' })
})

test('a worker that hangs is ended, its photo tried once more, then failed', async () => {
  const { imaging, spawner } = lab.start({ timeout: 1 })
  await expect(imaging.compose(lab.request())).rejects.toMatchObject({
    code: 'worker-crashed',
    message: expect.stringContaining('did not finish in time'),
  })
  expect(spawner.workers).toHaveLength(2)
})

test('a worker that has grown is replaced after its task', async () => {
  const { imaging, spawner, warnings } = lab.start({ recycleAbove: 1 })
  await imaging.hash(lab.photo.path)
  await imaging.hash(lab.photo.path)
  expect(new Set(spawner.pids).size).toBe(2)
  expect(warnings[0]).toMatch(/has grown to \d+ MB and is replaced/)
})

describe('a worker that is left alone', () => {
  /** Opens a pool in a process of its own, starts a compose there and tells the worker's pid. */
  async function startOwner(): Promise<{ owner: ChildProcess; pid: number }> {
    const bundle = join(dirname(lab.workerPath), 'owner.mjs')
    await writeFile(
      bundle,
      `import { fork } from 'node:child_process'
       const child = fork(${JSON.stringify(lab.workerPath)}, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
       child.on('message', (message) => { if (message.type === 'progress') console.log(child.pid) })
       const request = ${JSON.stringify(lab.request({ format: 'avif', quality: 100 }))}
       child.send({ type: 'task', id: 1, task: { kind: 'compose', request, memoryLimit: 1e9 } })`,
    )
    const owner = spawn(process.execPath, [bundle], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(owner.stdout, 'data')) as [Buffer]
    return { owner, pid: Number.parseInt(line.toString(), 10) }
  }

  test('ends with its owner, even when that is killed in the middle of a compose', async () => {
    const { owner, pid } = await startOwner()
    expect(isAlive(pid)).toBe(true)
    owner.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  })

  test('is not ended by the Ctrl-C that its owner gets', async () => {
    const { imaging, spawner } = lab.start()
    await imaging.hash(lab.photo.path)
    for (const pid of spawner.pids) process.kill(pid, 'SIGINT')
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
    expect(spawner.workers).toHaveLength(1)
  })
})

test('a worker gets no variables but those it needs', async () => {
  process.env.OUTFRAME_API_KEY = 'secret'
  try {
    const { imaging, spawner } = lab.start()
    await imaging.hash(lab.photo.path)
    const environment = await readFile(`/proc/${spawner.pids[0]}/environ`, 'utf8')
    expect(environment).toContain('PATH=')
    expect(environment).not.toMatch(/OUTFRAME|secret|HOME=/)
  } finally {
    delete process.env.OUTFRAME_API_KEY
  }
})
