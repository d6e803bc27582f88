import path from 'node:path'
import { inProject, root } from './project.mjs'

/** Inside node_modules, so that what is not bundled is found from there. */
const cache = inProject('node_modules', '.cache')

/**
 * Bundles TypeScript files of test/bench, so that what is measured is plain JavaScript.
 * @param {string} name of the folder that they are written to
 * @param {Readonly<Record<string, string>>} input by the name of its bundle, a path inside test/bench
 * @returns {Promise<string>} the folder
 */
export async function bundleBenches(name, input) {
  const { build } = await import('vite')
  const outDir = path.join(cache, name)
  const files = Object.entries(input).map(([bundle, file]) => [bundle, inProject('test', 'bench', file)])
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20.18',
      minify: false,
      sourcemap: true,
      outDir,
      rolldownOptions: { input: Object.fromEntries(files) },
    },
  })
  return outDir
}
