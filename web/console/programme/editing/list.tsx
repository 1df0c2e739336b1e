/** One list of the definition: its items in words, found by name, with what is wrong and what is new. */
import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Pagination, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Definition } from './definition.ts'
import { same } from './definition.ts'
import { problemsBelow, useEditing } from './editing.tsx'
import { NamingDialog } from './naming.tsx'
import { useSpot } from './places.ts'
import type { Item, Naming, Section } from './sections.tsx'

const PAGE_SIZE = 20
const SEARCHED_FROM = 6

type Shown = 'all' | 'changed' | 'wrong'
type Props = { readonly section: Section; readonly before: Definition | undefined; readonly readOnly: boolean }

export function SectionList({ section, before, readOnly }: Props) {
  const { t } = useTranslation()
  const { definition, problems, language } = useEditing()
  const { name } = section
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const [page, setPage] = useState(1)
  const items = section.items(definition, language)
  const known = new Map(before === undefined ? [] : section.items(before, language).map((item) => [item.key, item]))
  const stateOf = (item: Item): 'new' | 'changed' | undefined => {
    if (before === undefined) return undefined
    const old = known.get(item.key)
    if (old === undefined) return 'new'
    return same(old.value, item.value) ? undefined : 'changed'
  }
  const wanted = typed.trim().toLowerCase()
  const found = items.filter((item) => {
    if (!`${item.title} ${item.key}`.toLowerCase().includes(wanted)) return false
    if (shown === 'changed') return stateOf(item) !== undefined
    return shown === 'all' || problemsBelow(problems, `${section.name}.${item.key}`).length > 0
  })
  const last = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const current = Math.min(page, last)
  const searched = items.length >= SEARCHED_FROM
  return (
    <section className="editing-list">
      <div className="editing-title">
        <h2>{t(`editing.sections.${name}`)}</h2>
        {readOnly ? null : <AddItem section={section} />}
      </div>
      <p className="quiet">{t(`editing.about.${name}`)}</p>
      {searched ? (
        <search className="filters">
          <Input
            type="search"
            allowClear
            prefix={<SearchOutlined className="quiet" />}
            aria-label={t('editing.search')}
            placeholder={t('editing.search')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="filter-search"
          />
          <Segmented<Shown>
            value={shown}
            options={(['all', 'changed', 'wrong'] as const).map((value) => ({
              value,
              label: t(`editing.shown.${value}`),
            }))}
            onChange={setShown}
          />
        </search>
      ) : null}
      {items.length === 0 ? (
        <Nothing title={t('editing.empty')} advice={t(`editing.about.${name}`)} />
      ) : found.length === 0 ? (
        <Nothing title={t('editing.notFound')} />
      ) : (
        <ul className="editing-items">
          {found.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE).map((item) => (
            <OneItem key={item.key} section={section} item={item} state={stateOf(item)} />
          ))}
        </ul>
      )}
      {found.length > PAGE_SIZE ? (
        <Pagination
          size="small"
          current={current}
          pageSize={PAGE_SIZE}
          total={found.length}
          showSizeChanger={false}
          onChange={setPage}
        />
      ) : null}
    </section>
  )
}

type OneProps = { readonly section: Section; readonly item: Item; readonly state: 'new' | 'changed' | undefined }

function OneItem({ section, item, state }: OneProps) {
  const { t } = useTranslation()
  const { problems, said, language } = useEditing()
  const { go } = useSpot()
  const own = problemsBelow(problems, `${section.name}.${item.key}`)
  const errors = own.filter(({ level }) => level === 'error').length
  const sentence = said === undefined ? undefined : section.sentence(textOf(said, language), item.key)
  return (
    <li>
      <button type="button" className="editing-item" onClick={() => go({ section: section.name, item: item.key })}>
        <span className="editing-item-head">
          <strong>{item.title === '' ? item.key : item.title}</strong>
          {item.code === undefined ? null : <code className="quiet">{item.code}</code>}
          {state === undefined ? null : <Tag color="blue">{t(`editing.states.${state}`)}</Tag>}
          {errors === 0 ? null : <Tag color="red">{t('editing.errors', { count: errors })}</Tag>}
          {own.length === errors ? null : (
            <Tag color="gold">{t('editing.warnings', { count: own.length - errors })}</Tag>
          )}
        </span>
        {sentence === undefined ? null : <span className="editing-sentence">{sentence}</span>}
      </button>
    </li>
  )
}

function AddItem({ section }: { readonly section: Section }) {
  const { t } = useTranslation()
  const { definition, change, language } = useEditing()
  const { go } = useSpot()
  const { name } = section
  const [naming, setNaming] = useState(false)
  const needs = section.needs(definition)
  const add = (given: Naming) => {
    const next = section.added(definition, given)
    change(next)
    const item = section.items(next, language).at(-1)
    if (item !== undefined) go({ section: section.name, item: item.key })
  }
  if (needs !== undefined) return <Alert type="info" showIcon title={t(`editing.needs.${needs}`)} />
  return (
    <>
      <Button
        type="primary"
        icon={<PlusOutlined />}
        onClick={() => (section.coded ? setNaming(true) : add({ code: '', name: { en: '', 'zh-CN': '' } }))}
      >
        {t(`editing.adding.${name}`)}
      </Button>
      {naming ? (
        <NamingDialog
          title={t(`editing.adding.${name}`)}
          fallback={FALLBACKS[name] ?? 'item'}
          taken={section.items(definition, language).map(({ key }) => key)}
          done={(given) => {
            setNaming(false)
            add(given)
          }}
          close={() => setNaming(false)}
        />
      ) : null}
    </>
  )
}

const FALLBACKS: Readonly<Record<string, string>> = {
  wallets: 'wallet',
  earningRules: 'rule',
  ladders: 'ladder',
  benefits: 'benefit',
  offers: 'offer',
  offerGroups: 'group',
  couponIssues: 'coupons',
  adjustmentReasons: 'reason',
}
