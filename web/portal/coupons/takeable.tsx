/** Coupons that the shop offers and the member can take now, each with one tap. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useKeyed } from '../../ui/keyed.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { couponsQuery, takeableQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Done, Troubled } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'
import { isViewing } from '../viewing/token.ts'

type Offered = Answer<'/v1/my/takeable-coupons', 'get'>['items'][number]

export function Takeable() {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const found = useQuery(takeableQuery)
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: takeableQuery.queryKey }),
      queries.invalidateQueries({ queryKey: couponsQuery.queryKey }),
    ])
  const taking = useMutation({
    // One after another: a second tap on the same state is the same wish, and has the same answer.
    scope: { id: 'taking' },
    mutationFn: ({ batchId, taken }: Offered) =>
      ask(
        regulars.POST('/v1/my/takeable-coupons/{batchId}', {
          params: { path: { batchId }, header: { 'idempotency-key': keyOf({ batchId, taken }) } },
        }),
      ),
    onSuccess: again,
    // What is no longer there is not offered any more.
    onError: ({ status }) => (status === 409 || status === 404 ? again() : undefined),
  })
  // When it did not come, the member's own coupons are there all the same.
  const items = found.data?.items ?? []
  return (
    <>
      {taking.isSuccess ? <Done>{t('my.coupons.taken', { coupon: answered(taking.variables.name) })}</Done> : null}
      {taking.error === null ? null : <Troubled trouble={taking.error} />}
      {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
      {items.length === 0 ? null : (
        <Rows title={t('my.coupons.takeable')}>
          {items.map((each) => (
            <Row
              key={each.batchId}
              under={<Details offered={each} />}
              aside={
                isViewing() ? undefined : (
                  <Button
                    size="small"
                    color="primary"
                    fill="outline"
                    disabled={taking.isPending}
                    loading={taking.isPending && taking.variables.batchId === each.batchId}
                    onClick={() => taking.mutate(each)}
                  >
                    {t('my.coupons.take')}
                  </Button>
                )
              }
            >
              <strong>{answered(each.name)}</strong>
            </Row>
          ))}
        </Rows>
      )}
    </>
  )
}

function Details({ offered: { sentence, endsAt, validDays, taken, takesPerMember } }: { readonly offered: Offered }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { answered } = useSaid()
  const parts = [
    ...(validDays === null ? [] : [t('my.coupons.validDays', { count: validDays })]),
    ...(endsAt === null ? [] : [t('my.coupons.until', { day: format.lastDay(endsAt) })]),
    ...(takesPerMember === 1 ? [] : [t('my.coupons.takenOf', { taken, most: takesPerMember })]),
  ]
  return (
    <>
      {sentence === null ? null : answered(sentence)}
      {sentence === null || parts.length === 0 ? null : <br />}
      {parts.join(' · ')}
    </>
  )
}
