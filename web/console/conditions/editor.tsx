/** The editor of a condition: a tree of all, any and not over typed fields; under it the sentence, and how often it held lately. */
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { useRested } from '../../ui/rested.ts'
import { Loading, Troubled, useSentence } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { todayIn } from '../../ui/zoned.ts'
import { useMay } from '../session.ts'
import { Adding, Branch, type Surroundings } from './branch.tsx'
import { countQuery, fieldsQuery, membersCountQuery, type Subject, sentenceQuery } from './queries.ts'
import type { Source } from './suggestions.ts'
import { type Condition, extended, isGroup } from './tree.ts'
import './conditions.css'
import { textOf } from '../../ui/texts.ts'

type Props = {
  readonly of: Subject
  /** Undefined: it always holds. */
  readonly value: Condition | undefined
  readonly onChange: (value: Condition | undefined) => void
  /** Said of the condition as a whole to those who do not see it. */
  readonly label: string
  /** What it means that there is no condition. */
  readonly always: string
  /** Whose ladders are known; those of the version in force when absent. */
  readonly draftId?: string
  readonly timeZone: string
  /** Where values of a field come from. */
  readonly sourceOf: (field: string) => Source | undefined
}

export function ConditionEditor({ of, value, onChange, label, always, draftId, timeZone, sourceOf }: Props) {
  const asked = useQuery(fieldsQuery({ of, draftId }))
  if (asked.data === undefined)
    return asked.error === null ? <Loading rows={1} /> : <Troubled trouble={asked.error} retry={asked.refetch} />
  const known: Surroundings = { ...asked.data, ...todayIn(timeZone), timeZone, sourceOf, inLines: of === 'line' }
  return (
    <fieldset className="condition" aria-label={label}>
      {value === undefined ? (
        <p className="condition-always quiet">{always}</p>
      ) : (
        <Branch condition={value} known={known} onChange={onChange} onRemove={() => onChange(undefined)} />
      )}
      {value !== undefined && isGroup(value) ? null : (
        <Adding known={known} add={(part) => onChange(extended(value, part))} />
      )}
      {value === undefined ? null : <Said of={of} condition={value} draftId={draftId} />}
    </fieldset>
  )
}

type SaidProps = { readonly of: Subject; readonly condition: Condition; readonly draftId: string | undefined }

const PAUSE_MILLISECONDS = 400

function Said({ of, condition, draftId }: SaidProps) {
  const language = useLanguage()
  const sentence = useSentence()
  const rested = useRested(condition, PAUSE_MILLISECONDS)
  const said = useQuery(sentenceQuery({ of, draftId, condition: rested }))
  return (
    <div className="condition-said" aria-live="polite">
      {said.data === undefined ? null : <p>{textOf(said.data.words, language)}</p>}
      {said.error === null ? null : <p className="bad">{sentence(said.error)}</p>}
      {said.data === undefined ? null : of === 'member' ? (
        <MembersCounted condition={rested} />
      ) : (
        <Counted of={of} condition={rested} draftId={draftId} />
      )}
    </div>
  )
}

function Counted(asked: SaidProps & { readonly of: Exclude<Subject, 'member'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useSentence()
  const may = useMay()
  const { data, error, isPlaceholderData } = useQuery({ ...countQuery(asked), enabled: may('orders.read') })
  if (error !== null) return <p className="quiet">{sentence(error)}</p>
  if (data === undefined) return null
  const { orders, matching, members, sampled } = data
  const share = orders === 0 ? 0 : matching / orders
  const figures = {
    matching: format.number(matching),
    orders: format.number(orders),
    share: format.percent(share),
    members: format.number(members ?? 0),
  }
  const said = sampled ? t('conditions.about', figures) : t('conditions.counted', figures)
  return (
    <Share share={share} dimmed={isPlaceholderData}>
      {orders === 0 ? t('conditions.noOrders') : said}
    </Share>
  )
}

function MembersCounted({ condition }: { readonly condition: Condition }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useSentence()
  const { data, error, isPlaceholderData } = useQuery(membersCountQuery(condition))
  if (error !== null) return <p className="quiet">{sentence(error)}</p>
  if (data === undefined) return null
  const { members, matching, sampled } = data
  const share = members === 0 ? 0 : matching / members
  const figures = {
    matching: format.number(matching),
    members: format.number(members),
    share: format.percent(share),
  }
  return (
    <Share share={share} dimmed={isPlaceholderData}>
      {sampled ? t('conditions.membersAbout', figures) : t('conditions.membersCounted', figures)}
    </Share>
  )
}

type ShareProps = { readonly share: number; readonly dimmed: boolean; readonly children: string }

function Share({ share, dimmed, children }: ShareProps) {
  return (
    <div className={dimmed ? 'condition-count dimmed' : 'condition-count'}>
      <span className="condition-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span className="quiet">{children}</span>
    </div>
  )
}
