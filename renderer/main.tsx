import './theme/mantine.css'
import './theme/mantine-tokens.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/forced-colors.css'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { toErrorInfo } from '../core/errors'
import { unwrap } from '../core/ipc/result'
import { resolveLanguage } from '../core/language'
import { defaultAppSettings } from '../core/settings'
import { bridge } from './bridge'
import { Window } from './features/shell/window'
import { say } from './format/words'
import { createI18n } from './i18n'
import { addFound, paste, reportError, textOf } from './state/actions'
import { createApp } from './state/app'
import { installDrop } from './state/drop'
import { notify } from './state/notices'
import { reportErrors } from './state/report'
import { isTyping } from './state/typing'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Asks main what the window needs to know before its first picture, and draws it; photos and queue follow. */
async function open(): Promise<void> {
  setNonce(nonce)
  reportErrors(window, bridge())
  const [settings, info, presets] = await Promise.all([
    bridge().settings.get(),
    bridge().app.info(),
    bridge().presets.list(),
  ])
  const facts = unwrap(info)
  const i18n = createI18n(resolveLanguage((settings.ok ? settings.value : defaultAppSettings).language, facts.locale))
  const app = createApp(
    bridge(),
    i18n,
    {
      settings: settings.ok ? settings.value : defaultAppSettings,
      info: facts,
      presets: presets.ok ? presets.value : [],
    },
    (error) => reportError(toErrorInfo(error)),
  )
  for (const result of [settings, presets]) if (!result.ok) reportError(result.error)
  bridge().on.appProblem(reportError)

  installDrop(window, (data) => {
    app.view.go('library')
    // A picture dragged out of a web page brings a file that is on no disk, and its link.
    void addFound(app, bridge().pathsOf([...data.files]), textOf(data)).then((found) => {
      if (!found) notify({ kind: 'info', title: say('toast.nothingDropped') })
    })
  })
  window.addEventListener('paste', (event) => {
    if (event.clipboardData === null || isTyping(event.target)) return
    event.preventDefault()
    void paste(app, event.clipboardData)
  })

  const root = document.getElementById('root')
  if (root === null) throw new Error('Expected index.html to have #root')
  createRoot(root).render(<Window app={app} nonce={nonce} />)
}

void open()
