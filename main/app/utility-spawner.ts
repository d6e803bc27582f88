import { utilityProcess } from 'electron'
import type { FromWorker } from '../imaging/messages'
import { type WorkerSpawner, workerEnvironment } from '../imaging/spawner'

/** Workers as Electron's own utility processes: for Windows and macOS, where no system GLib gets in sharp's way. */
export function utilitySpawner(workerPath: string): WorkerSpawner {
  return {
    ownsMemory: true,
    spawn() {
      const child = utilityProcess.fork(workerPath, [], {
        env: workerEnvironment(),
        execArgv: [],
        serviceName: 'Outframe Imaging',
        stdio: 'inherit',
      })
      return {
        get pid() {
          return child.pid
        },
        send: (message) => child.postMessage(message),
        onMessage: (listener) => child.on('message', (message: FromWorker) => listener(message)),
        onExit: (listener) => child.once('exit', (code) => listener(`ended with code ${code}`)),
        kill: () => child.kill(),
      }
    },
  }
}
