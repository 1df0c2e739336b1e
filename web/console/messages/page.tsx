/** The outbox: what was sent to members, what waits, and what could not be sent; the text where no gateway is set. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { paged } from '../../ui/paging.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'

type Message = Answer<'/v1/messages', 'get'>['items'][number]

const PAGE_SIZE = 50
/** A code is waited for: the page looks again by itself. */
const AGAIN_MILLISECONDS = 5_000
const colours = { waiting: 'orange', sent: 'green', failed: 'red' } as const

export function MessagesPage() {
  const { t } = useTranslation()
  const columns = useColumns()
  const found = useInfiniteQuery({
    ...paged(['messages'], (from) =>
      regulars.GET('/v1/messages', {
        params: { query: { limit: PAGE_SIZE, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MILLISECONDS,
  })
  const messages = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = messages.length
  return (
    <Page title={t('rooms.messages')}>
      {messages.some(({ gateway }) => gateway === 'development') ? (
        <Alert type="info" showIcon className="attention" title={t('messages.noGateway')} />
      ) : null}
      <Card className="flush">
        <Answered of={found} rows={6}>
          {() =>
            count === 0 ? (
              <Nothing title={t('messages.none')} advice={t('messages.noneAdvice')} />
            ) : (
              <LongTable<Message> rowKey="messageId" columns={columns} rows={messages} />
            )
          }
        </Answered>
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'messages.shown' : 'messages.shownAll', { count })}
        />
      </Card>
    </Page>
  )
}

function useColumns(): TableColumnsType<Message> {
  const { t } = useTranslation()
  return [
    {
      title: t('messages.made'),
      key: 'made',
      width: 118,
      className: 'figures',
      render: (_, { madeAt }) => <When at={madeAt} />,
    },
    { title: t('messages.to'), key: 'to', width: 190, render: (_, message) => <Receiver message={message} /> },
    {
      title: t('members.status'),
      key: 'state',
      width: 190,
      render: (_, message) => <State message={message} />,
    },
    {
      title: t('messages.what'),
      key: 'what',
      render: (_, { text, purpose }) => (
        <>
          <div>{t(`messages.purposes.${purpose}`, { defaultValue: purpose })}</div>
          {text === null ? null : <div className="quiet message-text">{text}</div>}
        </>
      ),
    },
  ]
}

function Receiver({ message: { receiver, channel, memberId } }: { readonly message: Message }) {
  const { t } = useTranslation()
  const shown = receiver ?? t('messages.forgotten')
  return (
    <>
      <div>
        {memberId === null ? (
          shown
        ) : (
          <Link to="/members/$memberId" params={{ memberId }}>
            {shown}
          </Link>
        )}
      </div>
      <div className="quiet">{t(`messages.channels.${channel}`)}</div>
    </>
  )
}

function State({ message: { state, problem, dueAt, attempts, gateway } }: { readonly message: Message }) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = state === 'sent' && gateway === 'development' ? t('messages.kept') : t(`messages.states.${state}`)
  return (
    <>
      <Tag color={colours[state]}>{said}</Tag>
      {problem === null ? null : <div className="quiet">{problem}</div>}
      {state === 'waiting' && attempts > 0 ? (
        <div className="quiet">{t('messages.again', { moment: format.moment(dueAt) })}</div>
      ) : null}
    </>
  )
}
