/** The till: who is there, whether the device is one, and the pages. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { Button, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import { type Programme, programmeQuery } from '../ui/programme.ts'
import { Loading, Nothing, Troubled } from '../ui/states.tsx'
import { Theme } from '../ui/theme.tsx'
import { useTranslation } from '../ui/translation.ts'
import { Frame } from './frame.tsx'
import { type Device, kept } from './model/database.ts'
import { device as registered } from './model/device.ts'
import type { Sale } from './model/sale.ts'
import { meQuery, toSignIn } from './session.ts'
import { SetupPage } from './setup/page.tsx'
import { takeOver, useElsewhere } from './window.ts'

const queries = new QueryClient({
  defaultOptions: {
    // The till finds out by itself whether the server is there; browsers know only of the network card.
    queries: { networkMode: 'always', retry: false },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Fingers, and people who stand: everything that is touched is at least 44 pixels high. */
const touch = {
  token: { controlHeight: 46, controlHeightLG: 56, controlHeightSM: 44, fontSize: 16, fontSizeLG: 18, motion: false },
  // White on it can be read across a counter, by day and by night.
  components: {
    Button: {
      ...{ colorPrimary: '#0b7a75', colorPrimaryHover: '#09655f', colorPrimaryActive: '#075f5b' },
      ...{ colorError: '#b42318', colorErrorHover: '#98190f', colorErrorActive: '#7f140c', dangerColor: '#fff' },
      ...{ defaultHoverColor: 'var(--text)', defaultActiveColor: 'var(--text)' },
    },
    Radio: { buttonSolidCheckedBg: '#0b7a75', buttonSolidCheckedHoverBg: '#09655f' },
  },
} as const

type Props = { readonly programme: Programme | undefined; readonly sale: Sale | undefined }

export function Till({ programme, sale }: Props) {
  // As it was when the server was last there: of use at once, and asked for again.
  useState(() => programme === undefined || queries.setQueryData(programmeQuery.queryKey, programme, { updatedAt: 1 }))
  return (
    <QueryClientProvider client={queries}>
      <Theme>
        <ConfigProvider theme={touch}>
          <OneWindow sale={sale} />
        </ConfigProvider>
      </Theme>
    </QueryClientProvider>
  )
}

function OneWindow({ sale }: Pick<Props, 'sale'>) {
  const { t } = useTranslation()
  const elsewhere = useElsewhere()
  if (!elsewhere) return <Gate sale={sale} />
  return (
    <main className="till-gate">
      <Nothing title={t('till.elsewhere')} advice={t('till.elsewhereAdvice')}>
        <Button type="primary" size="large" onClick={takeOver}>
          {t('till.takeOver')}
        </Button>
      </Nothing>
    </main>
  )
}

function Gate({ sale }: Pick<Props, 'sale'>) {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const device = useQuery({ queryKey: ['device'], queryFn: async () => (await registered()) ?? null })
  const signedOut = me.error?.status === 401
  useEffect(() => {
    if (signedOut) toSignIn()
  }, [signedOut])
  useEffect(() => {
    document.title = t('frame.title', { page: t('till.title') })
  }, [t])
  if (device.error !== null) return <Nothing title={t('till.noStorage')} advice={t('till.noStorageAdvice')} />
  if (me.error !== null && !signedOut)
    return (
      <main className="till-gate">
        <Troubled trouble={me.error} retry={me.refetch} />
        <p>{t('till.signInAway')}</p>
      </main>
    )
  if (me.data === undefined || device.data === undefined) return <Loading />
  if (device.data === null) return <SetupPage onDone={() => void device.refetch()} />
  return <Open device={device.data} sale={sale} />
}

function Open({ device, sale }: { readonly device: Device; readonly sale: Sale | undefined }) {
  const { data: programme } = useQuery(programmeQuery)
  useEffect(() => {
    if (programme !== undefined) void kept().then((database) => database.put('programme', programme, 'programme'))
  }, [programme])
  return <Frame device={device} sale={sale} />
}
