import { toErrorInfo } from '../../core/errors'
import { say } from '../format/words'
import { reportError } from './actions'
import type { App } from './app'
import { notify } from './notices'
import { isTyping } from './typing'

/**
 * Takes the last change back, or makes it again, and says which it was. In a field it is the field's own typing that is
 * meant: the keys never get here from one, the menu does.
 */
export function takeBack(app: App, way: 'undo' | 'redo'): void {
  // The only way to a field's own history that there is.
  if (isTyping(document.activeElement)) document.execCommand(way)
  else void step(app, way)
}

async function step(app: App, way: 'undo' | 'redo'): Promise<void> {
  try {
    const outcome = await app.history[way]()
    if (outcome.kind === 'failed') return
    const undoing = way === 'undo'
    const title =
      outcome.kind === 'nothing'
        ? say(undoing ? 'history.nothingToUndo' : 'history.nothingToRedo')
        : say(undoing ? 'history.undone' : 'history.redone', { step: say(`history.steps.${outcome.step.label}`) })
    notify({ kind: 'info', title, brief: true })
  } catch (error) {
    reportError(toErrorInfo(error))
  }
}
