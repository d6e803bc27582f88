import type { LibraryPhoto } from '../../core/library'
import { requestRules } from '../../core/service/rules'

/** Whether a prompt may be sent. */
export function promptFits(text: string): boolean {
  return text.length <= requestRules.promptLength
}

/** What the photos in scope are painted with: their one prompt, or `null` when they differ. Without photos, the batch's. */
export function sharedPrompt(photos: readonly LibraryPhoto[], batch: string): string | null {
  const [first] = photos
  const prompt = first?.prompt ?? batch
  return photos.every((photo) => (photo.prompt ?? batch) === prompt) ? prompt : null
}
