/** The devices at the counters: which there are, how each is, and what it sold while the server was away. */
import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Answered, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { ChangeTillDialog } from './changing.tsx'
import { LateOrders } from './late.tsx'
import { type Till, useTills } from './queries.ts'
import { RevokeDialog } from './revoking.tsx'
import { SetupDialog } from './settingup.tsx'
import { TillTable } from './table.tsx'

export type Doing = { readonly what: 'change' | 'revoke' | 'orders'; readonly till: Till } | { readonly what: 'set-up' }

export function TillsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const tills = useTills()
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const setUp = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setDoing({ what: 'set-up' })}>
      {t('tills.setUp')}
    </Button>
  )
  if (!may('tills.manage'))
    return (
      <Page title={t('rooms.tills')}>
        <Alert type="warning" showIcon title={t('trouble.adviceForbidden')} />
      </Page>
    )
  return (
    <Page title={t('rooms.tills')} actions={setUp}>
      <p className="quiet">{t('tills.meaning')}</p>
      <Card className="flush">
        <Answered of={tills}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t('tills.none')} advice={t('tills.noneAdvice')}>
                <Button onClick={() => setDoing({ what: 'set-up' })}>{t('tills.setUpFirst')}</Button>
              </Nothing>
            ) : (
              <TillTable tills={items} begin={setDoing} />
            )
          }
        </Answered>
      </Card>
      {doing?.what === 'set-up' ? <SetupDialog close={close} /> : null}
      {doing?.what === 'change' ? <ChangeTillDialog till={doing.till} close={close} /> : null}
      {doing?.what === 'revoke' ? <RevokeDialog till={doing.till} close={close} /> : null}
      {doing?.what === 'orders' ? <LateOrders till={doing.till} close={close} /> : null}
    </Page>
  )
}
