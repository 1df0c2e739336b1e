/** What a scanner reads while the counter asks for a phone or a name: it goes where it belongs, the field stays as it was, and it is said. */
import { Alert, type InputRef } from 'antd'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useBurst } from '../typing.ts'
import { isPhone, type Scanned } from './scanning.ts'

/** @returns undefined when it could not be looked up */
export type Scan = (code: string) => Promise<Scanned | undefined>

type Meanwhile = {
  readonly field: RefObject<InputRef | null>
  /** Undefined where nothing is sold: codes are typed then. */ readonly scan: Scan | undefined
  /** Remembers what the fields hold. @returns puts it back */ readonly keep: () => () => void
  /** A member was found: nobody is looked for any more. */ readonly close: () => void
}

export function useMeanwhile({ field, scan, keep, close }: Meanwhile): ReactNode {
  const { t } = useTranslation()
  const [told, setTold] = useState<string>()
  const restore = useRef(() => {})
  const say = useSaying()
  useBurst({
    field,
    begins: () => {
      restore.current = keep()
    },
    ends: (code) => {
      // A phone number that is scanned is what is asked for.
      if (scan === undefined || isPhone(code)) return false
      restore.current()
      void scan(code).then((found) => {
        if (found?.kind !== 'member') return setTold(say(code, found))
        toast.success(t('till.meanwhile.member', { name: found.member.name ?? found.member.number }))
        close()
      })
      return true
    },
  })
  if (told === undefined) return null
  return (
    <div aria-live="polite" data-meanwhile>
      <Alert type="info" showIcon title={told} closable={{ onClose: () => setTold(undefined) }} />
    </div>
  )
}

function useSaying() {
  const { t } = useTranslation()
  return (code: string, found: Scanned | undefined): string => {
    switch (found?.kind) {
      case 'product':
        return t(found.product.priceMinor === null ? 'till.meanwhile.priceless' : 'till.meanwhile.product', {
          name: found.product.name,
        })
      case 'coupon':
        return t('till.meanwhile.coupon', { code: found.code })
      case 'unreadable':
        return t('till.scan.unreadable')
      case undefined:
        return t('till.meanwhile.failed', { code })
      default:
        return t('till.meanwhile.unknown', { code })
    }
  }
}
