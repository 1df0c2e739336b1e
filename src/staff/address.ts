/** Enough of a network address to know one's own places again, and too little to follow anybody: no host, no household. Pure. */

/** `203.0.113.x` of IPv4; the first 48 bits of IPv6, which is what a provider gives to a customer or a company. */
export function coarseAddress(address: string): string {
  const four = /(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1]
  if (four !== undefined) return `${four}.x`
  const [head = ''] = address.split('::')
  const groups = head
    .split(':')
    .slice(0, 3)
    .filter((group) => group !== '')
  return groups.length === 0 ? '::' : `${groups.join(':')}::/48`
}
