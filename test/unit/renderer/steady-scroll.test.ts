import { describe, expect, it } from 'vitest'
import { createPace } from '../../../renderer/components/steady-scroll'

/** How far a view goes in a second, px, at so many frames. */
function farAt(framesPerSecond: number, speed: number): number {
  const pace = createPace()
  let far = 0
  for (let frame = 0; frame <= framesPerSecond; frame++) far += pace(speed, (frame * 1000) / framesPerSecond)
  return far
}

describe('scrolling while something is dragged', () => {
  it.each([30, 60, 144, 240])('goes as far in a second at %d frames as at any other rate', (frames) => {
    for (const speed of [7, 100, 1440, -2880]) expect(Math.abs(farAt(frames, speed) - speed)).toBeLessThanOrEqual(1)
  })

  it('goes on after a stall, and does not leap', () => {
    const pace = createPace()
    pace(1000, 0)
    expect(pace(1000, 5000)).toBe(100)
  })

  it('stands still at once when the pointer is back inside', () => {
    const pace = createPace()
    pace(90, 0)
    expect([pace(90, 10), pace(0, 20), pace(90, 30)]).toEqual([0, 0, 0])
  })
})
