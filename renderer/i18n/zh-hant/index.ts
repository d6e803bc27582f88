import type { Translation } from '../types'
import { doors } from './doors'
import { errors } from './errors'
import { history } from './history'
import { inspector } from './inspector'
import { library } from './library'
import { notes } from './notes'
import { presets } from './presets'
import { queue } from './queue'
import { queueWork } from './queue-work'
import { settings } from './settings'
import { shell } from './shell'

/** 繁體中文 */
export const zhHant: Translation = {
  ...shell,
  ...library,
  ...inspector,
  ...queue,
  ...queueWork,
  ...settings,
  ...presets,
  ...notes,
  ...doors,
  ...errors,
  ...history,
}
