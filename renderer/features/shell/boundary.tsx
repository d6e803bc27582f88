import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { describe } from '../../state/report'

interface BoundaryProps {
  readonly report: (error: { message: string; stack: string }) => void
  readonly children: ReactNode
}

/** Shows what happened when drawing the window failed, and tells the log. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.report(describe(error))
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('failure.title')}
      body={t('failure.body')}
      action={
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('failure.reload')}
        </Button>
      }
    />
  )
}
