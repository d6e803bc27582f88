import { join } from 'node:path'
import { app } from 'electron'
import type { Imaging, Previewing } from '../../core/imaging'
import { openImaging } from '../imaging/imaging'
import { chooseSpawner, type WorkerSpawner } from '../imaging/runtime'
import type { Log } from './log'
import { utilitySpawner } from './utility-spawner'

/** Imaging in workers that fit this system. None is started before there is something to do. */
export function openAppImaging(log: Log): Imaging & Previewing {
  return openImaging({ spawner: spawner(), log })
}

function spawner(): WorkerSpawner {
  // Plain Node cannot look into the package's archive: the worker lies outside of it.
  const root = app.isPackaged ? join(process.resourcesPath, 'app.asar.unpacked') : app.getAppPath()
  const workerPath = join(root, 'out/main/imaging-worker.js')
  if (process.platform !== 'linux') return utilitySpawner(workerPath)
  return chooseSpawner({ workerPath, nodePath: app.isPackaged ? join(process.resourcesPath, 'node') : undefined })
}
