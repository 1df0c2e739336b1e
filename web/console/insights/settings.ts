/** A setting of insights as it is held, and saving another value of it: refused when somebody was faster. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, type Call } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'

export type Held<Value> = { readonly revision: number; readonly value: Value }

/** @param setting of its address @returns undefined until it is there */
export function useHeld<Body>(setting: string, read: () => Call<Body>): Body | undefined {
  return useQuery({ queryKey: ['insights', 'settings', setting], queryFn: () => ask(read()) }).data
}

type After = { readonly saved: string; readonly close: () => void }

/** What is made of it is asked for again. @param write as the route takes what the form gives */
export function useSaving<Given>(write: (given: Given) => Call<unknown>, { saved, close }: After) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: Given) => ask(write(given)),
    onSuccess: async () => {
      toast.success(saved)
      close()
      await queries.invalidateQueries({ queryKey: ['insights'] })
    },
  })
}
