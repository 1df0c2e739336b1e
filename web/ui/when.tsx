/** A moment in two lines: the text beside it needs the width. */
import { useFormat } from './format.ts'

export function When({ at }: { readonly at: string }) {
  const format = useFormat()
  return (
    <>
      <div>{format.day(at)}</div>
      <div className="quiet">{format.time(at)}</div>
    </>
  )
}
