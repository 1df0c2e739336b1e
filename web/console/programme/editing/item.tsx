/** One item of a list in its form: what it says in words, what is wrong with it, and its fields. */
import { ArrowDownOutlined, ArrowLeftOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Popconfirm } from 'antd'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useEditing } from './editing.tsx'
import { ProblemsOf } from './fields.tsx'
import { useSpot } from './places.ts'
import type { Section } from './sections.tsx'

type Props = { readonly section: Section; readonly item: string; readonly readOnly: boolean }

export function ItemForm({ section, item: key, readOnly }: Props) {
  const { t } = useTranslation()
  const { definition, change, said, language } = useEditing()
  const { go } = useSpot()
  const { name } = section
  const items = section.items(definition, language)
  const index = items.findIndex((each) => each.key === key)
  const item = items[index]
  const back = () => go({ section: section.name, item: undefined })
  const sentence = said === undefined ? undefined : section.sentence(textOf(said, language), key)
  return (
    <article className="editing-form">
      <Button type="link" icon={<ArrowLeftOutlined />} className="bare" onClick={back} disabled={false}>
        {t(`editing.sections.${name}`)}
      </Button>
      {item === undefined ? (
        <Nothing title={t('editing.gone')} />
      ) : (
        <>
          <div className="editing-title">
            <h2>
              {item.title === '' ? key : item.title}{' '}
              {item.code === undefined ? null : <code className="quiet">{key}</code>}
            </h2>
            {readOnly ? null : <Actions section={section} index={index} count={items.length} back={back} />}
          </div>
          {sentence === undefined ? null : <p className="editing-said">{sentence}</p>}
          <ProblemsOf place={`${section.name}.${key}`} />
          {section.form({ value: definition, onChange: change, place: '' }, index)}
        </>
      )}
    </article>
  )
}

type ActionsProps = {
  readonly section: Section
  readonly index: number
  readonly count: number
  readonly back: () => void
}

function Actions({ section, index, count, back }: ActionsProps) {
  const { t } = useTranslation()
  const { definition, change, language } = useEditing()
  const { go } = useSpot()
  const move = (by: number) => {
    const next = section.moved(definition, index, by)
    change(next)
    const item = section.items(next, language)[index + by]
    if (!section.coded && item !== undefined) go({ section: section.name, item: item.key })
  }
  const copy = () => {
    const next = section.copied(definition, index)
    change(next)
    const item = section.items(next, language)[index + 1]
    if (item !== undefined) go({ section: section.name, item: item.key })
  }
  const remove = () => {
    change(section.removed(definition, index))
    back()
  }
  const quiet = { type: 'text' } as const
  return (
    <div className="page-actions">
      <Button
        {...quiet}
        icon={<ArrowUpOutlined />}
        disabled={index === 0}
        aria-label={t('editing.up')}
        title={t('editing.up')}
        onClick={() => move(-1)}
      />
      <Button
        {...quiet}
        icon={<ArrowDownOutlined />}
        disabled={index === count - 1}
        aria-label={t('editing.down')}
        title={t('editing.down')}
        onClick={() => move(1)}
      />
      <Button icon={<CopyOutlined />} onClick={copy}>
        {t('editing.copy')}
      </Button>
      <Popconfirm
        title={t('editing.removeSure')}
        okText={t('editing.remove')}
        cancelText={t('dialog.cancel')}
        onConfirm={remove}
      >
        <Button icon={<DeleteOutlined />}>{t('editing.remove')}</Button>
      </Popconfirm>
    </div>
  )
}
