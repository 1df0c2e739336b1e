/** Signing in, for the sign-in page and for those that end with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, regulars } from '../../ui/server.ts'

export type Credentials = { readonly email: string; readonly password: string; readonly rememberMe?: boolean }

export function useSigningIn(done: () => unknown) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ email, password, rememberMe = true }: Credentials) =>
      ask(regulars.POST('/api/auth/sign-in/email', { body: { email, password, rememberMe } })),
    onSuccess: async () => {
      queries.clear()
      await done()
    },
  })
}
