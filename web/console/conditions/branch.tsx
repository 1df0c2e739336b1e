/** One part of a condition with what is below it. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import { useLanguage } from '../../ui/preferences.ts'
import { useRowKeys } from '../../ui/rowkeys.ts'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Source } from './suggestions.ts'
import {
  type Beginnings,
  type Condition,
  extended,
  type FieldCard,
  formOf,
  freshLeaf,
  type Group,
  grouped,
  isGroup,
  type Join,
  joinOf,
  type Known,
  type Leaf,
  type LineCondition,
  negated,
  partsOf,
  withOperator,
  without,
} from './tree.ts'
import { ValueBox } from './values.tsx'

export type Surroundings = Known &
  Beginnings & {
    readonly timeZone: string
    readonly sourceOf: (field: string) => Source | undefined
    /** Inside a condition about lines there are no further ones. */
    readonly inLines: boolean
  }

type Props<C> = {
  readonly condition: C
  readonly known: Surroundings
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

export function Branch({ condition, known, onChange, onRemove }: Props<Condition>) {
  const { t } = useTranslation()
  const form = formOf(condition, known.fields)
  const rest = { known, onChange, onRemove }
  if (isGroup(condition)) return <GroupBox condition={condition} {...rest} />
  if ('not' in condition)
    return (
      <div className="condition-not">
        <Checkbox checked onChange={() => onChange(condition.not)}>
          {t('conditions.not')}
        </Checkbox>
        <Branch
          condition={condition.not}
          known={known}
          onChange={(inner) => onChange(negated(inner))}
          onRemove={onRemove}
        />
      </div>
    )
  if ('line' in condition) return <LineBox condition={condition} {...rest} />
  if (form === 'leaf') return <LeafRow condition={condition} {...rest} />
  return (
    <div className="condition-leaf">
      <code>{JSON.stringify(condition)}</code>
      <Remove onRemove={onRemove} />
    </div>
  )
}

function GroupBox({ condition, known, onChange, onRemove }: Props<Group>) {
  const { t } = useTranslation()
  const join = joinOf(condition)
  const parts = partsOf(condition)
  const keys = useRowKeys(parts)
  const put = (place: number, part: Condition) => onChange(grouped(join, parts.with(place, part)))
  const remove = (place: number) => {
    const rest = without(condition, place)
    if (rest === undefined) onRemove()
    else onChange(rest)
  }
  return (
    <div className="condition-group">
      <div className="condition-head">
        <Select<Join>
          aria-label={t('conditions.join')}
          size="small"
          value={join}
          options={(['all', 'any'] as const).map((value) => ({ value, label: t(`conditions.joins.${value}`) }))}
          onChange={(chosen) => onChange(grouped(chosen, parts))}
          popupMatchSelectWidth={false}
        />
        <Checkbox checked={false} onChange={() => onChange(negated(condition))}>
          {t('conditions.not')}
        </Checkbox>
        <Remove onRemove={onRemove} />
      </div>
      <ul className="condition-parts">
        {parts.map((part, place) => (
          <li key={keys[place]}>
            <Branch
              condition={part}
              known={known}
              onChange={(next) => put(place, next)}
              onRemove={() => remove(place)}
            />
          </li>
        ))}
      </ul>
      <Adding known={known} add={(part) => onChange(extended(condition, part))} />
    </div>
  )
}

/** Ways to add a part. */
export function Adding({ known, add }: { readonly known: Surroundings; readonly add: (part: Condition) => void }) {
  const { t } = useTranslation()
  const [first] = known.fields
  const [firstOfLines] = known.lineFields
  if (first === undefined) return null
  return (
    <div className="condition-adding">
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add(freshLeaf(first, known))}>
        {t('conditions.add')}
      </Button>
      {known.inLines || firstOfLines === undefined ? null : (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => add({ line: 'any', where: freshLeaf(firstOfLines, known) })}
        >
          {t('conditions.addLines')}
        </Button>
      )}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => add({ any: [freshLeaf(first, known), freshLeaf(first, known)] })}
      >
        {t('conditions.addGroup')}
      </Button>
    </div>
  )
}

function LineBox({ condition, known, onChange, onRemove }: Props<LineCondition>) {
  const { t } = useTranslation()
  const { line, where } = condition
  const inside: Surroundings = { ...known, fields: known.lineFields, lineFields: [], inLines: true }
  const [first] = inside.fields
  return (
    <div className="condition-group">
      <div className="condition-head">
        <Select
          aria-label={t('conditions.quantifier')}
          size="small"
          value={line}
          options={(['any', 'all', 'none'] as const).map((value) => ({
            value,
            label: t(`conditions.quantifiers.${value}`),
          }))}
          onChange={(chosen) => onChange({ line: chosen, where })}
          popupMatchSelectWidth={false}
        />
        <Remove onRemove={onRemove} />
      </div>
      <Branch
        condition={where}
        known={inside}
        onChange={(next) => onChange({ line, where: next })}
        onRemove={onRemove}
      />
      {isGroup(where) || first === undefined ? null : (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => onChange({ line, where: extended(where, freshLeaf(first, inside)) })}
        >
          {t('conditions.add')}
        </Button>
      )}
    </div>
  )
}

function LeafRow({ condition, known, onChange, onRemove }: Props<Leaf>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const card = known.fields.find(({ name }) => name === condition.field)
  if (card === undefined) return null
  const choose = (name: string) => {
    const chosen = known.fields.find((each) => each.name === name)
    if (chosen !== undefined) onChange(freshLeaf(chosen, known))
  }
  const operate = (is: Leaf['is']) => onChange(withOperator(condition, { card, is, beginnings: known }))
  return (
    <div className="condition-leaf">
      <div className="condition-leaf-fields">
        <Select
          aria-label={t('conditions.field')}
          className="condition-field"
          showSearch={{ optionFilterProp: 'label' }}
          value={condition.field}
          options={known.fields.map(({ name, words }) => ({ value: name, label: textOf(words, language) }))}
          onChange={choose}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('conditions.operator')}
          className="condition-operator"
          value={condition.is}
          options={operatorsOf(card).map((is) => ({ value: is, label: t(`conditions.operators.${is}`) }))}
          onChange={operate}
          popupMatchSelectWidth={false}
        />
        <ValueBox
          card={card}
          leaf={condition}
          source={known.sourceOf(card.name)}
          timeZone={known.timeZone}
          onChange={(value) => onChange({ ...condition, value })}
        />
      </div>
      <Remove onRemove={onRemove} />
    </div>
  )
}

const operatorsOf = ({ operators }: FieldCard): Leaf['is'][] => operators.map(({ is }) => is)

function Remove({ onRemove }: { readonly onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      size="small"
      type="text"
      icon={<DeleteOutlined />}
      aria-label={t('conditions.remove')}
      title={t('conditions.remove')}
      onClick={onRemove}
      className="condition-remove"
    />
  )
}
