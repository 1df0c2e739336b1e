/** What is asked for wherever something leaves what is available: the wallet and the amount, with what is left shown. */
import { Form, InputNumber, Select } from 'antd'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Outcome } from './adjusting.tsx'

/** The wallets that can be spent: a status is not. */
export function useSpendable() {
  const { wallets } = useNaming()
  return wallets.filter(({ purpose }) => purpose === 'spend')
}

export function SpendFields({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const { walletName, walletUnit } = useNaming()
  const wallets = useSpendable()
  const wallet = Form.useWatch<string | undefined>('wallet') ?? ''
  return (
    <>
      <Form.Item name="wallet" label={t('member.wallet')} hidden={wallets.length < 2}>
        <Select options={wallets.map(({ code }) => ({ value: code, label: walletName(code) }))} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('adjust.amount')}
        rules={[{ required: true, message: t('adjust.amountMissing') }]}
        extra={<Outcome memberId={memberId} as="spend" />}
      >
        <InputNumber min={1} max={Number.MAX_SAFE_INTEGER} precision={0} suffix={walletUnit(wallet)} className="wide" />
      </Form.Item>
    </>
  )
}
