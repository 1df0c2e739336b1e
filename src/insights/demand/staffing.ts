/**
 * Staff by hour of the week from visits.
 * Source: Erlang (1917), the waiting system with several desks; in the form of Gans, Koole & Mandelbaum (2003), "Telephone call
 * centers", section 3. It takes visits of an hour as random and even, and nobody as leaving the queue: on the safe side for a shop.
 */

export const HOURS_OF_WEEK = 168

/** One hour of the week; 0 is Monday from midnight to one. */
export type Hour = {
  readonly hour: number
  /** Visits that are expected. */
  readonly visits: number
  readonly staff: number
  /** Share of the visitors that are served within the time promised, with that staff; 1 without visits. */
  readonly inTime: number
  /** Share of the staff's hour that is spent with visitors. */
  readonly busy: number
}

export type TooFewWeeks = { readonly kind: 'too-few-weeks'; readonly has: number; readonly needs: number }

/** What a visit takes and what the shop promises. */
export type Service = {
  /** Visits that one person can serve in an hour. */
  readonly visitsEachHour: number
  /** Share of the visitors who need not wait longer than `withinSeconds`. */
  readonly share: number
  readonly withinSeconds: number
  /** Staff of an open hour, whoever comes. */
  readonly atLeast: number
}

/** Before, one odd week is a quarter of what is known. */
const LEAST_WEEKS = 4
/** A desk for everybody who may come at once: beyond, a figure of the input is wrong. */
const MOST_STAFF = 1_000

/**
 * Staff of every hour of the week from what came in the same hours of earlier weeks.
 * @param weeks visits of 168 hours each; null is an hour in which the shop was closed
 * @returns an hour that was never open needs nobody
 */
export function staffByHour(
  weeks: readonly (readonly (number | null)[])[],
  service: Service,
): readonly Hour[] | TooFewWeeks {
  if (weeks.length < LEAST_WEEKS) return { kind: 'too-few-weeks', has: weeks.length, needs: LEAST_WEEKS }
  return Array.from({ length: HOURS_OF_WEEK }, (_, hour): Hour => {
    const open = weeks.map((week) => week[hour] ?? null).filter((visits) => visits !== null)
    if (open.length === 0) return { hour, visits: 0, staff: 0, inTime: 1, busy: 0 }
    const visits = open.reduce((sum, each) => sum + each, 0) / open.length
    return { hour, visits, ...staffFor(visits, service) }
  })
}

/** The fewest people who keep the promise for so many visits in an hour. */
export function staffFor(visits: number, service: Service): Pick<Hour, 'staff' | 'inTime' | 'busy'> {
  const load = visits / service.visitsEachHour
  let staff = Math.max(service.atLeast, Math.floor(load) + (visits > 0 ? 1 : 0))
  while (staff < MOST_STAFF && servedInTime(load, staff, service) < service.share) staff += 1
  return { staff, inTime: servedInTime(load, staff, service), busy: staff === 0 ? 0 : Math.min(1, load / staff) }
}

/**
 * Share of the visitors who wait no longer than promised, by Erlang's formula C.
 * @param load hours of work that come in an hour
 */
function servedInTime(load: number, staff: number, { visitsEachHour, withinSeconds }: Service): number {
  if (load === 0) return 1
  if (staff <= load) return 0
  // Erlang B by its recursion, which does not overflow; C follows from it.
  let blocked = 1
  for (let desk = 1; desk <= staff; desk += 1) blocked = (load * blocked) / (desk + load * blocked)
  const waits = blocked / (1 - (load / staff) * (1 - blocked))
  return 1 - waits * Math.exp((-(staff - load) * visitsEachHour * withinSeconds) / 3_600)
}
