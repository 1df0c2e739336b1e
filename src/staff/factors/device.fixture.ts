/** A device with passkeys, for tests: it answers as WebAuthn (W3C, level 3) says, or a little differently on purpose. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Answering = {
  readonly challenge: string
  readonly origin: string
  /** For which address the device believes the passkey to be; the origin's when absent. */
  readonly rpId?: string
  /** Whether it checked its holder. */
  readonly verified?: boolean
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()
const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

export function device() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = base64url(credentialId)
  const jwk = publicKey.export({ format: 'jwk' })
  const [x, y] = [Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]
  /** RFC 9053: key type EC2, ES256, P-256, the point. */
  const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), x, Buffer.from('225820', 'hex'), y])
  let signed = 0

  function authenticatorData(asked: Answering, flags: number, rest: Buffer): Buffer {
    signed += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(signed)
    const checked = asked.verified === false ? 0 : VERIFIED
    const address = asked.rpId ?? new URL(asked.origin).hostname
    return Buffer.concat([sha256(address), Buffer.from([PRESENT | checked | flags]), counter, rest])
  }
  const clientData = (type: string, { challenge, origin }: Answering): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  return {
    id,
    register(asked: Answering) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const data = authenticatorData(asked, ATTESTED, Buffer.concat([Buffer.alloc(16), length, credentialId, cose]))
      const size = Buffer.alloc(2)
      size.writeUInt16BE(data.length)
      // RFC 8949: { fmt: 'none', attStmt: {}, authData }.
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from('59', 'hex'),
        size,
        data,
      ])
      const clientDataJSON = base64url(clientData('webauthn.create', asked))
      const response = { clientDataJSON, attestationObject: base64url(attestation), transports: ['internal'] }
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
    },
    assert(asked: Answering) {
      const data = authenticatorData(asked, 0, Buffer.alloc(0))
      const client = clientData('webauthn.get', asked)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      }
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
    },
    /** The next signature says that it is the first: a copy of the device that did not see the others. */
    forgetUse() {
      signed = 0
    },
  }
}
