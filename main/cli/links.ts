import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { toErrorInfo } from '../../core/errors'
import type { JobView } from '../../core/queue'
import { Connections } from '../engines/kling/connections'
import { proxiesFromEnvironment } from '../engines/kling/proxies'
import { LinkCopies } from '../library/link-copies'
import type { LinkSource } from '../library/open-link'
import { throwIfCancelled } from '../shared/cancel'
import type { Report } from './report'

/** Until a connection to a link's server stands, ms. */
const connectMs = 15_000

/** Fetches the photos of jobs anew whose copies are gone; what cannot be fetched is said, and its job will fail. */
export async function fetchMissing(
  jobs: readonly JobView[],
  { copies }: LinkSource,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  for (const { link, source } of jobs) {
    if (!link || existsSync(source)) continue
    try {
      await copies.fetch(link, signal)
    } catch (error) {
      throwIfCancelled(signal)
      report.note(toErrorInfo(error).message)
    }
  }
}

/** Has links fetched into a folder for as long as `use` takes; their outputs go below the current folder. */
export async function withLinks<T>(folder: string, use: (source: LinkSource) => Promise<T>): Promise<T> {
  const connections = new Connections(proxiesFromEnvironment(process.env), connectMs)
  const copies = new LinkCopies({ folder, connect: (url) => connections.to(url, { own: false }) })
  try {
    return await use({ copies, root: resolve('.') })
  } finally {
    await connections.close()
  }
}
