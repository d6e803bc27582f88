import { randomUUID } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../../core/errors'
import type { PresetImport } from '../../../core/ipc/app'
import { mergePresets, presetFileBytes, presetFileText, readPresetFile } from '../../../core/preset-file'
import { addPreset, checkedPresets, removePreset, renamePreset, type UserPreset } from '../../../core/presets'
import type { Context } from '../context'
import { pickPresetFile, placePresetFile } from '../dialogs'
import type { HandlersOf } from './handle'

export function presetHandlers(context: Context): HandlersOf<'presets'> {
  const { kept } = context
  const change = (to: (presets: readonly UserPreset[]) => readonly UserPreset[]) => {
    kept.presets.set({ presets: to(kept.presets.value.presets) })
    return [...kept.presets.value.presets]
  }
  return {
    'presets:list': () => [...kept.presets.value.presets],
    'presets:save': (preset) => change((presets) => addPreset(presets, { id: randomUUID(), ...preset })),
    'presets:rename': ({ id, name }) => change((presets) => renamePreset(presets, id, name)),
    'presets:remove': ({ id }) => change((presets) => removePreset(presets, id)),
    'presets:replace': ({ presets }) => change(() => checkedPresets(presets)),
    'presets:export': async () => {
      const file = await placePresetFile(context.window(), context.texts())
      if (file === null) return { saved: false }
      await writePresets(file, kept.presets.value.presets)
      return { saved: true }
    },
    'presets:import': async () => {
      const file = await pickPresetFile(context.window(), context.texts())
      return file === null ? { kind: 'closed' } : importPresets(file, kept.presets.value.presets, change)
    },
  }
}

/** @throws {AppError} `output-unwritable` */
async function writePresets(file: string, presets: readonly UserPreset[]): Promise<void> {
  await writeFile(file, presetFileText(presets)).catch((cause: unknown) => {
    throw new AppError('output-unwritable', `${file} cannot be written. Choose another folder.`, { cause })
  })
}

/** @throws {AppError} `file-unreadable` */
async function importPresets(
  file: string,
  presets: readonly UserPreset[],
  change: (to: () => readonly UserPreset[]) => UserPreset[],
): Promise<PresetImport> {
  const name = basename(file)
  const text = await readText(file)
  if (text === null) return { kind: 'unusable', file: name, problem: { reason: 'too-large' } }
  const found = readPresetFile(text)
  if (found.kind === 'unusable') return { kind: 'unusable', file: name, problem: found.problem }
  const merged = mergePresets(presets, found.presets, randomUUID)
  if (merged === null) return { kind: 'unusable', file: name, problem: { reason: 'too-many' } }
  return { kind: 'imported', ...merged, presets: change(() => merged.presets) }
}

/** A file's text; `null`: it is larger than any file of presets. @throws {AppError} `file-unreadable` */
async function readText(file: string): Promise<string | null> {
  try {
    return (await stat(file)).size > presetFileBytes ? null : await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError('file-unreadable', `${file} cannot be read.`, { cause })
  }
}
