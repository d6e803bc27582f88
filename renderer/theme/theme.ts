import { createTheme, type MantineColorSchemeManager, type MantineColorsTuple } from '@mantine/core'

const amber: MantineColorsTuple = [
  '#fdf2df',
  '#f9e3bf',
  '#f5d297',
  '#f2c170',
  '#eeb050',
  '#e8a33d',
  '#d98f22',
  '#b36f00',
  '#855300',
  '#5a3800',
]

/** How long anything on the screen moves, ms; nothing does when the system asks for less motion. */
const motion = 120

/** What Mantine's components start from; colours and sizes are CSS variables, in theme/*.css. */
export const theme = createTheme({
  primaryColor: 'amber',
  primaryShade: 5,
  colors: { amber },
  fontFamily: 'var(--of-font)',
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 500,
        closeDelay: 0,
        withArrow: false,
        transitionProps: { duration: motion, transition: 'fade' },
        multiline: true,
        maw: 280,
      },
    },
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: undefined,
        transitionProps: { duration: motion, transition: 'fade' },
        offset: 4,
        // Not by keys: the one that opens a menu is still on its way, and would close it again.
        clickOutsideEvents: ['mousedown', 'touchstart'],
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: motion, transition: 'fade' }, offset: 4 } },
    Select: {
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        withCheckIcon: false,
        comboboxProps: { transitionProps: { duration: motion, transition: 'fade' }, offset: 4, shadow: undefined },
      },
    },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs', hideControls: true } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: motion } },
    Slider: { defaultProps: { size: 'xs', label: null } },
    Modal: {
      defaultProps: {
        centered: true,
        transitionProps: { duration: motion, transition: 'fade' },
        overlayProps: { opacity: 0.5 },
      },
    },
  },
})

const nothing = () => undefined

/** Mantine's own would ask the page's storage, and wait for it: the settings know the scheme. */
export const colorSchemes: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: nothing,
  subscribe: nothing,
  unsubscribe: nothing,
  clear: nothing,
}
