import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../core/errors'
import { openLog } from '../../../main/app/log'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-log-'))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => rm(folder, { recursive: true }))

describe('openLog', () => {
  it('writes an error with its stack and its cause', async () => {
    const log = openLog(join(folder, 'logs'))
    log.error('It failed', new AppError('internal', 'outer', { cause: new Error('inner') }))
    const text = await readFile(log.file, 'utf8')
    expect(text).toContain('It failed')
    expect(text).toContain('log.test.ts')
    expect(text).toContain('inner')
  })

  it('keeps keys out, also those inside of errors', async () => {
    const log = openLog(folder)
    log.info('Authorization: Bearer hush-hush-hush')
    log.error('Refused', new Error('no', { cause: { headers: { authorization: 'Bearer hush-hush-hush' } } }))
    const text = await readFile(log.file, 'utf8')
    expect(text).toContain('[hidden]')
    expect(text).not.toContain('hush')
  })

  it('does not mix up two logs', async () => {
    const [one, two] = [openLog(join(folder, 'one')), openLog(join(folder, 'two'))]
    one.info('first')
    two.info('second')
    expect(await readFile(one.file, 'utf8')).not.toContain('second')
  })
})
