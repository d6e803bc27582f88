import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { presetFileBytes, presetFileText } from '../../../../core/preset-file'
import type { UserPreset } from '../../../../core/presets'
import { defaultTarget } from '../../../../core/settings'
import type { Context } from '../../../../main/app/context'
import { presetHandlers } from '../../../../main/app/ipc/preset-handlers'
import { textsIn } from '../../../../main/app/texts/texts'

/** What the system's dialogs answer; they exist only inside of Electron. */
const electron = vi.hoisted(() => ({ showOpenDialog: vi.fn(), showSaveDialog: vi.fn() }))
vi.mock('electron', () => ({ dialog: electron }))

const own = (id: string, name: string): UserPreset => ({ id, name, target: defaultTarget, moreTargets: [] })

async function given(presets: readonly UserPreset[]) {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-presets-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const kept = { value: { presets }, set: vi.fn((value: { readonly presets: readonly UserPreset[] }) => value) }
  kept.set.mockImplementation((value) => {
    kept.value = value
    return value
  })
  const context = { kept: { presets: kept }, window: () => null, texts: () => textsIn('en') } as unknown as Context
  const file = join(folder, 'mine.json')
  electron.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [file] })
  electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath: file })
  const handlers = presetHandlers(context)
  return {
    file,
    folder,
    kept,
    importFile: async () => handlers['presets:import'](undefined),
    exportFile: async () => handlers['presets:export'](undefined),
    replace: async (list: UserPreset[]) => handlers['presets:replace']({ presets: list }),
  }
}

beforeEach(() => vi.clearAllMocks())

describe('presets in files', () => {
  it('are written where the user says, and taken in again', async () => {
    const { file, kept, importFile, exportFile } = await given([own('a', 'One'), own('b', 'Two')])
    expect(await exportFile()).toEqual({ saved: true })
    expect(await readFile(file, 'utf8')).toBe(presetFileText(kept.value.presets))
    kept.value = { presets: [own('a', 'One')] }
    const taken = await importFile()
    expect(taken).toMatchObject({ kind: 'imported', added: 1, renamed: 0, known: 1 })
    expect(kept.value.presets.map(({ name }) => name)).toEqual(['One', 'Two'])
  })

  it('stay as they are when the dialogs are closed', async () => {
    const { kept, importFile, exportFile } = await given([own('a', 'One')])
    electron.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] })
    electron.showSaveDialog.mockResolvedValue({ canceled: true, filePath: '' })
    expect([await importFile(), await exportFile()]).toEqual([{ kind: 'closed' }, { saved: false }])
    expect(kept.set).not.toHaveBeenCalled()
  })

  it.each([
    ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]), 'not-json'],
    ['somebody else’s settings', '{"format":"other"}', 'not-presets'],
    ['too large', ' '.repeat(presetFileBytes + 1), 'too-large'],
    ['damaged in one preset', presetFileText([own('a', 'One')]).replace('"ratio": {', '"ratios": {'), 'preset'],
  ])('are not taken from a file that is %s', async (_, content, reason) => {
    const { file, kept, importFile } = await given([own('a', 'One')])
    await writeFile(file, content)
    expect(await importFile()).toMatchObject({ kind: 'unusable', file: 'mine.json', problem: { reason } })
    expect(kept.set).not.toHaveBeenCalled()
  })

  it('say when a file cannot be read or written', async () => {
    const { folder, importFile, exportFile } = await given([own('a', 'One')])
    await expect(importFile()).rejects.toMatchObject({ code: 'file-unreadable' })
    electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(folder, 'no/such/folder.json') })
    await expect(exportFile()).rejects.toMatchObject({ code: 'output-unwritable' })
  })
})

describe('all presets at once', () => {
  it('are kept in another order, and not with one name twice', async () => {
    const [one, two] = [own('a', 'One'), own('b', 'Two')]
    const { kept, replace } = await given([one, two])
    expect(await replace([two, one])).toEqual([two, one])
    await expect(replace([two, own('c', 'TWO')])).rejects.toMatchObject({ code: 'bad-request' })
    expect(kept.value.presets).toEqual([two, one])
  })
})
