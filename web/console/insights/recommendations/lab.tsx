/** Somebody or something is chosen, and what comes of it is shown with its reasons. */
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Select, Slider, Table } from 'antd'
import { useState } from 'react'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useLanguage } from '../../../ui/preferences.ts'
import { useRested } from '../../../ui/rested.ts'
import { type Answer, ask, regulars } from '../../../ui/server.ts'
import { Answered } from '../../../ui/states.tsx'
import { nameIn, textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { NextList, productName, useNext, type Wish } from '../../member/next.tsx'
import { MemberChoice } from '../../members/choice.tsx'
import { AsCondition } from '../condition.tsx'
import { boughtAny } from '../goods.ts'

const COUNT = 10
const perCategories = [1, 2, 3, 5] as const

export function ForMember() {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const [member, setMember] = useState<string>()
  const [wish, setWish] = useState<Wish>({ count: COUNT, onlyNew: false, diversity: 0, perCategory: undefined })
  const found = useNext(member, wish)
  return (
    <>
      <div className="insights-choices">
        <MemberChoice label={t('members.search')} value={member} onChange={setMember} />
        <Checkbox checked={wish.onlyNew} onChange={({ target }) => setWish({ ...wish, onlyNew: target.checked })}>
          {t('insights.recommendations.onlyNew')}
        </Checkbox>
        <span className="insights-range">
          <Explained by={t('insights.recommendations.diversityMeaning')}>
            {t('insights.recommendations.diversity')}
          </Explained>
          <Slider
            className="insights-slider"
            ariaLabelForHandle={t('insights.recommendations.diversity')}
            min={0}
            max={1}
            step={0.1}
            defaultValue={wish.diversity}
            onChangeComplete={(diversity: number) => setWish({ ...wish, diversity })}
          />
        </span>
        <Select
          aria-label={t('insights.recommendations.perCategory')}
          placeholder={t('insights.recommendations.perCategory')}
          allowClear
          value={wish.perCategory ?? null}
          onChange={(count: number | null | undefined) => setWish({ ...wish, perCategory: count ?? undefined })}
          options={perCategories.map((count) => ({
            value: count,
            label: t('insights.recommendations.atMost', { count }),
          }))}
          popupMatchSelectWidth={false}
        />
      </div>
      {member === undefined ? (
        <p className="quiet">{t('insights.recommendations.chooseMember')}</p>
      ) : (
        <Answered of={found} rows={5}>
          {(next) => (
            <>
              <NextList next={next} />
              {next.leftOut.length === 0 ? null : (
                <p className="quiet">
                  {t('insights.recommendations.leftOut')}{' '}
                  {format.list(
                    next.leftOut.map((each) =>
                      format.aside(productName(each, language), t(`insights.recommendations.why.${each.why}`)),
                    ),
                  )}
                </p>
              )}
            </>
          )}
        </Answered>
      )}
    </>
  )
}

type Beside = Answer<'/v1/products/{sku}/goes-with', 'get'>
const LISTED_AT_MOST = 20
const PAUSE_MILLISECONDS = 250

export function ForProduct() {
  const { t } = useTranslation()
  const [sku, setSku] = useState<string>()
  const found = useQuery({
    queryKey: ['products', sku, 'goes-with'],
    queryFn: () =>
      ask(regulars.GET('/v1/products/{sku}/goes-with', { params: { path: { sku: sku ?? '' }, query: { count: 12 } } })),
    enabled: sku !== undefined,
  })
  return (
    <>
      <div className="insights-choices">
        <ProductChoice value={sku} onChange={setSku} />
      </div>
      {sku === undefined ? (
        <p className="quiet">{t('insights.recommendations.chooseProduct')}</p>
      ) : (
        <Answered of={found} rows={5}>
          {(beside) => <Company sku={sku} beside={beside} />}
        </Answered>
      )}
    </>
  )
}

type ChoiceProps = { readonly value: string | undefined; readonly onChange: (sku: string | undefined) => void }

function ProductChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const words = useRested(typed.trim(), PAUSE_MILLISECONDS)
  const listed = useQuery({
    queryKey: ['catalogue', 'products', 'choice', words],
    queryFn: () =>
      ask(
        regulars.GET('/v1/products', {
          params: { query: { limit: LISTED_AT_MOST, ...(words === '' ? {} : { q: words }) } },
        }),
      ),
  })
  return (
    <Select
      aria-label={t('insights.recommendations.product')}
      placeholder={t('insights.recommendations.product')}
      className="insights-product"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={listed.isFetching}
      value={value ?? null}
      onChange={(sku: string | null | undefined) => onChange(sku ?? undefined)}
      options={(listed.data?.items ?? []).map((each) => ({
        value: each.sku,
        label: `${nameIn(each, language)} · ${each.sku}`,
      }))}
    />
  )
}

function Company({ sku, beside }: { readonly sku: string; readonly beside: Beside }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const format = useFormat()
  if (beside.missing !== null)
    return <p className="quiet">{textOf(beside.missing.words, language) ?? beside.missing.code}</p>
  const goods = beside.items.map((each) => each.sku)
  return (
    <>
      <Table<Beside['items'][number]>
        size="small"
        rowKey="sku"
        dataSource={beside.items}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('insights.recommendations.alone') }}
        columns={[
          {
            key: 'name',
            title: t('insights.recommendations.goesWith'),
            render: (_, each) => productName(each, language),
          },
          {
            ...{ key: 'together', title: t('insights.recommendations.together'), align: 'right', className: 'figures' },
            render: (_, { together }) => format.number(together),
          },
          {
            ...{ key: 'share', title: t('insights.recommendations.share'), align: 'right', className: 'figures' },
            render: (_, { share }) => format.percent(share),
          },
          {
            ...{ key: 'lift', title: t('insights.recommendations.lift'), align: 'right', className: 'figures' },
            render: (_, { lift }) => format.number(Math.round(lift * 10) / 10),
          },
        ]}
      />
      {goods.length === 0 ? null : (
        <p>
          <AsCondition
            condition={{ all: [boughtAny('product', goods), { not: boughtAny('product', [sku]) }] }}
            label={t('insights.recommendations.mayWant')}
          />
        </p>
      )}
    </>
  )
}
