/** A guest's receipt becomes the member's who bought. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Known } from '../model/sale.ts'
import { Finding } from '../sale/finding.tsx'
import { server } from '../server.ts'

export function Claiming({ number }: { readonly number: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [finding, setFinding] = useState(false)
  const claiming = useMutation({
    mutationFn: ({ memberId }: Known) =>
      ask(server.POST('/v1/orders/{number}/claim', { params: { path: { number } }, body: { memberId } })),
    onSuccess: async (_, { name }) => {
      toast.success(t('till.returns.claimed', { name: name ?? t('till.returns.memberOf') }))
      await queries.invalidateQueries({ queryKey: ['order', number] })
    },
  })
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('till.returns.guest')}
        description={t('till.returns.guestAdvice')}
        action={
          <Button type="primary" loading={claiming.isPending} onClick={() => setFinding(true)}>
            {t('till.buyer.find')}
          </Button>
        }
      />
      {claiming.error === null ? null : <Troubled trouble={claiming.error} />}
      {finding ? <Finding choose={claiming.mutate} close={() => setFinding(false)} /> : null}
    </>
  )
}
