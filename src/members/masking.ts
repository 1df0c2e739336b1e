/** What somebody without the right to see persons in clear gets to see: enough to recognise, too little to use. Pure. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Address, Member, MemberIdentity, MemberLine } from './member.ts'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const wordless = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment
  return ''
}

/** 张三 and 张三丰 become 张*, John Smith becomes J*** S***; a name of a single sign shows nothing. How long a name is stays hidden. */
export function maskedName(name: string): string {
  return name
    .split(/\s+/u)
    .map((word) => {
      const first = firstGrapheme(word)
      if (first === word) return '*'
      return wordless.test(first) ? `${first}*` : `${first}***`
    })
    .join(' ')
}

/** +8613812341234 becomes +86 138****1234; short numbers keep only their last two digits. */
export function maskedPhone(phone: string): string {
  const read = parsePhoneNumberFromString(phone)
  const national = read?.nationalNumber ?? phone.replace(/\D/g, '')
  const country = read === undefined ? '' : `+${read.countryCallingCode} `
  return national.length < 9
    ? `${country}****${national.slice(-2)}`
    : `${country}${national.slice(0, 3)}****${national.slice(-4)}`
}

/** ada@example.com becomes a***@example.com. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${firstGrapheme(email)}***${email.slice(at)}`
}

/** Ids of other systems stay as they are: they name a record there, not a person. */
function maskedIdentity(identity: MemberIdentity): MemberIdentity {
  const { kind, value } = identity
  if (kind === 'phone') return { ...identity, value: maskedPhone(value) }
  if (kind === 'email') return { ...identity, value: maskedEmail(value) }
  if (kind === 'card') return { ...identity, value: `****${value.slice(value.length < 9 ? -2 : -4)}` }
  if (kind === 'wechat-openid' || kind === 'wechat-unionid') return { ...identity, value: `${value.slice(0, 2)}***` }
  return identity
}

/** Country, province and city stay; where in the city does not. */
function maskedAddress(address: Address): Address {
  const hidden = { district: '***', street: '***', postcode: '***' }
  return { ...address, ...(address.district || address.street || address.postcode ? hidden : {}) }
}

function masked(text: string | null, mask: (text: string) => string): string | null {
  return text === null ? null : mask(text)
}

/** A name in a list of something else: hidden from who may not see members, masked for who may not see them in clear. */
export function shownName(
  name: string | null,
  may: (right: 'members.read' | 'members.unmask') => boolean,
): string | null {
  if (name === null || !may('members.read')) return null
  return may('members.unmask') ? name : maskedName(name)
}

export function maskedLine(line: MemberLine): MemberLine {
  return {
    ...line,
    name: masked(line.name, maskedName),
    phone: masked(line.phone, maskedPhone),
    email: masked(line.email, maskedEmail),
  }
}

export function maskedMember(member: Member): Member {
  return {
    ...member,
    name: masked(member.name, maskedName),
    phone: masked(member.phone, maskedPhone),
    email: masked(member.email, maskedEmail),
    givenName: masked(member.givenName, maskedName),
    familyName: masked(member.familyName, maskedName),
    birthday: masked(member.birthday, () => '****-**-**'),
    gender: null,
    address: member.address === null ? null : maskedAddress(member.address),
    identities: member.identities.map(maskedIdentity),
  }
}
