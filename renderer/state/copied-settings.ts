import { say, type Words } from '../format/words'
import { changeOwn, scopeOf } from './actions'
import type { App } from './app'
import { notify } from './notices'

/** Takes the targets and the prompt of the photo that has the focus, for other photos. */
export function copySettings(app: App): void {
  const scope = scopeOf(app)
  const { focus } = app.view.getState().selection
  const { photos } = app.library.getState()
  const photo = photos.get((focus !== null && scope.includes(focus) ? focus : (scope[0] ?? focus)) ?? '')
  if (photo === undefined) {
    tell(say('settingsCopy.nothingToCopy'))
    return
  }
  const { target, moreTargets, prompt, name } = photo
  app.view.setState({ copied: { target, moreTargets, prompt } })
  tell(say('settingsCopy.copied', { name }))
}

/** Gives the photos in scope the targets and the prompt that were copied; what had none of its own gives none. */
export async function pasteSettings(app: App): Promise<void> {
  const { copied } = app.view.getState()
  const ids = [...scopeOf(app)]
  if (copied === null) tell(say('settingsCopy.nothingCopied'))
  else if (ids.length === 0) tell(say('settingsCopy.nothingSelected'))
  else if (await changeOwn(app, 'paste', [{ ids, ...copied }])) {
    tell(say('settingsCopy.pasted', { count: ids.length }))
  }
}

function tell(title: Words): void {
  notify({ kind: 'info', title, brief: true })
}
