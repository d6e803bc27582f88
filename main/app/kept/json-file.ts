import ElectronStore from 'electron-store'
import type { JsonFile } from './kept-object'

/** `<folder>/<name>.json`. */
export function jsonFile(folder: string, name: string): JsonFile {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    accessPropertiesByDotNotation: false,
    deserialize: (text) => ({ content: parsed(text) }),
    serialize: ({ content }) => `${JSON.stringify(content, null, 2)}\n`,
  })
  return {
    path: store.path,
    read: () => store.get('content'),
    write: (value) => store.set('content', value),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
