/** What a version changed of the one before, in words. */
import { useQuery } from '@tanstack/react-query'
import { Card } from '../../ui/card.tsx'
import { type Language, useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'

type Change = Answer<'/v1/programme/diff', 'get'>['changes'][number]

export function Changes({ version }: { readonly version: number }) {
  const { t } = useTranslation()
  const asked = useQuery({
    queryKey: ['programme', 'changes', version],
    queryFn: () => ask(regulars.GET('/v1/programme/diff', { params: { query: { to: String(version) } } })),
    // Versions never change.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: version > 1,
  })
  if (version === 1) return null
  return (
    <Card title={t('programme.changes', { version, before: version - 1 })}>
      <Answered of={asked} rows={3}>
        {({ changes }) =>
          changes.length === 0 ? <Nothing title={t('programme.noChanges')} /> : <ChangeList changes={changes} />
        }
      </Answered>
    </Card>
  )
}

export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const language = useLanguage()
  return (
    <ul className="changes">
      {changes.map((change) => (
        <OneChange key={`${change.kind} ${change.place}`} change={change} language={language} />
      ))}
    </ul>
  )
}

function OneChange({ change: { kind, words }, language }: { readonly change: Change; readonly language: Language }) {
  const { title, lines, details } = textOf(words, language)
  return (
    <li className={`change-${kind}`}>
      <strong>{title}</strong>
      {lines.map(({ name, before, after }) => (
        <div key={name} className="change">
          {name === '' ? null : <div className="quiet">{name}</div>}
          {before === null ? null : <del>{before}</del>}
          {after === null ? null : <ins>{after}</ins>}
        </div>
      ))}
      {lines.length > 0
        ? null
        : details.map((detail) => (
            <code key={detail} className="change-detail">
              {detail}
            </code>
          ))}
    </li>
  )
}
