import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')

/** One import statement in a file of a room. `barred` is what the rule must say of it, as a part of the message. */
interface Case {
  readonly file: string
  readonly statement: string
  readonly barred?: string
}

const electron = 'Electron belongs to'
const siblings = 'do not import each other'
const pixels = 'Pixels belong to'
const store = 'SQLite is for the stores'
const ipc = 'IPC goes through'

const cases: readonly Case[] = [
  { file: 'core/geometry/plan.ts', statement: `import { z } from 'zod'` },
  { file: 'core/geometry/plan.ts', statement: `import { AppError } from '../errors'` },
  { file: 'core/geometry/plan.ts', statement: `import { readFile } from 'node:fs/promises'`, barred: 'core is pure' },
  { file: 'core/geometry/plan.ts', statement: `import { readFileSync } from 'fs'`, barred: 'core is pure' },
  { file: 'core/geometry/plan.ts', statement: `import type { ReactNode } from 'react'`, barred: 'core is pure' },
  { file: 'core/geometry/plan.ts', statement: `export { app } from 'electron'`, barred: 'core is pure' },
  { file: 'core/geometry/plan.ts', statement: `export const load = () => import('sharp')`, barred: 'core is pure' },
  {
    file: 'core/geometry/plan.ts',
    statement: `import { walk } from '../../main/library/walk'`,
    barred: 'nothing of the',
  },
  { file: 'core/job.ts', statement: `import { App } from '../renderer/app'`, barred: 'nothing of the' },

  { file: 'renderer/features/queue/bar.tsx', statement: `import { Button } from '@mantine/core'` },
  { file: 'renderer/features/queue/bar.tsx', statement: `import type { Job } from '../../../core/job'` },
  { file: 'renderer/features/queue/bar.tsx', statement: `import { useQueue } from '../../state/queue'` },
  {
    file: 'renderer/features/queue/bar.tsx',
    statement: `import { store } from '../../../main/queue/store'`,
    barred: 'core only',
  },
  {
    file: 'renderer/features/queue/bar.tsx',
    statement: `import { bridge } from '../../../preload/index'`,
    barred: 'core only',
  },
  { file: 'renderer/features/queue/bar.tsx', statement: `import path from 'node:path'`, barred: 'web page' },
  { file: 'renderer/features/queue/bar.tsx', statement: `import { ipcRenderer } from 'electron'`, barred: 'web page' },
  { file: 'renderer/app.tsx', statement: `import sharp from 'sharp'`, barred: 'web page' },

  { file: 'preload/index.ts', statement: `import { contextBridge, ipcRenderer, webUtils } from 'electron'` },
  { file: 'preload/index.ts', statement: `import { contract } from '../core/ipc/contract'` },
  { file: 'preload/index.ts', statement: `import { readFile } from 'node:fs/promises'`, barred: 'sandboxed preload' },
  { file: 'preload/index.ts', statement: `import { create } from 'zustand'`, barred: 'sandboxed preload' },
  { file: 'preload/index.ts', statement: `import { handle } from '../main/app/ipc/handle'`, barred: 'core only' },

  { file: 'main/engines/kling/client.ts', statement: `import { AppError } from '../../../core/errors'` },
  { file: 'main/engines/kling/client.ts', statement: `import { outframeFolders } from '../../shared/folders'` },
  { file: 'main/engines/kling/client.ts', statement: `import { net } from 'electron'`, barred: electron },
  { file: 'main/engines/kling/client.ts', statement: `import log from 'electron-log/main'`, barred: electron },
  { file: 'main/engines/kling/client.ts', statement: `import { store } from '../../queue/store'`, barred: siblings },
  { file: 'main/engines/local.ts', statement: `import { compose } from '../imaging/compose'`, barred: siblings },
  { file: 'main/engines/local.ts', statement: `import { start } from '../app/index'`, barred: siblings },
  { file: 'main/engines/local.ts', statement: `import sharp from 'sharp'`, barred: pixels },
  {
    file: 'main/engines/local.ts',
    statement: `import { App } from '../../renderer/app'`,
    barred: 'core and main only',
  },

  { file: 'main/imaging/compose.ts', statement: `import sharp from 'sharp'` },
  { file: 'main/imaging/compose.ts', statement: `import { jobStore } from '../queue/store'`, barred: siblings },
  {
    file: 'main/imaging/compose.ts',
    statement: `import { DatabaseSync } from '@photostructure/sqlite'`,
    barred: store,
  },
  { file: 'main/imaging/worker.ts', statement: `import { utilityProcess } from 'electron'`, barred: electron },

  { file: 'main/queue/owner.ts', statement: `import { DatabaseSync } from '@photostructure/sqlite'` },
  { file: 'main/shared/sqlite.ts', statement: `import { DatabaseSync } from '@photostructure/sqlite'` },
  { file: 'main/queue/scheduler.ts', statement: `import PQueue from 'p-queue'` },
  { file: 'main/queue/scheduler.ts', statement: `import type { Job } from '../../core/queue'` },
  { file: 'main/queue/scheduler.ts', statement: `import { kling } from '../engines/kling/client'`, barred: siblings },
  { file: 'main/queue/scheduler.ts', statement: `import sharp from 'sharp'`, barred: pixels },
  { file: 'main/queue/scheduler.ts', statement: `import { powerSaveBlocker } from 'electron'`, barred: electron },

  { file: 'main/library/walk.ts', statement: `import { readdir } from 'node:fs/promises'` },
  { file: 'main/library/walk.ts', statement: `import { probe } from '../imaging/probe'`, barred: siblings },
  { file: 'main/library/walk.ts', statement: `import { dialog } from 'electron'`, barred: electron },

  {
    file: 'main/shared/folders.ts',
    statement: `import { walk } from '../library/walk'`,
    barred: 'imports none of them',
  },
  { file: 'main/shared/folders.ts', statement: `import { app } from 'electron'`, barred: electron },

  { file: 'main/cli.ts', statement: `import { Command } from 'commander'` },
  { file: 'main/cli.ts', statement: `import { scheduler } from './queue/scheduler'` },
  { file: 'main/cli.ts', statement: `import { app } from 'electron'`, barred: electron },
  { file: 'main/cli.ts', statement: `import Store from 'electron-store'`, barred: electron },
  { file: 'main/cli.ts', statement: `import { openWindow } from './app/window'`, barred: 'without Electron' },
  { file: 'main/cli/expand.ts', statement: `import { openWindow } from '../app/window'`, barred: 'without Electron' },
  { file: 'main/cli/expand.ts', statement: `import sharp from 'sharp'`, barred: pixels },

  { file: 'main/app/window.ts', statement: `import { app, BrowserWindow } from 'electron'` },
  { file: 'main/app/window.ts', statement: `import { scheduler } from '../queue/scheduler'` },
  { file: 'main/app/window.ts', statement: `import { ipcMain } from 'electron'`, barred: ipc },
  { file: 'main/app/window.ts', statement: `import * as everything from 'electron'`, barred: ipc },
  { file: 'main/app/window.ts', statement: `import electron from 'electron'`, barred: ipc },
  { file: 'main/app/window.ts', statement: `import sharp from 'sharp'`, barred: pixels },
  { file: 'main/app/window.ts', statement: `import { App } from '../../renderer/app'`, barred: 'core and main only' },
  { file: 'main/app/ipc/handle.ts', statement: `import { ipcMain } from 'electron'` },
  { file: 'main/app/ipc/handle.ts', statement: `import sharp from 'sharp'`, barred: pixels },
]

interface Diagnostic {
  readonly message: string
  readonly location: { readonly path: string; readonly start: { readonly line: number } }
}

const casesOf = (file: string) => cases.filter((entry) => entry.file === file)

/** A file holds its cases' statements in their order, one on each line; lines count from 1. */
const lineOf = (entry: Case) => casesOf(entry.file).indexOf(entry) + 1

/** What the project's rules say of all cases, in one run of the linter. */
async function lintCases(folder: string): Promise<readonly Diagnostic[]> {
  for (const file of new Set(cases.map((entry) => entry.file))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    const statements = casesOf(file).map(({ statement }) => `${statement}\n`)
    await writeFile(path.join(folder, file), statements.join(''))
  }
  const config = { root: true, extends: [path.join(root, 'biome.json')], vcs: { enabled: false } }
  await writeFile(path.join(folder, 'biome.json'), JSON.stringify(config))
  const args = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.']
  const output = await new Promise<string>((resolve) => {
    // It ends with 1 when it finds something, as it must here.
    execFile(process.execPath, [biome, ...args], { cwd: folder }, (_error, stdout) => resolve(stdout))
  })
  return JSON.parse(output).diagnostics
}

describe('the import rules', () => {
  let folder = ''
  let diagnostics: readonly Diagnostic[] = []
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'outframe-import-rules-'))
    diagnostics = await lintCases(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  for (const entry of cases) {
    const { file, statement, barred } = entry
    it(`${barred === undefined ? 'allow' : 'bar'} in ${file}: ${statement}`, () => {
      const messages = diagnostics
        .filter(({ location }) => path.normalize(location.path) === path.normalize(file))
        .filter(({ location }) => location.start.line === lineOf(entry))
        .map(({ message }) => message)
      expect(messages).toEqual(barred === undefined ? [] : [expect.stringContaining(barred)])
    })
  }
})
