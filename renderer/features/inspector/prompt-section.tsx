import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isDoor } from '../../../core/service/doors'
import { IconButton } from '../../components/button'
import { useSettings } from '../../state/hooks'
import { PromptField } from './prompt-field'
import { Section } from './section'
import target from './target-section.module.css'
import { type PromptScope, usePromptScope } from './use-prompt-scope'

/** What shall be painted, in words: of the batch, or of the photos that are selected. Only for engines that read. */
export function PromptSection() {
  const paid = useSettings((state) => isDoor(state.settings.batch.engine))
  return paid ? <Prompt /> : null
}

function Prompt() {
  const { t } = useTranslation()
  const scope = usePromptScope()
  return (
    <Section
      title={<Title scope={scope} />}
      aside={
        scope.own > 0 && (
          <span className={target.tools}>
            <IconButton small label={t('inspector.prompt.reset')} onClick={() => scope.choose(null)}>
              <IconArrowBackUp size={15} stroke={1.6} aria-hidden />
            </IconButton>
          </span>
        )
      }
    >
      <PromptField key={scope.key} prompt={scope.prompt} onChange={scope.choose} />
    </Section>
  )
}

function Title({ scope }: { readonly scope: PromptScope }) {
  const { t } = useTranslation()
  const count = scope.photos.length
  if (scope.kind === 'batch') return t('inspector.prompt.all')
  const name = scope.kind === 'photo' ? t('inspector.prompt.photo') : t('inspector.prompt.selected', { count })
  if (scope.own === 0) return name
  const own = scope.own === count ? t('inspector.target.own') : t('inspector.target.ownCount', { count: scope.own })
  return (
    <>
      {name}
      <br />
      <span className={target.own}>{own}</span>
    </>
  )
}
