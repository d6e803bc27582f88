import { z } from 'zod'

/** A task's states, in the service's own spelling ("succeed", not "succeeded"). */
export const taskStatuses = ['submitted', 'processing', 'succeed', 'failed'] as const
export const taskStatusSchema = z.enum(taskStatuses)
export type TaskStatus = z.infer<typeof taskStatusSchema>

/** One picture of a task. `index` counts from 0. The link dies after 30 days, or sooner. */
export const taskImageSchema = z.object({ index: z.number().int().nonnegative(), url: z.string() })
export type TaskImage = z.infer<typeof taskImageSchema>

/** A task as the service told it, cleaned: what was missing or of a wrong type is `null` or left out. */
export const serviceTaskSchema = z.object({
  taskId: z.string().min(1),
  externalTaskId: z.string().nullable(),
  status: taskStatusSchema,
  /** Why it failed, in the service's words. */
  statusMessage: z.string().nullable(),
  /** By index; fewer than were asked for when only some succeeded. */
  images: z.array(taskImageSchema).readonly(),
  /** The service's clock, ms since 1970. */
  createdAt: z.number().nullable(),
  updatedAt: z.number().nullable(),
  /** Units charged, once it says so. */
  units: z.number().nonnegative().nullable(),
})
export type ServiceTask = z.infer<typeof serviceTaskSchema>
