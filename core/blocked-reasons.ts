import { z } from 'zod'

/** Why a job waits though nothing is wrong with the photo; design.md says what each is for. */
export const blockedReasons = [
  'offline',
  'no-route',
  'no-credits',
  'no-key',
  'budget',
  'bad-key',
  'account',
  'output',
  'pilot',
  'no-query',
  'unknown-charge',
] as const
export const blockedReasonSchema = z.enum(blockedReasons)
export type BlockedReason = z.infer<typeof blockedReasonSchema>
