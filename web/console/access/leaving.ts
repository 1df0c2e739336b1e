/** Signing out, and choosing a language as a signed-in person. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Language, language } from '../../ui/preferences.ts'
import { regulars, tell } from '../../ui/server.ts'
import { speak } from '../../ui/words.ts'
import { meQuery } from '../session.ts'

export function useLeaving(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await tell(regulars.POST('/api/auth/sign-out', { body: {} }))
    await navigate({ to: '/sign-in' })
    // Nothing that was seen stays for whoever sits down next.
    queries.clear()
  }
}

/** Switches at once; the server remembers it for this person's other devices. */
export function useLanguageChoice(): (wanted: Language) => Promise<void> {
  const queries = useQueryClient()
  return async (wanted) => {
    await speak(wanted)
    language.set(wanted)
    const me = queries.getQueryData(meQuery.queryKey)
    if (me !== undefined) await tell(regulars.PATCH('/v1/me', { body: { locale: wanted } }))
    // Sentences come from the server in the language that was asked for.
    await queries.invalidateQueries()
  }
}
