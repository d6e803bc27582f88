import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// The simulator is TypeScript like everything else: Vite runs it as it is, without a build.
const { module } = await runnerImport(fileURLToPath(new URL('main.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
process.exitCode = await module.main(process.argv.slice(2))
