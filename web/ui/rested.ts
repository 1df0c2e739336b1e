/** What somebody is writing, once it rests. */
import { useEffect, useState } from 'react'

export function useRested<T>(written: T, milliseconds: number): T {
  const [rested, setRested] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => setRested(written), milliseconds)
    return () => clearTimeout(timer)
  }, [written, milliseconds])
  return rested
}
