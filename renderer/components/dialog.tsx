import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps extends Pick<ModalProps, 'title' | 'size' | 'onClose' | 'onKeyDown' | 'children'> {
  /** It asks for an answer, which its buttons give: no cross in its corner. */
  readonly asks?: boolean
}

/** What lies over the window for as long as it is there. The keyboard goes back to where it was before. */
export function Dialog({ asks = false, ...props }: DialogProps) {
  const { t } = useTranslation()
  const [before] = useState(whereItIs)
  useEffect(
    () => () => {
      if (before?.isConnected) before.focus()
    },
    [before],
  )
  return (
    <Modal {...props} opened withCloseButton={!asks} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {props.children}
    </Modal>
  )
}

/** The element that has the keyboard; for one of a menu, which closes, the button that opened it. */
function whereItIs(): HTMLElement | null {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLElement)) return null
  const opener = activeElement.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null
  return opener === null ? activeElement : document.getElementById(opener)
}
