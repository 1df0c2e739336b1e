/** One identity, one form: what is compared is normalised here, so that two ways of writing it find the same member. */
import { domainToASCII } from 'node:url'
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { type Refusal, unreachable } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import { emailInvalid, identityInvalid, phoneInvalid } from './errors.ts'
import type { GivenIdentity, Identity } from './member.ts'
import { isMemberNumber } from './number.ts'

/**
 * - phone: E.164, and a number that the numbering plan allows (a digit too few is noticed). National formats are read with the identity's region, else `region`; digits of any script are understood.
 * - email: trimmed, NFC, lower case throughout (no mailbox that people use tells case apart), the domain in its ASCII form.
 *   Dots and plus tags stay: for some providers they are another mailbox.
 * - card: letters and digits without spaces and hyphens, upper case.
 * - wechat-openid: belongs to an app, whose id is the source. wechat-unionid: of the whole platform account.
 * - external: any text, its case kept, unique within its source.
 */
export function identityOf(given: GivenIdentity, region: string): Identity | Refusal {
  const text = cleanText(given.value, 254)
  if (text === undefined) return identityInvalid({ kind: given.kind })
  const source = sourceOf(given)
  if (source === undefined) return identityInvalid({ kind: given.kind })
  const value = normalised({ ...given, value: text }, region)
  return typeof value === 'string' ? { kind: given.kind, source, value } : value
}

/** Kinds that belong to an app or another system must say which; the others must not. */
function sourceOf(given: GivenIdentity): string | undefined {
  if (given.kind !== 'wechat-openid' && given.kind !== 'external')
    return given.source === undefined || given.source === '' ? '' : undefined
  return given.source !== undefined && isSource(given.source) ? given.source : undefined
}

/** The id of an app, or the name of another system: letters, digits, dot, hyphen and underscore. */
export function isSource(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)
}

function normalised(given: GivenIdentity, region: string): string | Refusal {
  const matched = (pattern: RegExp, text = given.value) =>
    pattern.test(text) ? text : identityInvalid({ kind: given.kind })
  switch (given.kind) {
    case 'phone':
      return phoneOf(given.value, given.region ?? region)
    case 'email':
      return emailOf(given.value)
    case 'card':
      return matched(/^[A-Z0-9]{4,32}$/, given.value.replace(/[ -]/g, '').toUpperCase())
    case 'number': {
      const digits = given.value.replace(/[ -]/g, '')
      return isMemberNumber(digits) ? digits : identityInvalid({ kind: given.kind })
    }
    case 'wechat-openid':
    case 'wechat-unionid':
      return matched(/^[A-Za-z0-9_-]{1,128}$/)
    case 'external':
      return matched(/^.{1,200}$/u)
    default:
      return unreachable(given.kind)
  }
}

function isRegion(region: string): region is CountryCode {
  return isSupportedCountry(region)
}

function phoneOf(text: string, region: string): string | Refusal {
  if (!isRegion(region)) return phoneInvalid({ region: region.slice(0, 8) })
  const read =
    text.length > 40 ? undefined : parsePhoneNumberFromString(text, { defaultCountry: region, extract: false })
  return read?.isValid() === true && read.ext === undefined ? read.number : phoneInvalid({ region })
}

/** RFC 5321's limits (64 before the @, 254 in all) and the characters that mailboxes are made of; no quoted local parts. */
function emailOf(text: string): string | Refusal {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at).toLowerCase()
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase()
  const whole = `${local}@${domain}`
  const localIsFine =
    at > 0 &&
    local.length <= 64 &&
    /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)
  const domainIsFine = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)
  return localIsFine && domainIsFine && whole.length <= 254 ? whole : emailInvalid({})
}

/** Equal for equal identities, different for different ones: no part can hold the separator. */
export function identityKey(identity: Identity): string {
  return `${identity.kind}\n${identity.source}\n${identity.value}`
}
