import { useTranslation } from 'react-i18next'
import { useAfterFirstPicture } from '../../components/use-after-first-picture'
import { useView } from '../../state/hooks'
import { FrameSection } from '../canvas/frame-section'
import { EngineSection } from './engine-section'
import classes from './inspector.module.css'
import { OutputSection } from './output-section'
import { PromptSection } from './prompt-section'
import { StartFoot } from './start-foot'
import { TargetSection } from './target-section'

/** What shall become of the photos: shape, prompt, engine, output; and the button that begins. */
export function Inspector() {
  const { t } = useTranslation()
  const inCanvas = useView((state) => state.view === 'canvas')
  const complete = useAfterFirstPicture()
  return (
    <aside className={classes.inspector} aria-label={t('inspector.label')}>
      <div className={classes.scroll}>
        {complete && (
          <>
            <TargetSection />
            {inCanvas && <FrameSection />}
            <PromptSection />
            <EngineSection />
            <OutputSection />
          </>
        )}
      </div>
      <StartFoot />
    </aside>
  )
}
