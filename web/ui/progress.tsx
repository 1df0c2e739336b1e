/** How far something has come, drawn and, where `said` is given, in words beside it. */
type Props = {
  /** 0 … 1. */ readonly share: number
  readonly label: string
  readonly said?: string
}

const PERCENT = 100

export function Progress({ share, label, said }: Props) {
  const percent = Math.floor(Math.min(Math.max(share, 0), 1) * PERCENT)
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={PERCENT}
        aria-valuenow={percent}
        {...(said === undefined ? {} : { 'aria-valuetext': said })}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      {said === undefined ? null : <span className="figures">{said}</span>}
    </div>
  )
}
