import { toErrorInfo } from '../../core/errors'
import type { RemakeEstimate, RemakeRequest } from '../../core/gallery'
import { isPausedWithWork, type StartResult } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import { errorWords, say, type Words } from '../format/words'
import type { App } from './app'
import { notify } from './notices'

/** Results that are to be made once more, and what that takes, as the user was told. */
export interface Remake {
  readonly request: RemakeRequest
  readonly estimate: RemakeEstimate
}

/**
 * Makes results once more. Where somebody would receive photos whom the user has not agreed to, it is asked first.
 * @returns why nothing came of it; `null`: something did, or the user is asked
 */
export async function remakeResults(app: App, remake: Remake): Promise<Words | null> {
  const { request, estimate } = remake
  const waits = whyItWaits(app, estimate)
  try {
    const answer = await app.bridge.gallery.remake({ ...request, units: estimate.units })
    if (answer.ok) return tell(app, answer.value, waits)
    const door = answer.error.code === 'no-consent' ? unagreedDoor(app, request) : null
    if (door === null) return errorWords(answer.error)
    app.view.setState({ consent: { door, remake } })
    return null
  } catch (error) {
    return errorWords(toErrorInfo(error))
  }
}

function unagreedDoor(app: App, { results }: RemakeRequest) {
  const { jobs } = app.queue.getState()
  const { consents } = app.settings.getState().settings
  const engines = results.flatMap(({ job }) => jobs.get(job)?.engine ?? [])
  return engines.filter(isDoor).find((door) => !consents.includes(door)) ?? null
}

/** Why what is added now is not made at once; `null`: it is. */
function whyItWaits({ queue }: App, { units }: RemakeEstimate): Words | null {
  const { summary } = queue.getState()
  if (summary === null) return null
  if (isPausedWithWork(summary)) return say('gallery.again.paused')
  return summary.mode === 'fetching' && units > 0 ? say('gallery.again.sendingStopped') : null
}

/** What was left out only now is said, too: a photo may be gone since it was reckoned. */
function tell(app: App, { jobs, refused }: StartResult, waits: Words | null): Words | null {
  const [first] = refused
  if (jobs === 0) return first ? errorWords(first.error) : ''
  const action = { label: say('gallery.again.toQueue'), run: () => app.view.go('queue') }
  const left = first && say('gallery.again.refused', { count: refused.length, message: errorWords(first.error) })
  const body = [...(waits ? [waits] : []), ...(left ? [left] : [])]
  notify({ kind: 'info', title: say('gallery.again.started', { count: jobs }), body, action })
  return null
}
