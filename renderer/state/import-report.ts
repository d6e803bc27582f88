import type { ImportProgress } from '../../core/library'
import { say } from '../format/words'
import type { Notice } from './notices'

/**
 * What to say of an import that is over, or `null`: photos that appeared speak for themselves, but a drop after which
 * nothing appears has to say why.
 */
export function importReport({ found, known, ignored }: ImportProgress): Omit<Notice, 'id'> | null {
  if (found === 0) {
    const body = ignored > 0 ? say('toast.ignored', { count: ignored }) : say('toast.noFiles')
    return { kind: 'info', title: say('toast.noPhotos'), body: [body] }
  }
  if (known === found)
    return { kind: 'info', title: say('toast.nothingNew'), body: [say('toast.known', { count: known })] }
  return null
}
