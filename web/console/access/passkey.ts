/** What the device is asked: to make a passkey, or to sign with one. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import i18next from 'i18next'
import { ask, regulars, Trouble } from '../../ui/server.ts'

/** False over plain http and at bare numbers: browsers offer passkeys only where a name stands for the server. */
export function passkeysPossible(): boolean {
  return browserSupportsWebAuthn() && window.isSecureContext && !/^[\d.]+$|:/.test(window.location.hostname)
}

/** Signs in a form that the server knows how to check. @throws Trouble when the person or the device did not want to */
export async function signedByPasskey() {
  const { token, options } = await ask(regulars.POST('/api/auth/passkey-options'))
  return { token, response: await fromDevice(() => startAuthentication({ optionsJSON: options })) }
}

/** @throws Trouble as above */
export async function madePasskey() {
  const { token, options } = await ask(regulars.POST('/v1/me/passkeys/options'))
  return { token, response: await fromDevice(() => startRegistration({ optionsJSON: options })) }
}

async function fromDevice<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer()
  } catch (error) {
    const known = error instanceof Error && error.name === 'InvalidStateError'
    const title = known ? i18next.t('access.passkeyKnown') : i18next.t('access.passkeyNothing')
    throw new Trouble({ title, status: 400, code: 'passkey.nothing' })
  }
}
