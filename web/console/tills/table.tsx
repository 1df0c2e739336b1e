/** The tills in a table: where each stands, when it was last there, what waits on it and what was refused. */
import { EllipsisOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Space, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { modal, toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useStores } from '../staff/queries.ts'
import type { Doing } from './page.tsx'
import { type Till, useTillCurrency } from './queries.ts'

type Props = { readonly tills: readonly Till[]; readonly begin: (doing: Doing) => void }

export function TillTable({ tills, begin }: Props) {
  const { t } = useTranslation()
  const columns: TableColumnsType<Till> = [
    { title: t('tills.till'), key: 'till', render: (_, till) => <Name till={till} /> },
    {
      title: <Tooltip title={t('tills.seenMeaning')}>{t('tills.seen')}</Tooltip>,
      key: 'seen',
      render: (_, till) => <Seen till={till} />,
    },
    {
      title: <Tooltip title={t('tills.waitingMeaning')}>{t('tills.waiting')}</Tooltip>,
      key: 'waiting',
      render: (_, till) => <Waiting till={till} />,
    },
    {
      title: <Tooltip title={t('tills.lateMeaning')}>{t('tills.late')}</Tooltip>,
      key: 'late',
      render: (_, till) => <Late till={till} open={() => begin({ what: 'orders', till })} />,
    },
    {
      title: <Tooltip title={t('tills.aloneMeaning')}>{t('tills.alone')}</Tooltip>,
      key: 'alone',
      render: (_, till) => <Budget till={till} />,
    },
    { key: 'deeds', align: 'right', fixed: 'right', render: (_, till) => <Deeds till={till} begin={begin} /> },
  ]
  return (
    <Table<Till>
      size="small"
      rowKey="tillId"
      columns={columns}
      dataSource={[...tills]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

function Name({ till: { name, prefix, store, registeredBy, registeredAt } }: { readonly till: Till }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useStores()
  return (
    <>
      <div>
        {name} <code className="quiet">{prefix}…</code>
      </div>
      <div className="quiet">{store === null ? t('tills.noStore') : nameOf(store)}</div>
      <div className="quiet">{t('tills.registered', { day: format.day(registeredAt), by: registeredBy })}</div>
    </>
  )
}

/** Devices report every half minute: one that was not heard of for longer is off, or has no network. */
const SILENT_MILLISECONDS = 3 * 60_000
/** Sales of a device are dated by the server's clock as far as it knows it; a clock that is wrong is still worth mending. */
const CLOCK_MILLISECONDS = 2 * 60_000

function Seen({ till: { report, revokedAt } }: { readonly till: Till }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (revokedAt !== null) return <Tag color="red">{t('tills.revokedOn', { day: format.day(revokedAt) })}</Tag>
  if (report === null) return <span className="quiet">{t('tills.never')}</span>
  const { at, version, behindMilliseconds } = report
  const silent = Date.parse(at) < Date.now() - SILENT_MILLISECONDS
  const minutes = Math.round(Math.abs(behindMilliseconds) / 60_000)
  return (
    <>
      <div>{silent ? format.moment(at) : <span className="good">{t('tills.now')}</span>}</div>
      <div className="quiet">
        {version === null ? t('tills.noVersion') : t('tills.version', { version: version.slice(0, 8) })}
      </div>
      {Math.abs(behindMilliseconds) > CLOCK_MILLISECONDS ? (
        <div className="bad">
          {t(behindMilliseconds > 0 ? 'tills.behind' : 'tills.ahead', { minutes: format.number(minutes) })}
        </div>
      ) : null}
    </>
  )
}

function Waiting({ till }: { readonly till: Till }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { report } = till
  if (report === null) return <span className="quiet">–</span>
  const { waiting, waitingMinor, oldestAt, currency } = report
  if (waiting === 0) return <span className="quiet">{t('tills.nothingWaits')}</span>
  return (
    <>
      <div className="figures">
        {t('tills.waits', { count: waiting, amount: format.money(waitingMinor, currency) })}
      </div>
      {oldestAt === null ? null : <div className="quiet">{t('tills.since', { moment: format.moment(oldestAt) })}</div>}
    </>
  )
}

function Late({ till: { accepted, refused, missing, report }, open }: { readonly till: Till; open: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (accepted + refused === 0) return <span className="quiet">{t('tills.noLate')}</span>
  return (
    <>
      <Button size="small" className="figures" onClick={open}>
        {t('tills.came', { count: accepted + refused })}
      </Button>
      {refused === 0 ? null : <div className="bad">{t('tills.refused', { count: refused })}</div>}
      {missing === 0 || (report?.waiting ?? 0) > 0 ? null : (
        <Tooltip title={t('tills.missingMeaning')}>
          <div className="bad">{t('tills.missing', { count: missing, missing: format.number(missing) })}</div>
        </Tooltip>
      )}
    </>
  )
}

function Budget({ till }: { readonly till: Till }) {
  const { t } = useTranslation()
  const format = useFormat()
  const currency = useTillCurrency()(till)
  if (till.aloneMinor === 0) return <span className="quiet">{t('tills.noAlone')}</span>
  const used = till.report?.aloneMinor ?? 0
  const left = Math.max(0, till.aloneMinor - used)
  return (
    <>
      <div className="figures">{t('tills.aloneOf', { amount: format.money(till.aloneMinor, currency) })}</div>
      <div className="quiet figures">
        {t('tills.aloneLeft', { used: format.money(used, currency), left: format.money(left, currency) })}
      </div>
    </>
  )
}

function Deeds({ till, begin }: { readonly till: Till; readonly begin: Props['begin'] }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { tillId, name, revokedAt } = till
  const readmitting = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/tills/{tillId}/readmit', { params: { path: { tillId } } })),
    onSuccess: () => {
      toast.success(t('tills.readmitted', { name }))
      return queries.invalidateQueries({ queryKey: ['tills'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  if (revokedAt !== null)
    return (
      <Button
        size="small"
        loading={readmitting.isPending}
        onClick={() =>
          modal.confirm({
            title: t('tills.readmitSure', { name }),
            content: t('tills.readmitMeaning'),
            okText: t('tills.readmit'),
            onOk: () => readmitting.mutate(),
          })
        }
      >
        {t('tills.readmit')}
      </Button>
    )
  const items = [
    { key: 'orders', label: t('tills.showLate'), onClick: () => begin({ what: 'orders', till }) },
    { key: 'revoke', label: t('tills.revoke'), danger: true, onClick: () => begin({ what: 'revoke', till }) },
  ]
  return (
    <Space.Compact size="small">
      <Button size="small" onClick={() => begin({ what: 'change', till })}>
        {t('tills.change')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button size="small" icon={<EllipsisOutlined />} aria-label={t('tills.more', { name })} />
      </Dropdown>
    </Space.Compact>
  )
}
