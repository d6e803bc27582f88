import { z } from 'zod'

/** What is kept on disk because it is quicker or cheaper to keep than to have again. */
export const storageKinds = ['thumbnails', 'renders', 'links'] as const
export const storageKindSchema = z.enum(storageKinds)
export type StorageKind = (typeof storageKinds)[number]

/** What one of them takes up, bytes. */
export const storageUseSchema = z.object({
  bytes: z.number().nonnegative(),
  /** Of those, what clearing leaves: renders of jobs that are not done, copies of photos that are listed. */
  needed: z.number().nonnegative(),
})
export type StorageUse = z.infer<typeof storageUseSchema>

export const storageUsageSchema = z.record(storageKindSchema, storageUseSchema)
export type StorageUsage = z.infer<typeof storageUsageSchema>
