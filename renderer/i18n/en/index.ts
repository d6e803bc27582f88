import { canvas } from './canvas'
import { doors } from './doors'
import { errors } from './errors'
import { gallery } from './gallery'
import { help } from './help'
import { history } from './history'
import { inspector } from './inspector'
import { library } from './library'
import { naming } from './naming'
import { notes } from './notes'
import { photoList } from './photo-list'
import { presetList } from './preset-list'
import { presets } from './presets'
import { queue } from './queue'
import { queueWork } from './queue-work'
import { settings } from './settings'
import { shell } from './shell'
import { targets } from './targets'
import { watch } from './watch'

/** English, the language every other one is held against. */
export const en = {
  ...shell,
  ...library,
  ...naming,
  ...inspector,
  ...queue,
  ...queueWork,
  ...gallery,
  ...settings,
  ...photoList,
  ...presets,
  ...notes,
  ...doors,
  ...errors,
  ...history,
  ...targets,
  ...watch,
  ...presetList,
  ...help,
  ...canvas,
} as const
