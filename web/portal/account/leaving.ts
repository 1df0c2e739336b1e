import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forget } from '../session.ts'

/** After what ends the session: nothing of the member stays on the device. */
export function useLeaving(end: () => Promise<void>) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async () => {
      await end()
      await navigate({ to: '/join', replace: true })
      await forget(queries)
    },
  })
}
