import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type ElectronStore from 'electron-store'
import { isMissing } from '../../shared/system-code'
import type { JsonFile } from './kept-object'

/**
 * `<folder>/<name>.json`, written by electron-store. That is loaded with the first change: it brings a JSON Schema
 * compiler along, and reading is part of every start.
 */
export function jsonFile(folder: string, name: string): JsonFile {
  const path = join(folder, `${name}.json`)
  let opened: Promise<ElectronStore<Record<string, unknown>>> | null = null
  return {
    path,
    read: () => readJson(path),
    async write(value) {
      opened ??= openStore(folder, name)
      const store = await opened
      store.store = { ...value }
    },
  }
}

async function openStore(folder: string, name: string): Promise<ElectronStore<Record<string, unknown>>> {
  const { default: Store } = await import('electron-store')
  return new Store({ cwd: folder, name, clearInvalidConfig: true })
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return isMissing(error) ? undefined : null
  }
}
