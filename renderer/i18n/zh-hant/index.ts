import type { Translation } from '../types'
import { doors } from './doors'
import { errors } from './errors'
import { history } from './history'
import { inspector } from './inspector'
import { library } from './library'
import { notes } from './notes'
import { photoList } from './photo-list'
import { presets } from './presets'
import { queue } from './queue'
import { settings } from './settings'
import { shell } from './shell'

/** 繁體中文 */
export const zhHant: Translation = {
  ...shell,
  ...library,
  ...inspector,
  ...queue,
  ...settings,
  ...photoList,
  ...presets,
  ...notes,
  ...doors,
  ...errors,
  ...history,
}
