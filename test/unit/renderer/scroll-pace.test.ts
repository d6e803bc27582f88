import { describe, expect, it } from 'vitest'
import { paceOf } from '../../../renderer/components/scroll-pace'

const one = new EventTarget()

describe('how fast photos scroll', () => {
  it('is told from one place to the next', () => {
    expect(paceOf({ target: one, top: 0, at: 0 }, { target: one, top: 160, at: 16 })).toBe(10_000)
    expect(paceOf({ target: one, top: 160, at: 0 }, { target: one, top: 80, at: 100 })).toBe(800)
  })

  it('is nothing for a jump after a rest, and in another place', () => {
    expect(paceOf({ target: one, top: 0, at: 0 }, { target: one, top: 90_000, at: 1000 })).toBe(0)
    expect(paceOf({ target: new EventTarget(), top: 0, at: 0 }, { target: one, top: 900, at: 16 })).toBe(0)
  })
})
