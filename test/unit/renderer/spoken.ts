import { inWords, type Words } from '../../../renderer/format/words'
import { createI18n } from '../../../renderer/i18n'
import { type Notice, notices } from '../../../renderer/state/notices'

/** A notice as it is read in a language; what it has not is left out. */
export function spoken({ title, body = [], action, kind }: Omit<Notice, 'id'>, i18n = createI18n('en')) {
  const read = (words: Words) => inWords(words, i18n)
  return {
    kind,
    title: read(title),
    ...(body.length > 0 && { body: body.map(read).join(' ') }),
    ...(action && { action: read(action.label) }),
  }
}

/** The notices that are waiting to be shown, as they are read. */
export const toasts = (i18n = createI18n('en')) => notices.getState().waiting.map((notice) => spoken(notice, i18n))
