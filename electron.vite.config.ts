import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { createViteLicensePlugin } from 'rollup-license-plugin'
import { build, type Plugin } from 'vite'

const inProject = (location: string) => fileURLToPath(new URL(location, import.meta.url))

/** What the oldest Electron that we run on understands (33: Node 20.18, Chromium 130), and so the command line's Node, too. */
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

/**
 * Native code cannot be bundled, and what is under the LGPL must stay replaceable: these, package.json's dependencies, are
 * all that is shipped as node modules.
 */
const external = ['electron', 'sharp', '@photostructure/sqlite', 'libheif-js']

/** Comes in by its stylesheet, where modules are not seen. */
const font = '@fontsource-variable/inter'

/** Lists the packages that a bundle holds, with their licences; scripts/lib/licenses.mjs makes a text of the lists. */
const listLicenses = (part: string, alsoIn: readonly string[] = []) =>
  createViteLicensePlugin({
    outputFilename: `${part}-licenses.json`,
    includePackages: () => alsoIn.map((name) => inProject(`node_modules/${name}`)),
  })

/**
 * Builds the imaging workers' script as one file that shares no chunk with the rest of main: plain Node runs it from
 * outside the package's archive, where the rest of main is out of its sight.
 */
function imagingWorker(): Plugin {
  return {
    name: 'outframe:imaging-worker',
    apply: 'build',
    async writeBundle({ dir }) {
      await build({
        configFile: false,
        root: inProject('.'),
        logLevel: 'warn',
        plugins: [listLicenses('worker')],
        ssr: { noExternal: true, external },
        build: {
          ssr: true,
          target: nodeTarget,
          outDir: dir ?? inProject('out/main'),
          emptyOutDir: false,
          sourcemap: true,
          minify: false,
          rolldownOptions: {
            input: inProject('main/imaging/worker.ts'),
            output: { format: 'es', entryFileNames: 'imaging-worker.js', codeSplitting: false },
          },
        },
      })
    },
  }
}

export default defineConfig({
  main: {
    plugins: [imagingWorker(), listLicenses('main')],
    build: {
      target: nodeTarget,
      sourcemap: true,
      // As with the page: what main loads while the page starts is parsed on the one thread that answers it.
      minify: true,
      rolldownOptions: { input: { index: inProject('main/app/index.ts'), cli: inProject('main/cli.ts') } },
    },
  },
  preload: {
    plugins: [listLicenses('preload')],
    build: {
      target: nodeTarget,
      sourcemap: true,
      // A sandboxed preload can require nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inProject('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    plugins: [react(), listLicenses('renderer', [font])],
    build: {
      target: chromeTarget,
      sourcemap: true,
      // electron-vite's default is off; parsing less opens the window sooner.
      minify: true,
      rolldownOptions: {
        input: inProject('renderer/index.html'),
        // Main answers each request for a file while it is busy starting: all that the first picture needs is one.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
