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
    notify({ kind: 'info', title: app.i18n.t('settingsCopy.nothingToCopy'), brief: true })
    return
  }
  const { target, moreTargets, prompt, name } = photo
  app.view.setState({ copied: { target, moreTargets, prompt } })
  notify({ kind: 'info', title: app.i18n.t('settingsCopy.copied', { name }), brief: true })
}

/** Gives the photos in scope the targets and the prompt that were copied; what had none of its own gives none. */
export async function pasteSettings(app: App): Promise<void> {
  const { copied } = app.view.getState()
  const ids = [...scopeOf(app)]
  const say = (title: string) => notify({ kind: 'info', title, brief: true })
  if (copied === null) say(app.i18n.t('settingsCopy.nothingCopied'))
  else if (ids.length === 0) say(app.i18n.t('settingsCopy.nothingSelected'))
  else if (await changeOwn(app, 'paste', [{ ids, ...copied }])) {
    say(app.i18n.t('settingsCopy.pasted', { count: ids.length }))
  }
}
