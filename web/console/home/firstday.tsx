/** The guided first day: its steps in order, what is done, where each is done and by whom, and where the handbook explains it. */
import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { Progress } from '../../ui/progress.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'
import { chapters, doneOf, type FirstDay, isFor, type Step } from './steps.ts'
import { Ways } from './way.tsx'
import './firstday.css'
import { textOf } from '../../ui/texts.ts'

type Props = { readonly day: FirstDay; readonly close: () => void }

export function FirstSteps({ day, close }: Props) {
  const { t } = useTranslation()
  const done = doneOf(day)
  const all = day.steps.length
  const nobody = day.steps.some(({ step, done: enrolled }) => step === 'member' && !enrolled)
  const progress = t('firstday.progress', { done, all })
  return (
    <Card
      className="firstday"
      title={<h2>{t('firstday.title')}</h2>}
      extra={
        <Button type="text" icon={<CloseOutlined />} onClick={close}>
          {t('firstday.close')}
        </Button>
      }
    >
      <p className="firstday-lead">
        {done === all ? t('firstday.allDone') : nobody ? t('firstday.welcome') : t('firstday.goOn')}
      </p>
      <div className="firstday-progress">
        <Progress share={done / all} label={t('firstday.title')} said={progress} />
      </div>
      <ol className="firstday-steps">
        {day.steps.map((step, index) => (
          <OneStep key={step.step} of={step} place={index + 1} />
        ))}
      </ol>
    </Card>
  )
}

function OneStep({ of, place }: { readonly of: Step; readonly place: number }) {
  const { t } = useTranslation()
  const { step, done } = of
  const { page, heading } = chapters[step]
  return (
    <li data-step={step} data-done={done}>
      <span className="firstday-mark" aria-hidden="true">
        {done ? <CheckCircleFilled /> : place}
      </span>
      <div>
        <h3>
          {t(`firstday.steps.${step}.title`)}
          {done ? <span className="firstday-done">{t('firstday.done')}</span> : null}
        </h3>
        {done ? null : <p className="quiet">{t(`firstday.steps.${step}.why`)}</p>}
        <div className="firstday-ways">
          <Begin of={of} />
          {done ? null : (
            <Link
              to="/handbook/$page"
              params={{ page }}
              {...(heading === undefined ? {} : { hash: heading })}
              aria-label={t('firstday.howTo', { step: t(`firstday.steps.${step}.title`) })}
            >
              {t('handbook.how')}
            </Link>
          )}
        </div>
      </div>
    </li>
  )
}

/** Where it is done, or whom to ask. */
function Begin({ of }: { readonly of: Step }) {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const language = useLanguage()
  const own = isFor(of, me?.role ?? null)
  // A company may have more stores than the first.
  if (of.done && !(own && of.step === 'stores')) return null
  if (own) return <Ways step={of.step} />
  const names = of.roles.map(({ words }) => textOf(words, language))
  const roles = new Intl.ListFormat(language, { type: 'disjunction' }).format(names)
  return <span>{t('firstday.who', { roles })}</span>
}
