import { afterEach, describe, expect, it, vi } from 'vitest'
import { letGoAfterScrolling } from '../../../preload/let-go'

/** Something that scrolls, heard as the window hears it. */
function scroller() {
  vi.useFakeTimers()
  const clear = vi.fn()
  const window = new EventTarget()
  letGoAfterScrolling(window, clear)
  const element = Object.assign(new EventTarget(), { scrollTop: 0 })
  const scrollTo = (top: number) => {
    element.scrollTop = top
    const event = new Event('scroll')
    Object.defineProperty(event, 'target', { value: element })
    window.dispatchEvent(event)
  }
  return { clear, scrollTo }
}

afterEach(() => vi.useRealTimers())

describe('pictures that have scrolled past', () => {
  it('are let go once scrolling rests after many screens, and not before', () => {
    const { clear, scrollTo } = scroller()
    for (let top = 0; top <= 12_000; top += 500) scrollTo(top)
    vi.advanceTimersByTime(1000)
    scrollTo(12_500)
    vi.advanceTimersByTime(1000)
    expect(clear).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(clear).toHaveBeenCalledOnce()
  })

  it('stay after a few screens, however often it rests', () => {
    const { clear, scrollTo } = scroller()
    scrollTo(0)
    scrollTo(3000)
    vi.advanceTimersByTime(5000)
    expect(clear).not.toHaveBeenCalled()
    scrollTo(11_000)
    vi.advanceTimersByTime(5000)
    expect(clear).toHaveBeenCalledOnce()
  })
})
