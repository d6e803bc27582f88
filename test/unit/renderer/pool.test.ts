import { expect, it } from 'vitest'
import { createPool } from '../../../renderer/state/pool'

it('one value stands for all that say the same, until there are too many', () => {
  const pooled = createPool<{ readonly of: string }>(2)
  const first = pooled('a', { of: 'a' })
  expect(pooled('a', { of: 'a' })).toBe(first)
  pooled('b', { of: 'b' })
  expect(pooled('a', { of: 'a' })).toBe(first)
  pooled('c', { of: 'c' })
  expect(pooled('a', { of: 'a' })).not.toBe(first)
})
