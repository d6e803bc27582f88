import type { QueueMode } from '../../core/queue'
import type { Queue } from '../queue/types'

/**
 * After an end in order the queue goes on as it was left, which the question before the end has said. After a crash it
 * stays paused, with a summary.
 */
export async function goOnAsLeft(
  queue: Pick<Queue, 'summary' | 'setRunning' | 'pause'>,
  left: QueueMode,
): Promise<void> {
  const { recovered } = queue.summary()
  if (recovered === null || recovered.crashed) return
  if (left === 'running') await queue.setRunning(true)
  else if (left === 'fetching') await queue.pause('sending')
}
