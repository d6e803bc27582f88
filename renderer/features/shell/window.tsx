import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { resolveLanguage } from '../../../core/language'
import type { App } from '../../state/app'
import { AppContext } from '../../state/hooks'
import { colorSchemes, theme } from '../../theme/theme'
import { Boundary } from './boundary'
import { Shell } from './shell'

interface WindowProps {
  readonly app: App
  /** Of the page's content security policy. */
  readonly nonce: string
}

/** The window's root: theme, language, stores, and what is shown when all of it breaks. */
export function Window({ app, nonce }: WindowProps) {
  const scheme = useScheme(app)
  useLanguage(app)
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemes}
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={app.i18n}>
        <AppContext.Provider value={app}>
          <Boundary report={(error) => void app.bridge.app.report(error)}>
            <Shell />
          </Boundary>
        </AppContext.Provider>
      </I18nextProvider>
    </MantineProvider>
  )
}

function useScheme(app: App): 'light' | 'dark' {
  const chosen = useStore(app.settings, (state) => state.settings.theme)
  const systemIsLight = useMediaQuery('(prefers-color-scheme: light)', undefined, { getInitialValueInEffect: false })
  if (chosen !== 'system') return chosen
  return systemIsLight ? 'light' : 'dark'
}

function useLanguage(app: App): void {
  const language = useStore(app.settings, ({ settings, info }) => resolveLanguage(settings.language, info.locale))
  const { i18n } = useTranslation(undefined, { i18n: app.i18n })
  useEffect(() => {
    document.documentElement.lang = language
    if (i18n.language !== language) void i18n.changeLanguage(language)
  }, [i18n, language])
}
