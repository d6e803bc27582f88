import { describe, expect, it } from 'vitest'
import { windowPlacement } from '../../../main/app/placement'

const laptop = { x: 0, y: 25, width: 1512, height: 920 }
const monitor = { x: 1512, y: 0, width: 2560, height: 1440 }
const kept = { x: 1800, y: 100, width: 1600, height: 1000 }

describe('windowPlacement', () => {
  it('opens where the window was', () => {
    expect(windowPlacement(kept, [laptop, monitor])).toEqual(kept)
  })

  it('opens as large as it was, within the screen, when its own screen is gone', () => {
    expect(windowPlacement(kept, [laptop])).toEqual({ width: 1512, height: 920 })
  })

  it.each([
    ['above the screen', { ...kept, y: -60 }],
    ['below it', { ...kept, y: 1430 }],
    ['too far to the left', { ...kept, x: 1512 - 1600 + 50, y: 0 }],
    ['too far to the right', { ...kept, x: 4000 }],
  ])('does not open where its title bar could not be reached: %s', (_, bounds) => {
    expect(windowPlacement(bounds, [monitor])).toEqual({ width: 1600, height: 1000 })
  })

  it('opens at its first size, or what the screen has of it', () => {
    expect(windowPlacement(null, [monitor])).toEqual({ width: 1440, height: 900 })
    expect(windowPlacement(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 })
    expect(windowPlacement(null, [])).toEqual({ width: 1440, height: 900 })
  })

  it('is never smaller than what the page needs', () => {
    expect(windowPlacement({ ...kept, width: 100, height: 100 }, [monitor])).toMatchObject({ width: 960, height: 600 })
    expect(windowPlacement(null, [{ x: 0, y: 0, width: 800, height: 480 }])).toEqual({ width: 960, height: 600 })
  })
})
