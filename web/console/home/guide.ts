/** Whether the guided first day is shown on the first page. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { keepAs, useKept } from '../../ui/kept.ts'
import { meQuery } from '../session.ts'
import { firstDayQuery, mayBeGuided } from './overview.ts'
import { type FirstDay, isShown } from './steps.ts'

const OPEN = 'open'
const CLOSED = 'closed'
type Kept = typeof OPEN | typeof CLOSED
const keptFor = (id = '') => `regulars.firstday.${id}`

/** For links that bring it back; undefined for whom it is not. */
export function useReopening(): (() => void) | undefined {
  const { data: me } = useQuery(meQuery)
  return mayBeGuided(me) ? () => keepAs(keptFor(me.id), OPEN) : undefined
}

type Guide = {
  /** Undefined: it is not shown. */
  readonly day: FirstDay | undefined
  readonly close: () => void
}

export function useGuide(): Guide {
  const { data: me } = useQuery(meQuery)
  const { guide } = useSearch({ from: '/frame/' })
  const navigate = useNavigate({ from: '/' })
  const [kept, keep] = useKept<Kept>(keptFor(me?.id), (stored) => (stored === CLOSED ? CLOSED : OPEN))
  const asked = useQuery({ ...firstDayQuery, enabled: mayBeGuided(me) })
  const seen = { role: me?.role ?? null, closed: kept === CLOSED, asked: guide === 'open' }
  return {
    day: asked.data !== undefined && isShown(asked.data, seen) ? asked.data : undefined,
    close: () => {
      keep(CLOSED)
      void navigate({ search: {}, replace: true })
    },
  }
}
