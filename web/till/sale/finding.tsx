/** Finding a member by what he says or shows: the end of his phone number, all of it, his number, his card. */
import { useQuery } from '@tanstack/react-query'
import { Button, Input, type InputRef, Modal } from 'antd'
import { useDeferredValue, useRef, useState } from 'react'
import { ask } from '../../ui/server.ts'
import { Loading, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Known, Typed } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { Keypad } from './keypad.tsx'
import { type Scan, useMeanwhile } from './meanwhile.tsx'
import { isPhone, knownOf } from './scanning.ts'

const LEAST = 4
const SHOWN = 6

type Props = {
  readonly choose: (member: Known) => void
  /** For sales without the server: the number stands for whoever has it. */
  readonly type?: (typed: Typed) => void
  readonly enrol?: (phone: string) => void
  /** Takes what a scanner reads meanwhile. */ readonly scan?: Scan
  readonly close: () => void
}

export function Finding({ choose, type, enrol, scan, close }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  const away = useAway()
  const meanwhile = useMeanwhile({ field, scan, keep: () => () => setText(text), close })
  return (
    <Modal open centered width={520} title={t('till.find.title')} onCancel={close} footer={null} destroyOnHidden>
      <p className="quiet">{away ? t('till.find.adviceAway') : t('till.find.advice')}</p>
      <Input
        ref={field}
        size="large"
        className="till-figure"
        inputMode="tel"
        autoComplete="off"
        aria-label={t('till.find.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {meanwhile}
      <div className="till-find">
        <Keypad value={text} onChange={setText} />
        {away && type !== undefined ? (
          <Button
            type="primary"
            size="large"
            disabled={!isPhone(text)}
            onClick={() => {
              type({ kind: 'phone', value: text.trim() })
              close()
            }}
          >
            {t('till.find.useAway')}
          </Button>
        ) : (
          <Found
            text={text}
            choose={(member) => {
              choose(member)
              close()
            }}
            enrol={enrol}
          />
        )}
      </div>
    </Modal>
  )
}

type FoundProps = { readonly text: string; readonly choose: (member: Known) => void; readonly enrol: Props['enrol'] }

function Found({ text, choose, enrol }: FoundProps) {
  const { t } = useTranslation()
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => ask(server.GET('/v1/members', { params: { query: { q, limit: SHOWN } } })),
    enabled: q.length >= LEAST,
    gcTime: 0,
  })
  if (q.length < LEAST) return <p className="quiet">{t('till.find.more')}</p>
  if (found.error !== null) return <Troubled trouble={found.error} retry={found.refetch} />
  if (found.data === undefined) return <Loading rows={2} />
  const members = found.data.items.map(knownOf)
  return (
    <div className="till-found">
      {members.map((member) => (
        <Button key={member.memberId} size="large" block onClick={() => choose(member)}>
          <span className="till-grow">{member.name ?? member.number}</span>
          <span className="quiet">{member.phone}</span>
        </Button>
      ))}
      {members.length === 0 ? <p>{t('till.find.nobody')}</p> : null}
      {enrol === undefined ? null : (
        <Button
          size="large"
          block
          type={members.length === 0 ? 'primary' : 'default'}
          onClick={() => enrol(isPhone(text) ? text : '')}
        >
          {t('till.buyer.enrol')}
        </Button>
      )}
    </div>
  )
}
