import type { PassRatios } from '../../../core/geometry/types'
import type { CreateRequest } from '../../../core/service/client'

/** What is asked for in one pass, for all pictures that are painted from the same input. */
export interface Order {
  readonly ratios: PassRatios
  readonly prompt: string
  /** `null`: not said. */
  readonly watermark: boolean | null
  readonly image: CreateRequest['image']
}
