/** Why an entry has its amount: the sentence in both languages, and the figures that decided it. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Popover } from 'antd'
import { useState } from 'react'
import { type Format, useFormat } from '../../ui/format.ts'
import { written } from '../../ui/preferences.ts'
import { type Naming, useNaming } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { key } from './queries.ts'

type Props = { readonly memberId: string; readonly entryId: string }

export function WhyButton({ memberId, entryId }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="leftTop"
      title={t('why.title')}
      content={open ? <Why memberId={memberId} entryId={entryId} /> : null}
      destroyOnHidden
    >
      <Button
        type="text"
        size="small"
        icon={<QuestionCircleOutlined />}
        aria-expanded={open}
        aria-label={t('why.title')}
      />
    </Popover>
  )
}

function Why({ memberId, entryId }: Props) {
  const { t } = useTranslation()
  const figures = useFigures()
  const asked = useQuery({
    queryKey: key(memberId, 'why', entryId),
    queryFn: () =>
      ask(regulars.GET('/v1/members/{memberId}/why/{entryId}', { params: { path: { memberId, entryId } } })),
  })
  return (
    <div className="why" role="dialog" aria-label={t('why.title')}>
      <Answered of={asked} rows={2}>
        {({ sentence, trace, programmeVersion }) => (
          <>
            {written.map((language) => (
              <p key={language} lang={language}>
                {sentence[language]}
              </p>
            ))}
            <Descriptions
              size="small"
              column={1}
              bordered
              items={[
                ...figures(trace),
                {
                  key: 'version',
                  label: t('why.version'),
                  children: t('why.versionNumber', { version: programmeVersion }),
                },
              ]}
            />
          </>
        )}
      </Answered>
    </div>
  )
}

type Trace = Readonly<Record<string, unknown>>
type Figure = { readonly key: string; readonly label: string; readonly children: string }

/** The parts of a trace that a person can follow, in the order of the calculation. */
const parts = [
  'order',
  'rule',
  'eligible',
  'base',
  'percent',
  'tier',
  'room',
  'before',
  'after',
  'reason',
  'reference',
] as const

function useFigures(): (trace: Trace) => Figure[] {
  const { t } = useTranslation()
  const format = useFormat()
  const naming = useNaming()
  return (trace) =>
    parts.flatMap((part) => {
      const children = shown(part, trace, { format, naming })
      return children === undefined ? [] : [{ key: part, label: t(`why.${part}`), children }]
    })
}

type Words = { readonly format: Format; readonly naming: Naming }

/** A part in words; undefined when the trace has none. */
function shown(part: (typeof parts)[number], trace: Trace, { format, naming }: Words): string | undefined {
  if (part === 'eligible') {
    const { eligibleMinor, currency } = trace
    if (typeof eligibleMinor !== 'number' || typeof currency !== 'string') return undefined
    return format.money(eligibleMinor, currency)
  }
  const value = trace[part]
  if (typeof value === 'number') return part === 'percent' ? format.percent(value / 100) : format.number(value)
  if (typeof value !== 'string' || value === '') return undefined
  if (part === 'rule') return naming.ruleName(value)
  return part === 'tier' ? naming.anyTierName(value) : value
}
