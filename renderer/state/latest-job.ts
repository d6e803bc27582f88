import type { Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { shapeName } from '../../core/naming'
import type { JobView } from '../../core/queue'
import { shapeKey } from './queue-store'

/** The latest job of a photo for a target: the one that makes that shape. `latest` as in the queue's store. */
export function latestJob(
  latest: ReadonlyMap<string, JobView>,
  { path, header }: Pick<LibraryPhoto, 'path' | 'header'>,
  target: Target,
): JobView | undefined {
  return latest.get(shapeKey(path, shapeName(target, header?.size)))
}
