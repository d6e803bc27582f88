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

const forTheUser: readonly BlockedReason[] = ['unknown-charge', 'pilot']

/** Whether only the user lets what waits for that go on; a queue that is resumed does not. */
export function isForTheUser(reason: BlockedReason | null): boolean {
  return reason !== null && forTheUser.includes(reason)
}
