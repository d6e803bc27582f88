import { expect, it } from 'vitest'
import { inOrder } from '../../../renderer/state/in-order'

it('an answer is news unless a later question has been answered before', () => {
  const ask = inOrder()
  const [first, second, third] = [ask(), ask(), ask()]
  expect([first(), third(), second()]).toEqual([true, true, false])
  expect(ask()()).toBe(true)
})
