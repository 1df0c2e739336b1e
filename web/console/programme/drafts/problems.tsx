/** What is wrong with a draft, and what is probably not meant. */
import { Alert } from 'antd'
import { useLanguage } from '../../../ui/preferences.ts'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Finding } from './queries.ts'

/** Errors first: with one of them nothing is published. */
export function Problems({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation()
  if (findings.length === 0) return <Nothing title={t('drafts.noProblems')} advice={t('drafts.noProblemsAdvice')} />
  const errors = findings.filter(({ level }) => level === 'error')
  const warnings = findings.filter(({ level }) => level === 'warning')
  return (
    <div className="programme">
      {[...errors, ...warnings].map((finding) => (
        <Found key={`${finding.code} ${finding.place} ${finding.sentence.en}`} finding={finding} />
      ))}
    </div>
  )
}

function Found({ finding: { level, code, place, sentence } }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Alert
      type={level}
      showIcon
      title={textOf(sentence, language)}
      description={
        <span className="quiet">
          {t(`drafts.levels.${level}`)} · <code>{place}</code> · <code>{code}</code>
        </span>
      }
    />
  )
}
