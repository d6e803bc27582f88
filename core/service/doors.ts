import { z } from 'zod'
import type { EngineId } from '../limits'

/** The ways to the one image-expansion service. Each is an engine of the same name. */
export const doorIds = ['cometapi', 'kling'] as const
export const doorIdSchema = z.enum(doorIds)
export type DoorId = z.infer<typeof doorIdSchema>

/** What differs between the doors; everything else is the same service. Source: both reference pages. */
export interface Door {
  readonly id: DoorId
  /** As its makers write it. */
  readonly name: string
  /** Base addresses offered in the settings; the first is the default. Without a slash at the end. */
  readonly endpoints: readonly string[]
  /** Name of the bottom ratio in a request. */
  readonly bottomRatio: 'bottom_expansion_ratio' | 'down_expansion_ratio'
  /** JSON type of `n`. */
  readonly countType: 'string' | 'integer'
  /** Whether `watermark_info` may be sent. */
  readonly watermark: boolean
  /** Whether an AccessKey with a SecretKey (signed as JWT) is taken beside a single key. */
  readonly keyPair: boolean
  /** Whether its reference documents the list of tasks, and asking by `external_task_id`. What it does must be seen all the same. */
  readonly documents: { readonly list: boolean; readonly externalId: boolean }
}

export const doors: Readonly<Record<DoorId, Door>> = {
  cometapi: {
    id: 'cometapi',
    name: 'CometAPI',
    endpoints: ['https://api.cometapi.com/kling'],
    bottomRatio: 'bottom_expansion_ratio',
    countType: 'string',
    watermark: false,
    keyPair: false,
    documents: { list: false, externalId: false },
  },
  kling: {
    id: 'kling',
    name: 'Kling',
    endpoints: ['https://api-singapore.klingai.com', 'https://api-beijing.klingai.com'],
    bottomRatio: 'down_expansion_ratio',
    countType: 'integer',
    watermark: true,
    keyPair: true,
    documents: { list: true, externalId: true },
  },
}

/** The path of everything that is asked here, below a door's endpoint. */
export const expandPath = '/v1/images/editing/expand'

/** Whether an engine is a door of the service: it needs a key and a network, and it charges. */
export function isDoor(engine: EngineId): engine is DoorId {
  return (doorIds as readonly EngineId[]).includes(engine)
}
