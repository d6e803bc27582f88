import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../components/button'
import { inWords, type Words } from '../../format/words'
import { type Notice, notices } from '../../state/notices'
import classes from './toasts.module.css'

/** Long enough to read two sentences, ms. */
const readingTime = 7000

/** Long enough for a few words, ms. */
const glanceTime = 3000

/** Shows notices in the corner, those with a button until they are closed. */
export function Toasts() {
  const waiting = useStore(notices, (state) => state.waiting)
  useEffect(() => {
    if (waiting.length === 0) return
    notices.setState({ waiting: [] })
    for (const notice of waiting) {
      const id = notice.brief ? 'brief' : String(notice.id)
      // One confirmation takes the place of another: shown anew, so that it is read aloud anew.
      if (notice.brief) notifications.hide(id)
      notifications.show({
        id,
        title: <Said words={[notice.title]} />,
        message: <Body notice={notice} onDone={() => notifications.hide(id)} />,
        icon: <Icon kind={notice.kind} />,
        autoClose: closesAfter(notice),
        role: notice.kind === 'error' ? 'alert' : 'status',
        closeButtonProps: { children: <Dismiss /> },
        classNames: { icon: classes.icon ?? '', body: classes.text ?? '' },
      })
    }
  }, [waiting])
  return (
    <Notifications
      position="bottom-left"
      limit={3}
      containerWidth={360}
      className={classes.toasts}
      data-testid="toasts"
    />
  )
}

/** Ms; `false`: not by itself. */
function closesAfter({ brief, action }: Notice): number | false {
  if (action !== undefined) return false
  return brief ? glanceTime : readingTime
}

/** Sentences in the language of now: it may be changed while a toast stands. */
function Said({ words }: { readonly words: readonly Words[] }) {
  const { i18n } = useTranslation()
  return words.map((each) => inWords(each, i18n)).join(' ')
}

/** What the button that closes a toast is called, which is words as well. */
function Dismiss() {
  const { t } = useTranslation()
  return <span className="visually-hidden">{t('common.dismiss')}</span>
}

function Icon({ kind }: { readonly kind: Notice['kind'] }) {
  return kind === 'error' ? (
    <IconAlertTriangle size={18} stroke={1.6} className={classes.error} aria-hidden />
  ) : (
    <IconInfoCircle size={18} stroke={1.6} aria-hidden />
  )
}

function Body({ notice, onDone }: { readonly notice: Notice; readonly onDone: () => void }) {
  const { body = [], action } = notice
  return (
    <>
      {body.length > 0 && (
        <p className={classes.body}>
          <Said words={body} />
        </p>
      )}
      {action !== undefined && (
        <Button
          small
          className={classes.action}
          onClick={() => {
            onDone()
            action.run()
          }}
        >
          <Said words={[action.label]} />
        </Button>
      )}
    </>
  )
}
