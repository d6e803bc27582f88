import type { Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { keepEqualParts } from './settings-store'

/** What the photos in scope want: their one target, or `null` when they differ. Without photos, the batch's. */
export function sharedTarget(photos: readonly LibraryPhoto[], batch: Target): Target | null {
  const [first] = photos
  const target = first?.target ?? batch
  const same = photos.every((photo) => keepEqualParts(target, photo.target ?? batch) === target)
  return same ? target : null
}
