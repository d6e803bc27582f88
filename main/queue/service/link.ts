import { inputFits } from '../../../core/geometry/passes'
import type { Imaging } from '../../../core/imaging'
import type { JobSpec } from '../../../core/job'
import { serviceLimits } from '../../../core/limits'
import type { PhotoHeader, ProbeResult } from '../../../core/photo'

/** Largest picture that the service takes, bytes: "10 MB" in its smallest reading. */
const maxBytes = 10_000_000

/**
 * The photo's own link, if the user has it sent and nothing about the photo needs preparation; else `null`.
 * @throws {AppError} `cancelled` by the signal
 */
export async function linkToSend(
  { link, sendLink, source, plan }: Pick<JobSpec, 'link' | 'sendLink' | 'source' | 'plan'>,
  imaging: Pick<Imaging, 'probe'>,
  signal: AbortSignal,
): Promise<string | null> {
  if (link === null || !sendLink) return null
  let result: ProbeResult | undefined
  const onResult = (probed: ProbeResult) => {
    result = probed
  }
  await imaging.probe([source], { signal, onResult })
  if (result?.kind !== 'photo' || !isPlain(result.header) || result.stamp.bytes > maxBytes) return null
  return inputFits(plan.photo, serviceLimits) ? link : null
}

/** Whether a file is taken as it is: upright, 8 bits, in a format and colours that the service knows. */
function isPlain({ format, orientation, bitDepth, space }: PhotoHeader): boolean {
  return (
    (format === 'jpeg' || format === 'png') && orientation === 1 && bitDepth === 8 && ['srgb', 'b-w'].includes(space)
  )
}
