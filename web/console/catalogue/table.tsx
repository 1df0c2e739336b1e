/** Things of one kind in a table, each with what can be done to it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Space, type TableColumnsType, Tag } from 'antd'
import { LongTable } from '../../ui/longtable.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { ask } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { nameIn } from '../../ui/texts.ts'
import { modal, toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { refreshCatalogue, useNames } from './queries.ts'
import { codeOf, type Kind, put, type Thing } from './things.ts'

type Props = {
  readonly kind: Kind
  readonly things: readonly Thing[]
  readonly dimmed: boolean
  readonly change: (thing: Thing) => void
}

export function ThingTable({ kind, things, dimmed, change }: Props) {
  const may = useMay()
  const columns = useColumns(kind, things, change)
  const open = may('catalogue.write') ? { open: change } : {}
  return <LongTable<Thing> rowKey={codeOf} columns={columns} rows={things} dimmed={dimmed} {...open} />
}

function useColumns(kind: Kind, things: readonly Thing[], change: Props['change']): TableColumnsType<Thing> {
  const { t } = useTranslation()
  const may = useMay()
  const language = useLanguage()
  const own = useOwnColumns(kind, things)
  const columns: TableColumnsType<Thing> = [
    {
      title: t('catalogue.name'),
      key: 'name',
      width: 220,
      render: (_, { name, translations, active }) => (
        <>
          {nameIn({ name, translations }, language)} {active ? null : <Tag>{t('catalogue.states.retired')}</Tag>}
        </>
      ),
    },
    {
      title: t(kind === 'products' ? 'catalogue.sku' : 'catalogue.code'),
      key: 'code',
      width: 150,
      className: 'broken-anywhere',
      render: (_, thing) => <code>{codeOf(thing)}</code>,
    },
    ...own,
  ]
  if (!may('catalogue.write')) return columns
  const deeds = (thing: Thing) => <Deeds kind={kind} thing={thing} change={() => change(thing)} />
  return [...columns, { key: 'deeds', width: 170, align: 'right', fixed: 'right', render: (_, thing) => deeds(thing) }]
}

/** What only things of this kind have. */
function useOwnColumns(kind: Kind, things: readonly Thing[]): TableColumnsType<Thing> {
  const { t } = useTranslation()
  const language = useLanguage()
  const categories = useNames('categories', kind === 'products')
  const brands = useNames('brands', kind === 'products')
  const channels = useNames('channels', kind === 'stores')
  const shown = (code: string | null | undefined, nameOf: (code: string) => string) =>
    code == null ? <span className="quiet">{t('state.none')}</span> : nameOf(code)
  switch (kind) {
    case 'stores':
      return [
        {
          title: t('catalogue.city'),
          key: 'city',
          width: 120,
          render: (_, thing) => ('city' in thing ? shown(thing.city, (city) => city) : null),
        },
        {
          title: t('catalogue.channel'),
          key: 'channel',
          width: 120,
          responsive: ['lg'],
          render: (_, thing) => ('channel' in thing ? shown(thing.channel, channels) : null),
        },
      ]
    case 'products':
      return [
        {
          title: t('catalogue.category'),
          key: 'category',
          width: 150,
          render: (_, thing) => ('sku' in thing ? shown(thing.category, categories) : null),
        },
        {
          title: t('catalogue.brand'),
          key: 'brand',
          width: 130,
          responsive: ['lg'],
          render: (_, thing) => ('sku' in thing ? shown(thing.brand, brands) : null),
        },
      ]
    case 'categories': {
      const named = new Map(things.map((thing) => [codeOf(thing), nameIn(thing, language)]))
      const above = (path: readonly string[]) => path.slice(0, -1).map((code) => named.get(code) ?? code)
      return [
        {
          title: t('catalogue.parent'),
          key: 'parent',
          width: 220,
          render: (_, thing) => ('path' in thing ? shown(above(thing.path).join(' › ') || null, (path) => path) : null),
        },
      ]
    }
    case 'brands':
    case 'channels':
      return []
  }
}

type DeedsProps = { readonly kind: Kind; readonly thing: Thing; readonly change: () => void }

function Deeds({ kind, thing, change }: DeedsProps) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { name, active } = thing
  const code = codeOf(thing)
  const turning = useMutation({
    mutationFn: () => ask(put(kind, code, { ...thing, active: !active })),
    onSuccess: async () => {
      toast.success(t(active ? 'catalogue.retired' : 'catalogue.backAgain', { name }))
      await refreshCatalogue(queries)
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const retire = () =>
    modal.confirm({
      title: t('catalogue.retireSure', { name }),
      content: t('catalogue.retireMeaning'),
      okText: t('catalogue.retire'),
      onOk: () => turning.mutate(),
    })
  return (
    <Space.Compact size="small">
      <Button size="small" aria-label={t('catalogue.changeThis', { name })} onClick={change}>
        {t('catalogue.change')}
      </Button>
      <Button size="small" loading={turning.isPending} onClick={() => (active ? retire() : turning.mutate())}>
        {t(active ? 'catalogue.retire' : 'catalogue.takeBack')}
      </Button>
    </Space.Compact>
  )
}
