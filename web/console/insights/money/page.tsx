/** What points owe: outstanding, breakage, liability and journal, for whoever closes the books. */
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Page } from '../../../ui/page.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { Breakage } from './breakage.tsx'
import { CostFigures } from './costs.tsx'
import { EditMoney } from './editing.tsx'
import { JournalFigures } from './journal.tsx'
import { Liability } from './liability.tsx'
import { Numbers } from './numbers.tsx'
import { Outstanding } from './outstanding.tsx'
import { type Money, useMoney } from './queries.ts'
import { Triangle } from './triangle.tsx'

export function MoneyPage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useMoney()
  const [editing, setEditing] = useState(false)
  const money = asked.data?.result
  const actions = may('insights.manage') ? (
    <Button disabled={money?.currency == null} onClick={() => setEditing(true)}>
      {t('insights.money.edit')}
    </Button>
  ) : null
  return (
    <Page title={t('insights.money.title')} actions={actions}>
      <p className="quiet">{t('insights.money.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(made) => <Wallets money={made} />}
      </Reported>
      {editing ? (
        <EditMoney close={() => setEditing(false)} currency={money?.currency ?? ''} wallets={money?.wallets ?? []} />
      ) : null}
    </Page>
  )
}

function Wallets({ money }: { readonly money: Money }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [chosen, setChosen] = useState<string>()
  const wallet = money.wallets.find((each) => each.wallet === chosen) ?? money.wallets[0]
  if (wallet === undefined) return null
  const options = money.wallets.map((each) => ({ value: each.wallet, label: textOf(each.name, language) }))
  const currency = money.currency ?? ''
  const lacks = [wallet.valueMissing, wallet.breakageMissing].filter((each) => each !== null)
  return (
    <>
      {options.length < 2 ? null : (
        <p>
          <Segmented
            aria-label={t('insights.money.wallet')}
            {...{ options }}
            value={wallet.wallet}
            onChange={setChosen}
          />
        </p>
      )}
      <Numbers {...{ wallet, currency }} />
      {lacks.map(({ code, words }) => (
        <p key={code} className="quiet">
          {textOf(words, language)}
        </p>
      ))}
      {money.otherOrders === 0 ? null : (
        <p className="quiet">{t('insights.money.otherOrders', { count: money.otherOrders })}</p>
      )}
      <Outstanding {...{ wallet, currency }} />
      <div className="insights-grid">
        <Triangle wallet={wallet} />
        <Breakage wallet={wallet} />
      </div>
      {wallet.value === null ? <Nothing title={textOf(wallet.valueMissing?.words, language) ?? ''} /> : null}
      {wallet.value === null ? null : <Liability {...{ wallet, currency }} />}
      {money.wallets.some(({ value }) => value !== null) ? <JournalFigures /> : null}
      <CostFigures />
    </>
  )
}
