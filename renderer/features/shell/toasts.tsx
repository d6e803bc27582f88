import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../components/button'
import { type Notice, notices } from '../../state/notices'
import classes from './toasts.module.css'

/** Long enough to read two sentences, ms. */
const readingTime = 7000

/** Long enough for a few words, ms. */
const glanceTime = 3000

/** Shows notices in the corner, those with a button until they are closed. */
export function Toasts() {
  const { t } = useTranslation()
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
        title: notice.title,
        message: <Body notice={notice} onDone={() => notifications.hide(id)} />,
        icon: <Icon kind={notice.kind} />,
        autoClose: closesAfter(notice),
        role: notice.kind === 'error' ? 'alert' : 'status',
        closeButtonProps: { 'aria-label': t('common.dismiss') },
        classNames: { icon: classes.icon ?? '', body: classes.text ?? '' },
      })
    }
  }, [waiting, t])
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

function Icon({ kind }: { readonly kind: Notice['kind'] }) {
  return kind === 'error' ? (
    <IconAlertTriangle size={18} stroke={1.6} className={classes.error} aria-hidden />
  ) : (
    <IconInfoCircle size={18} stroke={1.6} aria-hidden />
  )
}

function Body({ notice, onDone }: { readonly notice: Notice; readonly onDone: () => void }) {
  const { action } = notice
  return (
    <>
      {notice.body !== undefined && <p className={classes.body}>{notice.body}</p>}
      {action !== undefined && (
        <Button
          small
          className={classes.action}
          onClick={() => {
            onDone()
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
    </>
  )
}
