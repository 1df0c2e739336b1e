/** The catalogue: stores, products, categories, brands and channels; found, entered, changed, retired. */
import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { CatalogueFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { ThingDialog } from './editing.tsx'
import { FileDialog } from './file.tsx'
import { Filters } from './filters.tsx'
import { useThings } from './queries.ts'
import { ThingTable } from './table.tsx'
import { type Kind, kinds, type Thing } from './things.ts'

type Doing = { readonly what: 'enter' | 'file' } | { readonly what: 'change'; readonly thing: Thing }

export function CataloguePage() {
  const { t } = useTranslation()
  const may = useMay()
  const { view, ...filters } = useSearch({ from: '/frame/catalogue' })
  const navigate = useNavigate({ from: '/catalogue' })
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const kind = kinds.find((each) => each === view) ?? 'stores'
  const enter = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setDoing({ what: 'enter' })}>
      {t(`catalogue.enter.${kind}`)}
    </Button>
  )
  const fromFile = (
    <Button icon={<UploadOutlined />} onClick={() => setDoing({ what: 'file' })}>
      {t('catalogue.fromFile')}
    </Button>
  )
  const ways = may('catalogue.write') ? (
    <>
      {kind === 'products' ? fromFile : null}
      {enter}
    </>
  ) : undefined
  return (
    <Page title={t('rooms.catalogue')} actions={ways}>
      <Tabs
        activeKey={kind}
        items={kinds.map((key) => ({ key, label: t(`catalogue.kinds.${key}`) }))}
        onChange={(key) => void navigate({ search: key === 'stores' ? {} : { view: key }, replace: true })}
      />
      <Listed
        key={kind}
        kind={kind}
        filters={filters}
        ways={ways}
        change={(thing) => setDoing({ what: 'change', thing })}
      />
      {doing?.what === 'enter' ? <ThingDialog kind={kind} close={close} /> : null}
      {doing?.what === 'change' ? <ThingDialog kind={kind} thing={doing.thing} close={close} /> : null}
      {doing?.what === 'file' ? <FileDialog close={close} /> : null}
    </Page>
  )
}

type ListedProps = {
  readonly kind: Kind
  readonly filters: CatalogueFilters
  readonly ways: ReactNode
  readonly change: (thing: Thing) => void
}

function Listed({ kind, filters, ways, change }: ListedProps) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/catalogue' })
  const found = useThings(kind, filters)
  const things = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = things.length
  const filtered = Object.keys(filters).length > 0
  const narrow = (changed: CatalogueFilters) => void navigate({ search: { view: kind, ...changed }, replace: true })
  return (
    <>
      <Filters kind={kind} filters={filters} searching={found.isFetching} onChange={narrow} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && count === 0 && !filtered ? (
          <Nothing title={t(`catalogue.none.${kind}`)} advice={t(`catalogue.noneAdvice.${kind}`)}>
            {ways}
          </Nothing>
        ) : null}
        {found.isSuccess && count === 0 && filtered ? (
          <Nothing title={t('catalogue.notFound')} advice={t('catalogue.notFoundAdvice')}>
            <Button onClick={() => narrow({})}>{t('catalogue.clearFilters')}</Button>
          </Nothing>
        ) : null}
        {count > 0 ? <ThingTable kind={kind} things={things} dimmed={found.isPlaceholderData} change={change} /> : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'catalogue.shown' : 'catalogue.shownAll', { count })}
        />
      </Card>
    </>
  )
}
