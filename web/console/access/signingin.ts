/** Signing in, for the sign-in page and for those that end with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, ask, regulars, type Sent } from '../../ui/server.ts'
import { signedByPasskey } from './passkey.ts'

export type Credentials = { readonly email: string; readonly password: string; readonly rememberMe?: boolean }

/** With what the second step may be done; null when there is none. */
export type SecondStep = Answer<'/api/auth/sign-in/email', 'post'>['secondStep']

type Proof = Sent<'/api/auth/sign-in/second-step', 'post'>

/** Nothing that somebody else saw here stays. */
function useEntered(done: () => unknown): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    queries.clear()
    await done()
  }
}

/** @param done when the person is in; until the second step is done nobody is, and `data.secondStep` says so */
export function useSigningIn(done: () => unknown) {
  const entered = useEntered(done)
  return useMutation({
    mutationFn: ({ email, password, rememberMe = true }: Credentials) =>
      ask(regulars.POST('/api/auth/sign-in/email', { body: { email, password, rememberMe } })),
    onSuccess: async ({ secondStep }) => {
      if (secondStep === null) await entered()
    },
  })
}

export function useSecondStep(done: () => unknown) {
  return useMutation({
    mutationFn: (proof: Proof) => ask(regulars.POST('/api/auth/sign-in/second-step', { body: proof })),
    onSuccess: useEntered(done),
  })
}

/** @param rememberMe false: until the browser closes */
export function usePasskeySignIn({ rememberMe, done }: { rememberMe: boolean; done: () => unknown }) {
  return useMutation({
    mutationFn: async () => {
      const body = { ...(await signedByPasskey()), rememberMe }
      return ask(regulars.POST('/api/auth/sign-in/passkey', { body }))
    },
    onSuccess: useEntered(done),
  })
}
