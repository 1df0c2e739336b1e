/** What a tier is reached or kept by. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { useRowKeys } from '../../../ui/rowkeys.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { PickOne } from '../../conditions/pick.tsx'
import { type Bound, part, without } from './bound.ts'
import { moneyIn, useChoices, useCurrency } from './choices.ts'
import {
  type Criterion,
  type CriterionPart,
  criterionOf,
  freshMeasure,
  innerOf,
  isMeasure,
  type Joined,
  joined,
  type Measure,
  type MeasureKind,
  partOf,
} from './criterion.ts'
import { useEditing } from './editing.tsx'
import { Field, MaybeChoiceField, NumberEntry, NumberField } from './fields.tsx'

export type Threshold = number | 'invitation' | Criterion
type Kind = 'none' | 'amount' | 'measures' | 'invitation'

const PARTS_AT_MOST = 10

type Props = {
  readonly label: string
  readonly hint?: string
  readonly value: Threshold
  readonly place: string
  /** Of the ladder; undefined when it has none, and then no plain number can be asked for. */
  readonly wallet: string | undefined
  readonly kinds: readonly Kind[]
  readonly words: Readonly<Record<Kind, string>>
  readonly onChange: (next: Threshold) => void
}

function kindOf(value: Threshold): Kind {
  if (value === 'invitation') return 'invitation'
  if (typeof value === 'object') return 'measures'
  return value === 0 ? 'none' : 'amount'
}

export function ThresholdField({ label, hint, value, place, wallet, kinds, words, onChange }: Props) {
  const { unitOf } = useChoices()
  const fresh = useFreshMeasure()
  const kind = kindOf(value)
  const choose = (chosen: Kind) => {
    if (chosen === 'none') onChange(0)
    if (chosen === 'invitation') onChange('invitation')
    if (chosen === 'amount') onChange(1)
    if (chosen === 'measures') onChange(fresh('spend'))
  }
  const offered = kinds.filter((each) => each === kind || each !== 'amount' || wallet !== undefined)
  return (
    <div className="threshold">
      <Field label={label} hint={hint} place={place}>
        {({ status, ...control }) => (
          <div className="field-row">
            <Select<Kind>
              {...control}
              status={status}
              value={kind}
              options={offered.map((each) => ({ value: each, label: words[each] }))}
              onChange={choose}
              popupMatchSelectWidth={false}
            />
            {kind === 'amount' && typeof value === 'number' ? (
              <NumberEntry
                control={{ id: `${control.id}-amount`, status, 'aria-describedby': '', 'aria-label': label }}
                value={value}
                unit={unitOf(wallet ?? '')}
                onChange={(next) => next !== undefined && onChange(next)}
              />
            ) : null}
          </div>
        )}
      </Field>
      {typeof value === 'object' ? <CriterionFields of={{ value, place, onChange }} /> : null}
    </div>
  )
}

function useFreshMeasure(): (measure: MeasureKind) => Measure {
  const currency = useCurrency()
  const { definition } = useEditing()
  const wallet = definition.wallets[0]?.code ?? ''
  return (measure) => freshMeasure(measure, { wallet, currency, atLeast: 1 })
}

function CriterionFields({ of }: { readonly of: Bound<Criterion> }) {
  const { t } = useTranslation()
  const fresh = useFreshMeasure()
  const { join, parts } = joined(of.value)
  const put = (next: Joined<CriterionPart>) => {
    const criterion = criterionOf(next)
    if (criterion !== undefined) of.onChange(criterion)
  }
  return (
    <JoinedFields<CriterionPart>
      value={{ join, parts }}
      onChange={put}
      add={(adding) => (
        <>
          <AddPart label={t('editing.criterion.add')} onAdd={() => adding(fresh('orders'))} />
          <AddPart
            label={t('editing.criterion.addGroup')}
            onAdd={() => adding({ any: [fresh('orders'), fresh('visits')] })}
          />
        </>
      )}
    >
      {(each, change) =>
        isMeasure(each) ? (
          <MeasureFields of={{ value: each, place: of.place, onChange: change }} />
        ) : (
          <JoinedFields<Measure>
            value={innerOf(each)}
            onChange={(next) => {
              const inner = partOf(next)
              if (inner !== undefined) change(inner)
            }}
            add={(adding) => <AddPart label={t('editing.criterion.add')} onAdd={() => adding(fresh('orders'))} />}
          >
            {(measure, changeMeasure) => (
              <MeasureFields of={{ value: measure, place: of.place, onChange: changeMeasure }} />
            )}
          </JoinedFields>
        )
      }
    </JoinedFields>
  )
}

type JoinedProps<P> = {
  readonly value: Joined<P>
  readonly onChange: (next: Joined<P>) => void
  readonly add: (adding: (part: P) => void) => ReactNode
  readonly children: (part: P, change: (next: P) => void) => ReactNode
}

function JoinedFields<P extends object>({ value: { join, parts }, onChange, add, children }: JoinedProps<P>) {
  const { t } = useTranslation()
  const keys = useRowKeys(parts)
  return (
    <div className="condition-group">
      {parts.length < 2 ? null : (
        <Select<'all' | 'any'>
          aria-label={t('editing.criterion.join')}
          size="small"
          value={join}
          options={(['all', 'any'] as const).map((value) => ({ value, label: t(`editing.criterion.joins.${value}`) }))}
          onChange={(chosen) => onChange({ join: chosen, parts })}
          popupMatchSelectWidth={false}
        />
      )}
      {parts.map((each, index) => (
        <div key={keys[index]} className="row">
          <div className="row-fields">
            {children(each, (next) => onChange({ join, parts: parts.with(index, next) }))}
          </div>
          {parts.length < 2 ? null : (
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('editing.remove')}
              title={t('editing.remove')}
              onClick={() => onChange({ join, parts: without(parts, index) })}
            />
          )}
        </div>
      ))}
      {parts.length >= PARTS_AT_MOST ? null : (
        <div className="condition-adding">{add((next) => onChange({ join, parts: [...parts, next] }))}</div>
      )}
    </div>
  )
}

function AddPart({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={onAdd}>
      {label}
    </Button>
  )
}

const measures = ['spend', 'category-spend', 'orders', 'visits', 'earned', 'balance'] as const

function MeasureFields({ of }: { readonly of: Bound<Measure> }) {
  const { t } = useTranslation()
  const { wallets, currencies, unitOf } = useChoices()
  const fresh = useFreshMeasure()
  const { value, place } = of
  const { measure, wallet, currency, category } = value
  const limits = currency === undefined ? {} : moneyIn(currency)
  const unit = wallet === undefined ? currency : unitOf(wallet)
  return (
    <div className="field-row">
      <Field
        label={t('editing.criterion.measure')}
        hint={t('editing.criterion.measureHint')}
        place={`${place}.measure`}
      >
        {({ status, ...control }) => (
          <Select<MeasureKind>
            {...control}
            status={status}
            value={measure}
            options={measures.map((each) => ({ value: each, label: t(`editing.criterion.measures.${each}`) }))}
            onChange={(chosen) => of.onChange({ ...fresh(chosen), atLeast: value.atLeast })}
            popupMatchSelectWidth={false}
          />
        )}
      </Field>
      {category === undefined ? null : (
        <Field label={t('editing.criterion.category')} place={`${place}.category`}>
          {(control) => (
            <PickOne
              control={control}
              source="categories"
              value={category}
              onChange={(chosen) => of.onChange({ ...value, category: chosen })}
            />
          )}
        </Field>
      )}
      {wallet === undefined ? null : (
        <MaybeChoiceField of={part(of, 'wallet')} label={t('editing.rule.wallet')} choices={wallets} absent="" />
      )}
      {currency === undefined ? null : (
        <MaybeChoiceField of={part(of, 'currency')} label={t('editing.currency')} choices={currencies} absent="" />
      )}
      <NumberField
        of={part(of, 'atLeast')}
        label={t('editing.criterion.atLeast')}
        {...limits}
        {...(unit === undefined ? {} : { unit })}
      />
    </div>
  )
}
