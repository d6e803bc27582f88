import { AppError } from '../../../core/errors'
import { type Mark, noMark } from '../../../core/gallery'
import type { FileMark, Imaging } from '../../../core/imaging'
import type { Queue } from '../../../main/queue/types'
import { TestImaging } from './test-imaging'
import { expand, imported, openWorld, temporaryFolder, writePhotos } from './world'

/** Remembers the marks it was asked to write; fails for files it is told to. */
export class RatingImaging extends TestImaging {
  readonly rated: (readonly [path: string, mark: FileMark])[] = []
  fails = false
  onRate: (path: string) => Promise<void> = async () => undefined
  /** What files say of themselves. */
  readonly said = new Map<string, FileMark>()
  beforeAnswer: () => void = () => undefined

  override async probe(paths: readonly string[], options: Parameters<Imaging['probe']>[1]): Promise<void> {
    await super.probe(paths, {
      ...options,
      onResult: (result) => {
        const said = this.said.get(result.path)
        if (result.kind === 'photo') options.onResult({ ...result, header: { ...result.header, ...said } })
        else options.onResult(result)
      },
    })
    this.beforeAnswer()
  }

  override async rate(path: string, mark: FileMark): Promise<void> {
    if (this.fails) throw new AppError('output-unwritable', `${path} is read-only.`)
    this.rated.push([path, mark])
    await this.onRate(path)
  }
}

/** A mark that says only this. */
export const marked = (change: Partial<Mark>): Mark => ({ ...noMark, ...change })

/** A queue with a finished result of each photo, which all have the mark `own`. */
export async function withResults(names: readonly string[], own: FileMark = {}) {
  const imaging = new RatingImaging()
  const world = await openWorld({ imaging })
  const folder = await temporaryFolder()
  const photos = await writePhotos(folder, names)
  for (const photo of photos) {
    imaging.marks.set(photo, own)
    imaging.said.set(photo, own)
  }
  await expand(world.queue, await imported(folder, photos))
  const jobs = world.queue.snapshot().jobs
  const path = (index: number) => jobs[index]?.outputs[0]?.path ?? ''
  const id = (index: number) => jobs[index]?.id ?? ''
  const set = (index: number, mark: Mark, queue: Queue = world.queue) =>
    queue.results.marks.set([{ job: id(index), variation: 1, mark }])
  return { ...world, imaging, folder, id, path, set }
}
