/** A short list inside a form: rows that are added, changed, moved and removed. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useRowKeys } from '../../../ui/rowkeys.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, moved, row, without } from './bound.ts'
import { Hint, ProblemsOf } from './fields.tsx'

type Props<T> = {
  readonly of: Bound<T[]>
  readonly label: string
  readonly hint?: string
  /** What stands on the button. */
  readonly add: string
  readonly fresh: () => NoInfer<T>
  readonly most?: number
  /** Whether their order means something. */
  readonly ordered?: boolean
  readonly children: (of: Bound<T>, index: number) => ReactNode
}

export function Rows<T extends object>(props: Props<T>) {
  const { of, label, hint, add, fresh, most, ordered = false, children } = props
  const { value } = of
  const keys = useRowKeys(value)
  return (
    <fieldset className="rows">
      <legend>
        {label}
        {hint === undefined ? null : <Hint text={hint} />}
      </legend>
      <ProblemsOf place={of.place} />
      {value.map((each, index) => {
        const bound = row(of, index, each)
        return (
          <div key={keys[index]} className="row">
            <div className="row-fields">
              {children(bound, index)}
              <ProblemsOf place={bound.place} />
            </div>
            <RowActions of={of} index={index} ordered={ordered} />
          </div>
        )
      })}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        disabled={most !== undefined && value.length >= most}
        onClick={() => of.onChange([...value, fresh()])}
      >
        {add}
      </Button>
    </fieldset>
  )
}

type ActionsProps<T> = { readonly of: Bound<T[]>; readonly index: number; readonly ordered: boolean }

function RowActions<T>({ of, index, ordered }: ActionsProps<T>) {
  const { t } = useTranslation()
  const { value, onChange } = of
  return (
    <div className="row-actions">
      {ordered ? (
        <>
          <Button
            size="small"
            type="text"
            icon={<ArrowUpOutlined />}
            aria-label={t('editing.up')}
            title={t('editing.up')}
            disabled={index === 0}
            onClick={() => onChange(moved(value, index, -1))}
          />
          <Button
            size="small"
            type="text"
            icon={<ArrowDownOutlined />}
            aria-label={t('editing.down')}
            title={t('editing.down')}
            disabled={index === value.length - 1}
            onClick={() => onChange(moved(value, index, 1))}
          />
        </>
      ) : null}
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('editing.remove')}
        title={t('editing.remove')}
        onClick={() => onChange(without(value, index))}
      />
    </div>
  )
}
