import type { Queue } from '../../queue/types'
import type { Kept } from '../kept/kept'

/**
 * Has a running queue try blocked jobs again when the day's cap is another one: some may have waited for it. Answers
 * with the function that ends it.
 */
export function followDayBudget(
  settings: Pick<Kept['settings'], 'value' | 'onChange'>,
  queue: Pick<Queue, 'summary' | 'setRunning'>,
): () => void {
  let before = settings.value.money.budgetPerDay
  return settings.onChange(({ money: { budgetPerDay } }) => {
    if (budgetPerDay === before) return
    before = budgetPerDay
    const { mode, counts } = queue.summary()
    // Where sending was stopped it stays so.
    if (mode === 'running' && counts.blocked > 0) void queue.setRunning(true)
  })
}
