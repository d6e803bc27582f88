import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from '../../../main/app/log'
import { readLog } from '../../../main/app/read-log'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('reading the log', () => {
  it('gives back what the program wrote, with its level and all its lines', async () => {
    const log = openLog(folder)
    log.info('Outframe 0.1.0')
    log.warn('Something does not work', new Error('no'))
    const entries = await readLog(log.file, 10)
    expect(entries).toMatchObject([
      { level: 'info', text: 'Outframe 0.1.0', time: expect.stringMatching(/^\d{4}-\d{2}-\d{2} [\d:.]{12}$/) },
      { level: 'warn', text: expect.stringMatching(/^Something does not work\nError: no\n {4}at /) },
    ])
  })

  it('takes out keys that are in the file nevertheless', async () => {
    const file = join(folder, 'main.log')
    await writeFile(file, '[2026-03-13 10:00:00.000] [error] Authorization: Bearer abcdef0123456789\n')
    await appendFile(file, 'and sk-0123456789abcdef\n')
    const [entry] = await readLog(file, 10)
    expect(entry?.text).toBe('Authorization: [hidden]\nand [hidden]')
  })

  it('reads the end of a long one, and no more entries or words than asked for', async () => {
    const file = join(folder, 'main.log')
    const line = (number: number) => `[2026-03-13 10:00:00.000] [info]  ${number} ${'word '.repeat(40)}\n`
    await writeFile(file, Array.from({ length: 5000 }, (_, index) => line(index)).join(''))
    await appendFile(file, `[2026-03-13 10:00:00.000] [silly] ${'word '.repeat(5000)}\n`)
    const entries = await readLog(file, 100)
    expect(entries).toHaveLength(100)
    expect(entries.at(0)?.text).toMatch(/^4901 word/)
    expect(entries.at(-1)).toMatchObject({ level: 'info' })
    expect(entries.at(-1)?.text.length).toBe(4000)
  })

  it('has nothing to say where there is no log', async () => {
    expect(await readLog(join(folder, 'none.log'), 10)).toEqual([])
  })
})
