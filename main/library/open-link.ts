import { AppError, type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { ProbeResult } from '../../core/photo'
import type { ImportedPhoto } from './importer'
import { parseLink } from './link'
import type { LinkCopies } from './link-copies'

/** How links become photos. */
export interface LinkSource {
  readonly copies: LinkCopies
  /** The folder that outputs of links go below. Absolute. */
  readonly root: string
}

interface OpenLinkOptions {
  readonly source: LinkSource
  readonly imaging: Pick<Imaging, 'probe'>
  readonly signal?: AbortSignal
}

/**
 * Fetches a link and opens its copy's header. What cannot be fetched, or is no photo, comes with its reason, told of
 * the link's own address.
 * @param given as the user gave it
 * @throws {AppError} `cancelled` by the signal
 */
export async function openLink(given: string, { source, imaging, signal }: OpenLinkOptions): Promise<ImportedPhoto> {
  const parsed = parseLink(given)
  const link = parsed.kind === 'link' ? parsed.url : given
  const photo = (result: ProbeResult): ImportedPhoto => ({
    path: result.path,
    root: source.root,
    real: link,
    link,
    result,
  })
  const failed = (error: ErrorInfo): ImportedPhoto =>
    photo({ kind: 'unreadable', path: source.copies.placeOf(link), error })
  if (parsed.kind === 'invalid') return failed({ code: 'link-refused', message: parsed.reason })
  let path: string
  try {
    path = await source.copies.fetch(link, signal)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error
    return failed(toErrorInfo(error))
  }
  const result = await probed(path, imaging, signal)
  if (result.kind === 'photo') return photo(result)
  await source.copies.forget(link)
  const { code, message } = result.error
  return failed({ code, message: message.replaceAll(path, () => link) })
}

async function probed(path: string, imaging: Pick<Imaging, 'probe'>, signal?: AbortSignal): Promise<ProbeResult> {
  let result: ProbeResult | undefined
  const onResult = (told: ProbeResult) => {
    result = told
  }
  await imaging.probe([path], { onResult, ...(signal && { signal }) })
  return result ?? { kind: 'unreadable', path, error: { code: 'internal', message: `${path} was not opened.` } }
}
