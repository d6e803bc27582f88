/** A rectangle on the desktop, device-independent px. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const smallestWindow = { width: 960, height: 600 } as const
const firstWindow = { width: 1440, height: 900 } as const

/** So much of the title bar must be on a screen for the window to be moved by it, px. */
const grip = { width: 120, height: 40 } as const

/** Where to open the window: where it was, if that can still be reached; else centred on the first screen. */
export function windowPlacement(
  kept: Bounds | null,
  screens: readonly Bounds[],
): Bounds | Pick<Bounds, 'width' | 'height'> {
  if (kept !== null && screens.some((screen) => canBeReached(kept, screen))) {
    const { x, y } = kept
    return { x, y, ...atLeast(smallestWindow, kept) }
  }
  const [screen] = screens
  return screen ? atLeast(smallestWindow, atMost(screen, kept ?? firstWindow)) : firstWindow
}

function canBeReached(window: Bounds, screen: Bounds): boolean {
  const seen = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return seen >= grip.width && window.y >= screen.y && window.y + grip.height <= screen.y + screen.height
}

type Extent = Pick<Bounds, 'width' | 'height'>

function atLeast(smallest: Extent, { width, height }: Extent): Extent {
  return { width: Math.max(smallest.width, width), height: Math.max(smallest.height, height) }
}

function atMost(largest: Extent, { width, height }: Extent): Extent {
  return { width: Math.min(largest.width, width), height: Math.min(largest.height, height) }
}
