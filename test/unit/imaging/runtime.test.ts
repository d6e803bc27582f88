import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findNode } from '../../../main/imaging/runtime'

let folder = ''
let node = ''
let notes = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-runtime-'))
  node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
  notes = join(folder, 'notes.txt')
  await writeFile(node, '', { mode: 0o755 })
  await writeFile(notes, '', { mode: 0o644 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the Node for workers', () => {
  test('is the one given, when it can be run', () => {
    expect(findNode(node, { electron: true })).toBe(node)
    expect(findNode(join(folder, 'gone'), { electron: true, env: {} })).toBeNull()
  })

  test('is this very process when that is a plain Node', () => {
    expect(findNode(undefined, { electron: false })).toBe(process.execPath)
  })

  test('inside Electron is the one that npm runs by, else the first on the PATH', () => {
    const PATH = [join(folder, 'none'), folder].join(delimiter)
    expect(findNode(undefined, { electron: true, env: { npm_node_execpath: process.execPath, PATH } })).toBe(
      process.execPath,
    )
    expect(findNode(undefined, { electron: true, env: { npm_node_execpath: notes, PATH } })).toBe(node)
    expect(findNode(undefined, { electron: true, env: { PATH: '' } })).toBeNull()
  })
})
