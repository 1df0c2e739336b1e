/** The shapes of WebAuthn (W3C, level 3, section 5) as far as they travel between console and server. */
import { Type } from 'typebox'

const text = (atMost: number) => Type.String({ minLength: 1, maxLength: atMost })
/** Base64url of what devices make: ids and signatures are short, attestations can carry certificates. */
const short = text(2_000)
const long = text(40_000)
const publicKey = Type.Literal('public-key')
/** A device may say things that we do not know; they are left alone. */
const transports = Type.Array(text(40), { maxItems: 20 })

export const registeredSchema = Type.Object({
  id: short,
  rawId: short,
  type: publicKey,
  response: Type.Object({
    clientDataJSON: short,
    attestationObject: long,
    transports: Type.Optional(transports),
  }),
})

export const assertedSchema = Type.Object(
  {
    token: text(2_000),
    response: Type.Object({
      id: short,
      rawId: short,
      type: publicKey,
      response: Type.Object({
        clientDataJSON: short,
        authenticatorData: short,
        signature: short,
        userHandle: Type.Optional(short),
      }),
    }),
  },
  { additionalProperties: false },
)

const begun = {
  token: Type.String({ description: 'Goes back with the answer of the device; works once, for ten minutes' }),
}

export const registrationSchema = Type.Object({
  ...begun,
  options: Type.Object({
    rp: Type.Object({ name: Type.String(), id: Type.String() }),
    user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
    challenge: Type.String(),
    pubKeyCredParams: Type.Array(Type.Object({ type: publicKey, alg: Type.Integer() })),
    timeout: Type.Integer(),
    attestation: Type.Literal('none'),
    authenticatorSelection: Type.Object({
      residentKey: Type.Literal('required'),
      requireResidentKey: Type.Boolean(),
      userVerification: Type.Literal('required'),
    }),
    excludeCredentials: Type.Array(Type.Object({ type: publicKey, id: Type.String() })),
  }),
})

export const assertionSchema = Type.Object({
  ...begun,
  options: Type.Object({
    challenge: Type.String(),
    rpId: Type.String(),
    timeout: Type.Integer(),
    userVerification: Type.Literal('required'),
  }),
})
