import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** The imaging workers' script, bundled from the sources as they are, and what removes it. */
export interface BundledWorker {
  readonly path: string
  remove(): Promise<void>
}

/**
 * Bundles the worker as the program's build does, in a fifth of a second, so that tests of the workers need no build. It
 * lies in the checkout, where it finds sharp.
 */
export async function bundleWorker(): Promise<BundledWorker> {
  const caches = join(project, 'node_modules/.cache')
  await mkdir(caches, { recursive: true })
  const outDir = await mkdtemp(join(caches, 'imaging-worker-'))
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['sharp', 'libheif-js'] },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      minify: false,
      rolldownOptions: {
        input: join(project, 'main/imaging/worker.ts'),
        output: { format: 'es', entryFileNames: 'imaging-worker.mjs', codeSplitting: false },
      },
    },
  })
  return { path: join(outDir, 'imaging-worker.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) }
}
