/** Generated from docs/api/openapi.json by scripts/openapi.ts. */
export type Condition = {
  all: (Condition)[]
} | {
  any: (Condition)[]
} | {
  not: Condition
} | {
  line: "any" | "all" | "none"
  where: Condition
} | {
  field: string
  is: "is-set" | "is-not-set" | "equals" | "not-equals" | "less-than" | "at-most" | "greater-than" | "at-least" | "contains" | "starts-with" | "within" | "in" | "not-in" | "has-any" | "has-all" | "has-none" | "within-any" | "between" | "during"
  value?: string | number | boolean | (string | number | boolean)[] | {
    from: string | number
    to: string | number
  }
}
export type Definition = {
  name: {
    en: string
    "zh-CN": string
  }
  timeZone: string
  currencies: "any" | (string)[]
  wallets: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    }
    purpose: "spend" | "status"
    pending: {
      kind: "none"
    } | {
      kind: "days"
      days: number
    } | {
      kind: "until"
      date: string
    } | {
      kind: "event"
      event: string
      cancelAfterDays: number
    }
    expiry: {
      kind: "never"
    } | {
      kind: "rolling"
      months: number
      roundUpTo: "day" | "week" | "month" | "quarter" | "year"
    } | {
      kind: "dates"
      dates: (string)[]
      leastMonths: number
    } | {
      kind: "inactivity"
      months: number
      roundUpTo: "day" | "week" | "month" | "quarter" | "year"
      resetBy: ("earn" | "redeem" | "exchange" | "transfer" | "order")[]
    }
    maximum?: number
    caps?: ({
      points: number
      per: "day" | "week" | "month" | "year" | "lifetime"
    })[]
    spendCaps?: ({
      points: number
      per: "order" | "day" | "week" | "month" | "year" | "lifetime"
    })[]
    approval?: {
      above: number
      withinDays?: number
    }
    checkout?: {
      points: number
      minor: number
      currency: string
      least?: number
      step?: number
      most?: number
      mostBasisPoints?: number
      lines?: Condition
      earns?: boolean
    }
    debt: "owe" | "forgive" | "pending-only"
  })[]
  earningRules: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    wallet: string
    when?: Condition
    lines?: Condition
    startsAt?: string
    endsAt?: string
    earn: {
      by: "amount"
      points: number
      perUnits: number
    } | {
      by: "quantity"
      points: number
      per: number
    } | {
      by: "order"
      points: number
    } | {
      by: "multiply"
      rule: string
      percent: number
    }
    tierMultiplier?: string
    pending?: {
      kind: "none"
    } | {
      kind: "days"
      days: number
    } | {
      kind: "until"
      date: string
    } | {
      kind: "event"
      event: string
      cancelAfterDays: number
    }
    expiry?: {
      kind: "never"
    } | {
      kind: "rolling"
      months: number
      roundUpTo: "day" | "week" | "month" | "quarter" | "year"
    } | {
      kind: "dates"
      dates: (string)[]
      leastMonths: number
    } | {
      kind: "inactivity"
      months: number
      roundUpTo: "day" | "week" | "month" | "quarter" | "year"
      resetBy: ("earn" | "redeem" | "exchange" | "transfer" | "order")[]
    }
    rounding: "floor" | "half-up" | "ceil"
    cap?: {
      points: number
      per: "order" | "day" | "week" | "month" | "year" | "lifetime"
    }
  })[]
  ladders: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    wallet?: string
    window?: {
      kind: "lifetime"
    } | {
      kind: "rolling"
      months: number
    } | {
      kind: "rolling"
      days: number
    } | {
      kind: "calendar-year"
    } | {
      kind: "member-anniversary"
    } | {
      kind: "tier-anniversary"
    }
    reviewed?: "month" | "quarter" | "year"
    rise?: "at-once" | "next-period"
    fall?: {
      how: "never" | "one-step" | "full"
      graceDays?: number
      roundUpTo?: "month" | "quarter" | "year"
      warnDays?: number
    }
    tiers: ({
      code: string
      name: {
        en: string
        "zh-CN": string
      }
      reach: number | "invitation" | {
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
      } | {
        all: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
        } | {
          all: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        } | {
          any: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        })[]
      } | {
        any: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
        } | {
          all: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        } | {
          any: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        })[]
      }
      keep: number | {
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
      } | {
        all: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
        } | {
          all: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        } | {
          any: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        })[]
      } | {
        any: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
        } | {
          all: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        } | {
          any: ({
            measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
            atLeast: number
            wallet?: string
            currency?: string
            category?: string
          })[]
        })[]
      }
      pointsPercent: number
      terms?: ({
        wallet: string
        pending?: {
          kind: "none"
        } | {
          kind: "days"
          days: number
        } | {
          kind: "until"
          date: string
        } | {
          kind: "event"
          event: string
          cancelAfterDays: number
        }
        expiry?: {
          kind: "never"
        } | {
          kind: "rolling"
          months: number
          roundUpTo: "day" | "week" | "month" | "quarter" | "year"
        } | {
          kind: "dates"
          dates: (string)[]
          leastMonths: number
        } | {
          kind: "inactivity"
          months: number
          roundUpTo: "day" | "week" | "month" | "quarter" | "year"
          resetBy: ("earn" | "redeem" | "exchange" | "transfer" | "order")[]
        }
      })[]
      benefits?: ({
        code: string
        uses?: number
        points?: number
      })[]
    })[]
  })[]
  benefits?: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    description?: {
      en: string
      "zh-CN": string
    }
    gives: {
      kind: "service"
    } | {
      kind: "quota"
      per: "month" | "quarter" | "year" | "term"
    } | {
      kind: "gift"
      at: "birthday" | "joined" | "tier-reached"
      daysBefore?: number
      what: {
        kind: "points"
        wallet: string
      } | {
        kind: "coupon"
        offer: string
        validDays?: number
        giftable?: boolean
      }
    }
  })[]
  exchanges?: ({
    from: string
    to: string
    give: number
    receive: number
  })[]
  offerGroups?: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    mode: "all" | "first" | "best"
    alone?: boolean
    oncePerLine?: boolean
  })[]
  offers?: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    group: string
    priority: number
    needs: "nothing" | "coupon"
    members?: boolean
    when?: Condition
    startsAt?: string
    endsAt?: string
    currency?: string
    gives: ({
      kind: "percent"
      basisPoints: number
      of: "goods" | "fees"
      lines?: Condition
      base: "initial" | "remaining"
      mostMinor?: number
    } | {
      kind: "amount"
      minor: number
      of: "goods" | "fees"
      lines?: Condition
    } | {
      kind: "steps"
      by: "amount" | "quantity"
      steps: ({
        from: number
        off: {
          minor: number
        } | {
          basisPoints: number
        }
      })[]
      lines?: Condition
      base: "initial" | "remaining"
    } | {
      kind: "every"
      perMinor: number
      offMinor: number
      lines?: Condition
      base: "initial" | "remaining"
      times?: number
    } | {
      kind: "buy-get"
      buy: number
      get: number
      basisPoints: number
      lines?: Condition
      getLines?: Condition
      times?: number
    } | {
      kind: "bundle"
      parts: ({
        quantity: number
        lines?: Condition
      })[]
      priceMinor: number
      times?: number
    } | {
      kind: "prices"
      prices: ({
        sku: string
        from?: number
        minor: number
      })[]
    } | {
      kind: "gift"
      sku: string
      quantity: number
      name?: {
        en: string
        "zh-CN": string
      }
    } | {
      kind: "points"
      wallet: string
      earn: {
        by: "amount"
        points: number
        perUnits: number
      } | {
        by: "quantity"
        points: number
        per: number
      } | {
        by: "order"
        points: number
      } | {
        by: "multiply"
        rule: string
        percent: number
      }
      lines?: Condition
      rounding: "floor" | "half-up" | "ceil"
      pending?: {
        kind: "none"
      } | {
        kind: "days"
        days: number
      } | {
        kind: "until"
        date: string
      } | {
        kind: "event"
        event: string
        cancelAfterDays: number
      }
      expiry?: {
        kind: "never"
      } | {
        kind: "rolling"
        months: number
        roundUpTo: "day" | "week" | "month" | "quarter" | "year"
      } | {
        kind: "dates"
        dates: (string)[]
        leastMonths: number
      } | {
        kind: "inactivity"
        months: number
        roundUpTo: "day" | "week" | "month" | "quarter" | "year"
        resetBy: ("earn" | "redeem" | "exchange" | "transfer" | "order")[]
      }
    })[]
    limits?: ({
      of: "uses" | "discount" | "pieces" | "points"
      most: number
      per: "order" | "day" | "week" | "month" | "year" | "lifetime"
      by: "all" | "member" | "store" | "identifier"
      identifier?: string
    })[]
    onReturn?: "restore" | "keep"
  })[]
  couponIssues?: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    offer: string
    on: "member.enrolled" | "tier.changed" | "order.confirmed"
    tiers?: (string)[]
    leastMinor?: number
    currency?: string
    validDays?: number
    giftable?: boolean
  })[]
  costs?: ({
    sku: string
    currency: string
    minor: number
    priceMinor?: number
  })[]
  marginFloor?: {
    basisPoints: number
    act: "warn" | "refuse"
  }
  countries?: ("CN" | "JP" | "CA-ON" | "CA-QC")[]
  claimDays?: number
  transfers?: ({
    wallet: string
    least?: number
    most?: number
    caps?: ({
      points: number
      per: "day" | "week" | "month" | "year" | "lifetime"
    })[]
    feePercent?: number
    tiers?: {
      ladder: string
      codes: (string)[]
    }
  })[]
  adjustmentReasons?: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    direction: "give" | "take" | "both"
    evidence?: boolean
  })[]
  presence?: ("points" | "coupons" | "benefits")[]
  publishing?: {
    approvals: number
  }
  expiryGuardPercent: number
}
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  facts: {
    [name: string]: unknown
  }
}
export interface paths {
  "/healthz": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  status: "ok"
} } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/readyz": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  status: "ok"
} } }; 503: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/metrics": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": string } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/api/auth/sign-in/email": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  email: string
  password: string
  rememberMe: boolean
} } }; responses: { 200: { content: { "application/json": {
  staffId: string
  secondStep: {
    totp: boolean
    passkey: boolean
    recoveryCode: boolean
  } | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/api/auth/sign-in/second-step": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
} | {
  recoveryCode: string
} } }; responses: { 200: { content: { "application/json": {
  staffId: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/api/auth/sign-out": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  [name: string]: unknown
} } }; responses: { 200: { content: { "application/json": {
  signedOut: true
} } }; 403: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/api/auth/change-password": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  currentPassword: string
  newPassword: string
} } }; responses: { 200: { content: { "application/json": {
  changed: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/invitations/accept": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
  password: string
} } }; responses: { 200: { content: { "application/json": {
  email: string
} } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/api/auth/confirm": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  password: string
} | {
  code: string
} | {
  passkey: {
    token: string
    response: {
      id: string
      rawId: string
      type: "public-key"
      response: {
        clientDataJSON: string
        authenticatorData: string
        signature: string
        userHandle?: string
      }
    }
  }
} } }; responses: { 200: { content: { "application/json": {
  until: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me/security": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  password: boolean
  totpSince: string | null
  passkeys: ({
    passkeyId: string
    name: string
    madeAt: string
    lastUsedAt: string | null
  })[]
  recoveryCodesLeft: number
  demanded: boolean
  provedUntil: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/me/totp": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  secret: string
  address: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    delete: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/me/totp/confirm": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
} } }; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me/recovery-codes": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  codes: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/sign-in-rules": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  secondFactorRoles: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  secondFactorRoles: (string)[]
} } }; responses: { 200: { content: { "application/json": {
  secondFactorRoles: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/staff/{staffId}/reset-second-factors": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { staffId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me/passkeys/options": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  token: string
  options: {
    rp: {
      name: string
      id: string
    }
    user: {
      id: string
      name: string
      displayName: string
    }
    challenge: string
    pubKeyCredParams: ({
      type: "public-key"
      alg: number
    })[]
    timeout: number
    attestation: "none"
    authenticatorSelection: {
      residentKey: "required"
      requireResidentKey: boolean
      userVerification: "required"
    }
    excludeCredentials: ({
      type: "public-key"
      id: string
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me/passkeys": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  token: string
  name: string
  response: {
    id: string
    rawId: string
    type: "public-key"
    response: {
      clientDataJSON: string
      attestationObject: string
      transports?: (string)[]
    }
  }
} } }; responses: { 201: { content: { "application/json": {
  passkeyId: string
  name: string
  madeAt: string
  lastUsedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me/passkeys/{passkeyId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { passkeyId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/api/auth/passkey-options": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  token: string
  options: {
    challenge: string
    rpId: string
    timeout: number
    userVerification: "required"
  }
} } }; 403: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/api/auth/sign-in/passkey": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  token: string
  response: {
    id: string
    rawId: string
    type: "public-key"
    response: {
      clientDataJSON: string
      authenticatorData: string
      signature: string
      userHandle?: string
    }
  }
  rememberMe: boolean
} } }; responses: { 200: { content: { "application/json": {
  staffId: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/sign-in-options": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  sso: string | null
} } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/setup": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  needed: boolean
} } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
  name: string
  email: string
  password: string
} } }; responses: { 201: { content: { "application/json": {
  staffId: string
} } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/me": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  kind: "staff" | "key"
  id: string
  name: string
  email: string | null
  role: string | null
  rights: (string)[]
  stores: (string)[] | null
  factorDue: boolean
  locale: "en" | "zh-CN" | "zh-TW"
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string
  locale?: "en" | "zh-CN" | "zh-TW" | null
} } }; responses: { 200: { content: { "application/json": {
  kind: "staff" | "key"
  id: string
  name: string
  email: string | null
  role: string | null
  rights: (string)[]
  stores: (string)[] | null
  factorDue: boolean
  locale: "en" | "zh-CN" | "zh-TW"
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/me/sessions": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    sessionId: string
    createdAt: string
    expiresAt: string
    lastUsedAt: string
    address: string | null
    userAgent: string | null
    way: "password" | "passkey" | "sso"
    current: boolean
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  ended: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/me/sessions/{sessionId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { sessionId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/roles": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  roles: ({
    role: string
    words: {
      en: string
      "zh-CN": string
    }
    rights: (string)[]
    own: boolean
    staff: number
  })[]
  rights: ({
    right: string
    words: {
      en: string
      "zh-CN": string
    }
    reach: "any" | "own" | "all"
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  rights: ("members.read" | "members.unmask" | "members.write" | "members.merge" | "notes.read" | "notes.write" | "portal.view" | "catalogue.read" | "catalogue.write" | "points.redeem" | "points.adjust" | "points.approve" | "benefits.use" | "tiers.place" | "orders.read" | "orders.write" | "tills.manage" | "coupons.read" | "coupons.give" | "coupons.write" | "programme.read" | "programme.publish" | "consents.write" | "messages.read" | "programme.approve" | "imports.run" | "jobs.run" | "insights.read" | "insights.manage" | "staff.manage" | "keys.manage" | "integrations.manage" | "audit.read" | "metrics.read")[]
} } }; responses: { 201: { content: { "application/json": {
  role: string
  words: {
    en: string
    "zh-CN": string
  }
  rights: (string)[]
  own: boolean
  staff: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/roles/{role}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { role: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { role: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string
  rights?: ("members.read" | "members.unmask" | "members.write" | "members.merge" | "notes.read" | "notes.write" | "portal.view" | "catalogue.read" | "catalogue.write" | "points.redeem" | "points.adjust" | "points.approve" | "benefits.use" | "tiers.place" | "orders.read" | "orders.write" | "tills.manage" | "coupons.read" | "coupons.give" | "coupons.write" | "programme.read" | "programme.publish" | "consents.write" | "messages.read" | "programme.approve" | "imports.run" | "jobs.run" | "insights.read" | "insights.manage" | "staff.manage" | "keys.manage" | "integrations.manage" | "audit.read" | "metrics.read")[]
} } }; responses: { 200: { content: { "application/json": {
  role: string
  words: {
    en: string
    "zh-CN": string
  }
  rights: (string)[]
  own: boolean
  staff: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/staff": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    staffId: string
    name: string
    email: string
    role: string
    stores: (string)[] | null
    locale: "en" | "zh-CN" | "zh-TW" | null
    status: "active" | "invited" | "deactivated"
    createdAt: string
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  email: string
  role: string
  stores?: (string)[] | null
  password?: string
} } }; responses: { 201: { content: { "application/json": {
  staffId: string
  name: string
  email: string
  role: string
  stores: (string)[] | null
  locale: "en" | "zh-CN" | "zh-TW" | null
  status: "active" | "invited" | "deactivated"
  createdAt: string
  invitation?: {
    path: string
    expiresAt: string
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/staff/{staffId}": {
    get?: never
    put?: never
    post?: never
    delete?: never
    patch: { parameters: { query?: never; header?: never; path: { staffId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string
  role?: string
  stores?: (string)[] | null
} } }; responses: { 200: { content: { "application/json": {
  staffId: string
  name: string
  email: string
  role: string
  stores: (string)[] | null
  locale: "en" | "zh-CN" | "zh-TW" | null
  status: "active" | "invited" | "deactivated"
  createdAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/staff/{staffId}/invitation": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { staffId: string }; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  path: string
  expiresAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/staff/{staffId}/deactivate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { staffId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  revokeKeys: boolean
} } }; responses: { 200: { content: { "application/json": {
  keysRevoked: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/staff/{staffId}/reactivate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { staffId: string }; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  path: string
  expiresAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/keys": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    keyId: string
    name: string
    prefix: string
    rights: (string)[]
    stores: (string)[] | null
    madeBy: string | null
    madeAt: string
    expiresAt: string | null
    lastUsedAt: string | null
    revokedAt: string | null
    previousUntil: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  rights: ("members.read" | "members.unmask" | "members.write" | "members.merge" | "notes.read" | "notes.write" | "portal.view" | "catalogue.read" | "catalogue.write" | "points.redeem" | "points.adjust" | "points.approve" | "benefits.use" | "tiers.place" | "orders.read" | "orders.write" | "tills.manage" | "coupons.read" | "coupons.give" | "coupons.write" | "programme.read" | "programme.publish" | "consents.write" | "messages.read" | "programme.approve" | "imports.run" | "jobs.run" | "insights.read" | "insights.manage" | "staff.manage" | "keys.manage" | "integrations.manage" | "audit.read" | "metrics.read")[]
  stores?: (string)[] | null
  expiresAt?: string
} } }; responses: { 201: { content: { "application/json": {
  keyId: string
  name: string
  prefix: string
  rights: (string)[]
  stores: (string)[] | null
  madeBy: string | null
  madeAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
  previousUntil: string | null
  key: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/keys/{keyId}/rotate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { keyId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  overlapHours: number
} } }; responses: { 200: { content: { "application/json": {
  keyId: string
  name: string
  prefix: string
  rights: (string)[]
  stores: (string)[] | null
  madeBy: string | null
  madeAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
  previousUntil: string | null
  key: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/keys/{keyId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { keyId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/audit": {
    get: { parameters: { query?: { from?: string; to?: string; actor?: string; operation?: string; kind?: string; subject?: string; memberId?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    auditId: string
    sequence: number | null
    at: string
    actor: {
      kind: "staff" | "key" | "member" | "operator" | "system"
      id: string | null
      name: string | null
    }
    operation: string
    subject: {
      kind: string
      id: string | null
      name: string | null
    }
    members: (string)[]
    before: {
      [name: string]: unknown
    } | null
    after: {
      [name: string]: unknown
    } | null
    fields: (string)[]
    address: string | null
    requestId: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/audit/verification": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  whole: boolean
  rows: number
  violations: number
  examples: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/audit/export": {
    get: { parameters: { query: { from?: string; to?: string; actor?: string; operation?: string; kind?: string; subject?: string; memberId?: string; format: "csv" | "jsonl" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content?: never } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  version: number
  effectiveAt: string
  publishedAt: string
  publishedBy: string
  note: string
  lots: "keep" | "move" | "better"
  approval: "none" | "given" | "waived"
  definition: Definition
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme/versions": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    version: number
    effectiveAt: string
    publishedAt: string
    publishedBy: string
    note: string
    lots: "keep" | "move" | "better"
    approval: "none" | "given" | "waived"
    publishedByName: string
    current: boolean
  })[]
  approvalsNeeded: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  definition: Definition
  effectiveAt?: string
  note: string
  lots?: "keep" | "move" | "better"
} } }; responses: { 201: { content: { "application/json": {
  version: number
  effectiveAt: string
  publishedAt: string
  publishedBy: string
  note: string
  lots: "keep" | "move" | "better"
  approval: "none" | "given" | "waived"
  definition: Definition
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/versions/{version}": {
    get: { parameters: { query?: never; header?: never; path: { version: number }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  version: number
  effectiveAt: string
  publishedAt: string
  publishedBy: string
  note: string
  lots: "keep" | "move" | "better"
  approval: "none" | "given" | "waived"
  definition: Definition
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme/drafts": {
    get: { parameters: { query?: { state?: "open" | "published"; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    draftId: string
    name: string
    base: number
    note: string
    author: string
    authorName: string
    createdAt: string
    revision: number
    changedBy: string
    changedByName: string
    changedAt: string
    version: number | null
    proposal?: {
      proposalId: string
      revision: number
      state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
    }
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  note?: string
  base?: number
  definition?: Definition
  from?: number
} } }; responses: { 201: { content: { "application/json": {
  draftId: string
  name: string
  base: number
  note: string
  author: string
  authorName: string
  createdAt: string
  revision: number
  changedBy: string
  changedByName: string
  changedAt: string
  version: number | null
  proposal?: {
    proposalId: string
    revision: number
    state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  }
  definition: Definition
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/drafts/{draftId}": {
    get: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  draftId: string
  name: string
  base: number
  note: string
  author: string
  authorName: string
  createdAt: string
  revision: number
  changedBy: string
  changedByName: string
  changedAt: string
  version: number | null
  proposal?: {
    proposalId: string
    revision: number
    state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  }
  definition: Definition
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  name?: string
  note?: string
  base?: number
  definition: Definition
} } }; responses: { 200: { content: { "application/json": {
  draftId: string
  name: string
  base: number
  note: string
  author: string
  authorName: string
  createdAt: string
  revision: number
  changedBy: string
  changedByName: string
  changedAt: string
  version: number | null
  proposal?: {
    proposalId: string
    revision: number
    state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  }
  definition: Definition
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete: { parameters: { query: { revision: number }; header?: never; path: { draftId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/programme/drafts/{draftId}/join": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  newest: number
  choices?: ({
    place: string
    side: "ours" | "theirs"
  })[]
} } }; responses: { 200: { content: { "application/json": {
  draftId: string
  name: string
  base: number
  note: string
  author: string
  authorName: string
  createdAt: string
  revision: number
  changedBy: string
  changedByName: string
  changedAt: string
  version: number | null
  proposal?: {
    proposalId: string
    revision: number
    state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  }
  definition: Definition
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/drafts/{draftId}/publish": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  effectiveAt?: string
  note?: string
  lots?: "keep" | "move" | "better"
  revision: number
  overtake?: boolean
} } }; responses: { 201: { content: { "application/json": {
  version: number
  effectiveAt: string
  publishedAt: string
  publishedBy: string
  note: string
  lots: "keep" | "move" | "better"
  approval: "none" | "given" | "waived"
  definition: Definition
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/drafts/{draftId}/merge": {
    get: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  base: number
  newest: number
  conflicts: ({
    place: string
    base?: unknown
    ours?: unknown
    theirs?: unknown
    words: {
      en: string
      "zh-CN": string
    }
  })[]
  definition: Definition
  changes: ({
    place: string
    kind: "added" | "removed" | "changed" | "reordered" | "affected"
    section: string | null
    code: string | null
    before?: unknown
    after?: unknown
    fields: ({
      path: string
      before?: unknown
      after?: unknown
    })[]
    words: {
      en: {
        title: string
        lines: ({
          name: string
          before: string | null
          after: string | null
        })[]
        details: (string)[]
      }
      "zh-CN": {
        title: string
        lines: ({
          name: string
          before: string | null
          after: string | null
        })[]
        details: (string)[]
      }
    }
  })[]
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
  approvalsNeeded: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme/versions/{version}/revert": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { version: number }; cookie?: never }; requestBody: { content: { "application/json": {
  effectiveAt?: string
  note?: string
  lots?: "keep" | "move" | "better"
} } }; responses: { 201: { content: { "application/json": {
  version: number
  effectiveAt: string
  publishedAt: string
  publishedBy: string
  note: string
  lots: "keep" | "move" | "better"
  approval: "none" | "given" | "waived"
  definition: Definition
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/drafts/{draftId}/propose": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { draftId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  effectiveAt?: string
  note?: string
  lots?: "keep" | "move" | "better"
  revision: number
  overtake?: boolean
} } }; responses: { 201: { content: { "application/json": {
  proposalId: string
  draftId: string
  draftName: string
  revision: number
  newest: number
  effectiveAt: string | null
  note: string
  lots: "keep" | "move" | "better"
  overtake: boolean
  proposedBy: string
  proposedByName: string
  proposedAt: string
  changedByName: string
  state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  approvals: number
  needed: number
  decisions: ({
    approved: boolean
    by: string
    byName: string
    at: string
    note: string
  })[]
  closedByName: string | null
  closedAt: string | null
  youMay: ("approve" | "decline" | "withdraw" | "publish")[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/proposals": {
    get: { parameters: { query?: { state?: "open" | "all"; draftId?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    proposalId: string
    draftId: string
    draftName: string
    revision: number
    newest: number
    effectiveAt: string | null
    note: string
    lots: "keep" | "move" | "better"
    overtake: boolean
    proposedBy: string
    proposedByName: string
    proposedAt: string
    changedByName: string
    state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
    approvals: number
    needed: number
    decisions: ({
      approved: boolean
      by: string
      byName: string
      at: string
      note: string
    })[]
    closedByName: string | null
    closedAt: string | null
    youMay: ("approve" | "decline" | "withdraw" | "publish")[]
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme/proposals/{proposalId}/approve": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { proposalId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  note?: string
} } }; responses: { 200: { content: { "application/json": {
  proposalId: string
  draftId: string
  draftName: string
  revision: number
  newest: number
  effectiveAt: string | null
  note: string
  lots: "keep" | "move" | "better"
  overtake: boolean
  proposedBy: string
  proposedByName: string
  proposedAt: string
  changedByName: string
  state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  approvals: number
  needed: number
  decisions: ({
    approved: boolean
    by: string
    byName: string
    at: string
    note: string
  })[]
  closedByName: string | null
  closedAt: string | null
  youMay: ("approve" | "decline" | "withdraw" | "publish")[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/proposals/{proposalId}/decline": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { proposalId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  proposalId: string
  draftId: string
  draftName: string
  revision: number
  newest: number
  effectiveAt: string | null
  note: string
  lots: "keep" | "move" | "better"
  overtake: boolean
  proposedBy: string
  proposedByName: string
  proposedAt: string
  changedByName: string
  state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  approvals: number
  needed: number
  decisions: ({
    approved: boolean
    by: string
    byName: string
    at: string
    note: string
  })[]
  closedByName: string | null
  closedAt: string | null
  youMay: ("approve" | "decline" | "withdraw" | "publish")[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/proposals/{proposalId}/withdraw": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { proposalId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  proposalId: string
  draftId: string
  draftName: string
  revision: number
  newest: number
  effectiveAt: string | null
  note: string
  lots: "keep" | "move" | "better"
  overtake: boolean
  proposedBy: string
  proposedByName: string
  proposedAt: string
  changedByName: string
  state: "waiting" | "approved" | "declined" | "withdrawn" | "void" | "published"
  approvals: number
  needed: number
  decisions: ({
    approved: boolean
    by: string
    byName: string
    at: string
    note: string
  })[]
  closedByName: string | null
  closedAt: string | null
  youMay: ("approve" | "decline" | "withdraw" | "publish")[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/files": {
    get: { parameters: { query?: { of?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  version: number | null
  draftId: string | null
  base: number
  files: ({
    path: string
    text: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/programme/files/plan": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  files: ({
    path: string
    text: string
  })[]
  base?: number
} } }; responses: { 200: { content: { "application/json": {
  problems: ({
    file: string
    line: number
    problem: string
  })[]
  plan?: {
    newest: number
    base: number
    publishable: boolean
    changes: ({
      place: string
      kind: "added" | "removed" | "changed" | "reordered" | "affected"
      section: string | null
      code: string | null
      before?: unknown
      after?: unknown
      fields: ({
        path: string
        before?: unknown
        after?: unknown
      })[]
      words: {
        en: {
          title: string
          lines: ({
            name: string
            before: string | null
            after: string | null
          })[]
          details: (string)[]
        }
        "zh-CN": {
          title: string
          lines: ({
            name: string
            before: string | null
            after: string | null
          })[]
          details: (string)[]
        }
      }
    })[]
    findings: ({
      level: "error" | "warning"
      code: string
      place: string
      sentence: {
        en: string
        "zh-CN": string
      }
      at: string
    })[]
    conflicts: ({
      place: string
      base?: unknown
      ours?: unknown
      theirs?: unknown
      words: {
        en: string
        "zh-CN": string
      }
      at: string
    })[]
    definition: Definition
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/lint": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  definition: Definition
  effectiveAt?: string
} } }; responses: { 200: { content: { "application/json": {
  publishable: boolean
  findings: ({
    level: "error" | "warning"
    code: string
    place: string
    sentence: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/words": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  definition: Definition
} } }; responses: { 200: { content: { "application/json": {
  words: {
    en: {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
    "zh-CN": {
      name: string
      basics: string
      wallets: ({
        code: string
        name: string
        sentence: string
      })[]
      earningRules: ({
        code: string
        name: string
        sentence: string
      })[]
      ladders: ({
        code: string
        name: string
        sentence: string
        tiers: ({
          code: string
          name: string
          sentence: string
        })[]
      })[]
      offerGroups: ({
        code: string
        name: string
        sentence: string
      })[]
      offers: ({
        code: string
        name: string
        sentence: string
        group: string
      })[]
      couponIssues: ({
        code: string
        name: string
        sentence: string
      })[]
      benefits: ({
        code: string
        name: string
        sentence: string
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/programme/diff": {
    get: { parameters: { query: { from?: string; to: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  from: {
    version: number | null
    draftId: string | null
  }
  to: {
    version: number | null
    draftId: string | null
  }
  changes: ({
    place: string
    kind: "added" | "removed" | "changed" | "reordered" | "affected"
    section: string | null
    code: string | null
    before?: unknown
    after?: unknown
    fields: ({
      path: string
      before?: unknown
      after?: unknown
    })[]
    words: {
      en: {
        title: string
        lines: ({
          name: string
          before: string | null
          after: string | null
        })[]
        details: (string)[]
      }
      "zh-CN": {
        title: string
        lines: ({
          name: string
          before: string | null
          after: string | null
        })[]
        details: (string)[]
      }
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/conditions/fields": {
    get: { parameters: { query: { for: "order" | "line"; draftId?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  fields: ({
    name: string
    type: "text" | "number" | "boolean" | "instant" | "date" | "minutes" | "weekday" | "list" | "category"
    words: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    } | null
    decimals: number
    caseless: boolean
    choices: ({
      value: string
      words: {
        en: string
        "zh-CN": string
      }
    })[] | null
    operators: ({
      is: "is-set" | "is-not-set" | "equals" | "not-equals" | "less-than" | "at-most" | "greater-than" | "at-least" | "contains" | "starts-with" | "within" | "in" | "not-in" | "has-any" | "has-all" | "has-none" | "within-any" | "between" | "during"
      takes: "nothing" | "one" | "many" | "range"
    })[]
  })[]
  lineFields: ({
    name: string
    type: "text" | "number" | "boolean" | "instant" | "date" | "minutes" | "weekday" | "list" | "category"
    words: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    } | null
    decimals: number
    caseless: boolean
    choices: ({
      value: string
      words: {
        en: string
        "zh-CN": string
      }
    })[] | null
    operators: ({
      is: "is-set" | "is-not-set" | "equals" | "not-equals" | "less-than" | "at-most" | "greater-than" | "at-least" | "contains" | "starts-with" | "within" | "in" | "not-in" | "has-any" | "has-all" | "has-none" | "within-any" | "between" | "during"
      takes: "nothing" | "one" | "many" | "range"
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/conditions/words": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  for: "order" | "line"
  draftId?: string
  condition: Condition
} } }; responses: { 200: { content: { "application/json": {
  words: {
    en: string
    "zh-CN": string
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members": {
    get: { parameters: { query?: { q?: string; status?: "prospect" | "active" | "suspended" | "closed"; tier?: string; losingUntil?: string; tag?: string; joinedFrom?: string; joinedTo?: string; condition?: string; filterId?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    memberId: string
    number: string
    status: "prospect" | "active" | "suspended" | "closed"
    joinedAt: string
    channel: string | null
    store: string | null
    tags: (string)[]
    revision: number
    name: string | null
    phone: string | null
    email: string | null
    tiers: {
      [name: string]: string
    }
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  status?: "prospect" | "active"
  identities?: ({
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    value: string
    source?: string
    region?: string
  })[]
  name?: string | null
  givenName?: string | null
  familyName?: string | null
  birthday?: string | null
  gender?: "female" | "male" | "other" | null
  address?: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  channel?: string | null
  store?: string | null
  locale?: string | null
  timeZone?: string | null
  attributes?: {
    [name: string]: string | number | boolean | null
  }
  phone?: string | null
  email?: string | null
  region?: string
  tags?: (string)[]
  joinedAt?: string
  consents?: ({
    code: string
    version?: number
    given: boolean
  })[]
  consentSource?: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 201: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/lookup": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
  value: string
  source?: string
  region?: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch: { parameters: { query?: never; header?: { "if-match"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string | null
  givenName?: string | null
  familyName?: string | null
  birthday?: string | null
  gender?: "female" | "male" | "other" | null
  address?: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  channel?: string | null
  store?: string | null
  locale?: string | null
  timeZone?: string | null
  attributes?: {
    [name: string]: string | number | boolean | null
  }
  phone?: string | null
  email?: string | null
  region?: string
  tags?: (string)[]
  addTags?: (string)[]
  removeTags?: (string)[]
  revision?: number
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/members/{memberId}/timeline": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    factId: string
    kind: string
    at: string
    data: {
      [name: string]: unknown
    }
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/identities": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
  value: string
  source?: string
  region?: string
} } }; responses: { 200: { content: { "application/json": {
  identityId: string
  kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
  source: string
  value: string
  addedAt: string
} } }; 201: { content: { "application/json": {
  identityId: string
  kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
  source: string
  value: string
  addedAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/identities/{identityId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { memberId: string; identityId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/members/{memberId}/suspend": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/close": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/reactivate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: "prospect" | "active" | "suspended" | "closed"
  joinedAt: string
  channel: string | null
  store: string | null
  tags: (string)[]
  revision: number
  name: string | null
  phone: string | null
  email: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  address: {
    country?: string
    province?: string
    city?: string
    district?: string
    street?: string
    postcode?: string
  } | null
  locale: string | null
  timeZone: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
  identities: ({
    identityId: string
    kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
    source: string
    value: string
    addedAt: string
  })[]
  statusReason: string | null
  statusAt: string
  mergedInto: string | null
  recordedAt: string
  changedAt: string
  erased: boolean
  masked: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/member-attributes": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    type: "text" | "number" | "boolean" | "date" | "choice"
    words: {
      en: string
      "zh-CN": string
    }
    choices: ({
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    })[]
    active: boolean
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/member-attributes/{code}": {
    get?: never
    put: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  type: "text" | "number" | "boolean" | "date" | "choice"
  words: {
    en: string
    "zh-CN": string
  }
  choices?: ({
    code: string
    words: {
      en: string
      "zh-CN": string
    }
  })[]
  active?: boolean
} } }; responses: { 200: { content: { "application/json": {
  code: string
  type: "text" | "number" | "boolean" | "date" | "choice"
  words: {
    en: string
    "zh-CN": string
  }
  choices: ({
    code: string
    words: {
      en: string
      "zh-CN": string
    }
  })[]
  active: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/consent-texts": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    version: number
    kind: "terms" | "privacy" | "marketing" | "profiling"
    channel: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
    required: boolean
    words: {
      en: string
      "zh-CN": string
    }
    publishedAt: string
  })[]
} } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/consent-texts/{code}/versions": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  kind: "terms" | "privacy" | "marketing" | "profiling"
  channel?: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
  required: boolean
  words: {
    en: string
    "zh-CN": string
  }
} } }; responses: { 201: { content: { "application/json": {
  code: string
  version: number
  kind: "terms" | "privacy" | "marketing" | "profiling"
  channel: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
  required: boolean
  words: {
    en: string
    "zh-CN": string
  }
  publishedAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/consent-texts/{code}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/members/{memberId}/consents": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    version: number
    kind: "terms" | "privacy" | "marketing" | "profiling"
    channel: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
    required: boolean
    words: {
      en: string
      "zh-CN": string
    }
    publishedAt: string
    givenNow: boolean
    said: {
      code: string
      version: number
      given: boolean
      at: string
      source: string
    } | null
  })[]
  contact: {
    perWeek: number
    quietFrom: number | null
    quietTo: number | null
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  said: ({
    code: string
    version?: number
    given: boolean
  })[]
  source?: string
} } }; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    version: number
    kind: "terms" | "privacy" | "marketing" | "profiling"
    channel: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
    required: boolean
    words: {
      en: string
      "zh-CN": string
    }
    publishedAt: string
    givenNow: boolean
    said: {
      code: string
      version: number
      given: boolean
      at: string
      source: string
    } | null
  })[]
  contact: {
    perWeek: number
    quietFrom: number | null
    quietTo: number | null
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/contact": {
    get?: never
    put: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  perWeek: number
  quietFrom?: number | null
  quietTo?: number | null
} } }; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    version: number
    kind: "terms" | "privacy" | "marketing" | "profiling"
    channel: "sms" | "email" | "wechat" | "push" | "post" | "phone" | null
    required: boolean
    words: {
      en: string
      "zh-CN": string
    }
    publishedAt: string
    givenNow: boolean
    said: {
      code: string
      version: number
      given: boolean
      at: string
      source: string
    } | null
  })[]
  contact: {
    perWeek: number
    quietFrom: number | null
    quietTo: number | null
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/member-conditions/fields": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  fields: ({
    name: string
    type: "text" | "number" | "boolean" | "instant" | "date" | "minutes" | "weekday" | "list" | "category"
    words: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    } | null
    decimals: number
    caseless: boolean
    choices: ({
      value: string
      words: {
        en: string
        "zh-CN": string
      }
    })[] | null
    operators: ({
      is: "is-set" | "is-not-set" | "equals" | "not-equals" | "less-than" | "at-most" | "greater-than" | "at-least" | "contains" | "starts-with" | "within" | "in" | "not-in" | "has-any" | "has-all" | "has-none" | "within-any" | "between" | "during"
      takes: "nothing" | "one" | "many" | "range"
    })[]
  })[]
  lineFields: ({
    name: string
    type: "text" | "number" | "boolean" | "instant" | "date" | "minutes" | "weekday" | "list" | "category"
    words: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    } | null
    decimals: number
    caseless: boolean
    choices: ({
      value: string
      words: {
        en: string
        "zh-CN": string
      }
    })[] | null
    operators: ({
      is: "is-set" | "is-not-set" | "equals" | "not-equals" | "less-than" | "at-most" | "greater-than" | "at-least" | "contains" | "starts-with" | "within" | "in" | "not-in" | "has-any" | "has-all" | "has-none" | "within-any" | "between" | "during"
      takes: "nothing" | "one" | "many" | "range"
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/member-conditions/words": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  condition: Condition
} } }; responses: { 200: { content: { "application/json": {
  words: {
    en: string
    "zh-CN": string
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/member-conditions/count": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  condition: Condition
} } }; responses: { 200: { content: { "application/json": {
  members: number
  matching: number
  looked: number
  sampled: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/member-filters": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    filterId: string
    revision: number
    name: string
    condition: Condition
    columns: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
    shared: boolean
    owner: string
    ownerName: string
    changeable: boolean
    createdAt: string
    changedAt: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  condition: Condition
  columns?: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
  shared?: boolean
} } }; responses: { 201: { content: { "application/json": {
  filterId: string
  revision: number
  name: string
  condition: Condition
  columns: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
  shared: boolean
  owner: string
  ownerName: string
  changeable: boolean
  createdAt: string
  changedAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/member-filters/{filterId}": {
    get: { parameters: { query?: never; header?: never; path: { filterId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  filterId: string
  revision: number
  name: string
  condition: Condition
  columns: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
  shared: boolean
  owner: string
  ownerName: string
  changeable: boolean
  createdAt: string
  changedAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { filterId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { filterId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  name?: string
  condition?: Condition
  columns?: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
  shared?: boolean
} } }; responses: { 200: { content: { "application/json": {
  filterId: string
  revision: number
  name: string
  condition: Condition
  columns: ("number" | "phone" | "email" | "tier" | "status" | "joined" | "origin" | "tags")[] | null
  shared: boolean
  owner: string
  ownerName: string
  changeable: boolean
  createdAt: string
  changedAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/members/export": {
    get: { parameters: { query?: { q?: string; status?: "prospect" | "active" | "suspended" | "closed"; tier?: string; losingUntil?: string; tag?: string; joinedFrom?: string; joinedTo?: string; condition?: string; filterId?: string; clear?: boolean }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content?: never } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/notes": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    noteId: string
    memberId: string
    version: number
    text: string | null
    masked: boolean
    pinned: boolean
    store: string | null
    by: {
      kind: "staff" | "key" | "system"
      id: string
      name: string | null
    }
    writtenAt: string
    changedBy: {
      kind: "staff" | "key" | "system"
      id: string
      name: string | null
    }
    changedAt: string
    own: boolean
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  text: string
  pinned?: boolean
  store?: string
} } }; responses: { 201: { content: { "application/json": {
  noteId: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/notes/{noteId}/versions": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string; noteId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    version: number
    text: string | null
    pinned: boolean
    takenBack: boolean
    by: {
      kind: "staff" | "key" | "system"
      id: string
      name: string | null
    }
    at: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/notes/{noteId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { memberId: string; noteId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  noteId: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { memberId: string; noteId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  text?: string
  pinned?: boolean
  version?: number
} } }; responses: { 200: { content: { "application/json": {
  noteId: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/members/{memberId}/household": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  householdId: string | null
  foundedAt: string | null
  masked: boolean
  members: ({
    memberId: string
    number: string
    name: string | null
    status: "prospect" | "active" | "suspended" | "closed"
    role: "head" | "adult" | "child"
    tiers: {
      [name: string]: string
    }
    since: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  with: string
  role: "head" | "adult" | "child"
} } }; responses: { 200: { content: { "application/json": {
  householdId: string | null
  foundedAt: string | null
  masked: boolean
  members: ({
    memberId: string
    number: string
    name: string | null
    status: "prospect" | "active" | "suspended" | "closed"
    role: "head" | "adult" | "child"
    tiers: {
      [name: string]: string
    }
    since: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  householdId: string | null
  foundedAt: string | null
  masked: boolean
  members: ({
    memberId: string
    number: string
    name: string | null
    status: "prospect" | "active" | "suspended" | "closed"
    role: "head" | "adult" | "child"
    tiers: {
      [name: string]: string
    }
    since: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  role: "head" | "adult" | "child"
} } }; responses: { 200: { content: { "application/json": {
  householdId: string | null
  foundedAt: string | null
  masked: boolean
  members: ({
    memberId: string
    number: string
    name: string | null
    status: "prospect" | "active" | "suspended" | "closed"
    role: "head" | "adult" | "child"
    tiers: {
      [name: string]: string
    }
    since: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/messages": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    messageId: string
    memberId: string | null
    channel: "sms" | "email"
    purpose: string
    state: "waiting" | "sent" | "failed"
    receiver: string | null
    text: string | null
    gateway: string | null
    problem: string | null
    attempts: number
    madeAt: string
    lapsesAt: string
    dueAt: string
    sentAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/presences/read": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
} } }; responses: { 201: { content: { "application/json": {
  presenceId: string
  memberId: string
  means: "card" | "phone" | "email"
  confirmed: boolean
  lapsesAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/presences": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  memberId: string
  by: "phone" | "email"
} } }; responses: { 202: { content: { "application/json": {
  presenceId: string
  memberId: string
  means: "card" | "phone" | "email"
  confirmed: boolean
  lapsesAt: string
  sentTo: string
  againSeconds: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/presences/{presenceId}/confirm": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { presenceId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
} } }; responses: { 200: { content: { "application/json": {
  presenceId: string
  memberId: string
  means: "card" | "phone" | "email"
  confirmed: boolean
  lapsesAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/products/{sku}": {
    get: { parameters: { query?: never; header?: never; path: { sku: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  sku: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  category: string | null
  brand: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { sku: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  translations?: {
    [name: string]: string
  }
  active?: boolean
  category?: string | null
  brand?: string | null
  attributes?: {
    [name: string]: string | number | boolean
  }
} } }; responses: { 200: { content: { "application/json": {
  sku: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  category: string | null
  brand: string | null
  attributes: {
    [name: string]: string | number | boolean
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/products/bulk": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  products: ({
    sku: string
    name: string
    translations?: {
      [name: string]: string
    }
    active?: boolean
    category?: string | null
    brand?: string | null
    attributes?: {
      [name: string]: string | number | boolean
    }
  })[]
  absent?: "empty" | "kept"
} } }; responses: { 200: { content: { "application/json": {
  put: number
  refused: number
  items: ({
    sku: string
    outcome: "put" | "refused"
    code?: string
    title?: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 413: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/products": {
    get: { parameters: { query?: { q?: string; active?: boolean; cursor?: string; limit?: number; category?: string; brand?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    sku: string
    name: string
    translations: {
      [name: string]: string
    }
    active: boolean
    category: string | null
    brand: string | null
    attributes: {
      [name: string]: string | number | boolean
    }
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/categories/{code}": {
    get: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  parent: string | null
  path: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  translations?: {
    [name: string]: string
  }
  active?: boolean
  parent?: string | null
} } }; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  parent: string | null
  path: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/categories": {
    get: { parameters: { query?: { q?: string; active?: boolean; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    name: string
    translations: {
      [name: string]: string
    }
    active: boolean
    parent: string | null
    path: (string)[]
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/stores/{code}": {
    get: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  channel: string | null
  city: string | null
  timeZone: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  translations?: {
    [name: string]: string
  }
  active?: boolean
  channel?: string | null
  city?: string | null
  timeZone?: string | null
} } }; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
  channel: string | null
  city: string | null
  timeZone: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/stores": {
    get: { parameters: { query?: { q?: string; active?: boolean; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    name: string
    translations: {
      [name: string]: string
    }
    active: boolean
    channel: string | null
    city: string | null
    timeZone: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/brands/{code}": {
    get: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  translations?: {
    [name: string]: string
  }
  active?: boolean
} } }; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/brands": {
    get: { parameters: { query?: { q?: string; active?: boolean; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    name: string
    translations: {
      [name: string]: string
    }
    active: boolean
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/channels/{code}": {
    get: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  translations?: {
    [name: string]: string
  }
  active?: boolean
} } }; responses: { 200: { content: { "application/json": {
  code: string
  name: string
  translations: {
    [name: string]: string
  }
  active: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/channels": {
    get: { parameters: { query?: { q?: string; active?: boolean; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    name: string
    translations: {
      [name: string]: string
    }
    active: boolean
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/statement": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  at: string
  programmeVersion: number
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  lots: ({
    lotId: string
    wallet: string
    amount: number
    remaining: number
    held: number
    earnedAt: string
    availableAt: string | null
    awaits: {
      event: string
      until: string
    } | null
    expiresAt: string | null
    keptAliveBy: (string)[]
    status: "pending" | "available" | "held"
  })[]
  expiries: ({
    wallet: string
    at: string
    lastDay: string
    amount: number
  })[]
  cancellations: ({
    wallet: string
    event: string
    at: string
    amount: number
  })[]
  holds: ({
    holdId: string
    wallet: string
    amount: number
    placedAt: string
    expiresAt: string
    reason: string
  })[]
  ladders: ({
    ladder: string
    tier: string
    since: string | null
    amount: number
    next: {
      tier: string
      reach: number
      missing: number
    } | null
    keep: {
      until: string
      fallsTo: string
      keep: number
      missing: number
    } | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/entries": {
    get: { parameters: { query: { wallet: string; cursor?: number; limit: number }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    entryId: string
    wallet: string
    sequence: number
    operationId: string
    kind: "earn" | "redeem" | "capture" | "return" | "expire" | "cancel" | "reinstate" | "adjust" | "gift" | "exchange" | "transfer" | "merge" | "fee" | "refund" | "owe" | "repay" | "forgive"
    direction: "in" | "out"
    amount: number
    counter: string
    balance: number
    at: string
    recordedAt: string
    orderId: string | null
    sentence: string
  })[]
  nextCursor: number | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/why/{entryId}": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string; entryId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  entryId: string
  sentence: {
    en: string
    "zh-CN": string
  }
  programmeVersion: number
  trace: {
    [name: string]: unknown
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/redemptions": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  wallet: string
  reason: string
  reference?: string
  amount: number
  presenceId?: string
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/exchanges": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  from: string
  to: string
  amount: number
  reason: string
  reference?: string
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/holds": {
    get: { parameters: { query?: { status?: "held" | "captured" | "released" | "lapsed"; wallet?: string; memberId?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    holdId: string
    memberId: string
    member: {
      memberId: string
      number: string
      name: string | null
    } | null
    wallet: string
    amount: number
    captured: number
    status: "held" | "captured" | "released" | "lapsed"
    placedAt: string
    expiresAt: string
    closedAt: string | null
    reason: string
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  wallet: string
  reason: string
  reference?: string
  memberId: string
  amount: number
  minutes: number
  presenceId?: string
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
  holdId: string
  expiresAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/holds/{holdId}/capture": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { holdId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  amount?: number
  reference?: string
} } }; responses: { 200: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
  holdId: string
  expiresAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/holds/{holdId}/release": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { holdId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
  holdId: string
  expiresAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/points/activate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  order?: string
  lots?: (string)[]
  event?: string
} } }; responses: { 200: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
  activated: ({
    lotId: string
    wallet: string
    amount: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/adjustments": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  wallet: string
  reason: string
  reference?: string
  reasonCode?: string
  amount: number
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
} } }; 202: { content: { "application/json": {
  approvalId: string
  memberId: string
  kind: "adjust" | "reinstate"
  wallet: string
  amount: number | null
  lots: (string)[] | null
  expiresOn: string | null
  reason: string
  reasonCode: string | null
  reference: string | null
  askedBy: string
  askedByName: string
  askedAt: string
  lapsesAt: string
  state: "waiting" | "lapsed" | "approved" | "refused"
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  note: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/points/reinstate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  wallet: string
  reason: string
  reference?: string
  reasonCode?: string
  lots?: (string)[]
  amount?: number
  expiresOn?: string
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
} } }; 202: { content: { "application/json": {
  approvalId: string
  memberId: string
  kind: "adjust" | "reinstate"
  wallet: string
  amount: number | null
  lots: (string)[] | null
  expiresOn: string | null
  reason: string
  reasonCode: string | null
  reference: string | null
  askedBy: string
  askedByName: string
  askedAt: string
  lapsesAt: string
  state: "waiting" | "lapsed" | "approved" | "refused"
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  note: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/points/approvals": {
    get: { parameters: { query: { state: "waiting" | "all"; cursor?: string; limit: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    approvalId: string
    memberId: string
    kind: "adjust" | "reinstate"
    wallet: string
    amount: number | null
    lots: (string)[] | null
    expiresOn: string | null
    reason: string
    reasonCode: string | null
    reference: string | null
    askedBy: string
    askedByName: string
    askedAt: string
    lapsesAt: string
    state: "waiting" | "lapsed" | "approved" | "refused"
    decidedBy: string | null
    decidedByName: string | null
    decidedAt: string | null
    note: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/points/approvals/{approvalId}/approve": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { approvalId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  note?: string
} } }; responses: { 200: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/points/approvals/{approvalId}/refuse": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { approvalId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  note?: string
} } }; responses: { 200: { content: { "application/json": {
  approvalId: string
  memberId: string
  kind: "adjust" | "reinstate"
  wallet: string
  amount: number | null
  lots: (string)[] | null
  expiresOn: string | null
  reason: string
  reasonCode: string | null
  reference: string | null
  askedBy: string
  askedByName: string
  askedAt: string
  lapsesAt: string
  state: "waiting" | "lapsed" | "approved" | "refused"
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  note: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/transfers": {
    get: { parameters: { query: { cursor?: string; limit: number }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    transferId: string
    to: string
    wallet: string
    amount: number
    fee: number
    state: "sent" | "arrived" | "returned"
    because: string | null
    direction: "sent" | "received"
    from: string
    message: string | null
    sentAt: string
    settledAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  to: string
  wallet: string
  amount: number
  message?: string
  presenceId?: string
} } }; responses: { 201: { content: { "application/json": {
  operationId: string
  memberId: string
  at: string
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  entries: (string)[]
  transferId: string
  to: string
  wallet: string
  amount: number
  fee: number
  state: "sent" | "arrived" | "returned"
  because: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/tiers": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  at: string
  ladders: ({
    ladder: string
    tier: string
    since: string | null
    because: string
    placement: {
      tier: string
      until: string | null
      locked: boolean
      reason: string
    } | null
    loss: {
      at: string
      to: string
    } | null
    reviewAt: string | null
    next: {
      tier: string
      byInvitation: boolean
      met: boolean
      measures: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      cheapest: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      by: string | null
    } | null
    keep: {
      tier: string
      byInvitation: boolean
      met: boolean
      measures: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      cheapest: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      by: string | null
    } | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/tiers/history": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    ladder: string
    tier: string
    from: string
    until: string | null
    because: string
    placement: {
      reason: string
      by: string
      locked: boolean
    } | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/tiers/{ladder}": {
    get?: never
    put: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string; ladder: string }; cookie?: never }; requestBody: { content: { "application/json": {
  tier: string | null
  until?: string | null
  locked?: boolean
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  at: string
  ladders: ({
    ladder: string
    tier: string
    since: string | null
    because: string
    placement: {
      tier: string
      until: string | null
      locked: boolean
      reason: string
    } | null
    loss: {
      at: string
      to: string
    } | null
    reviewAt: string | null
    next: {
      tier: string
      byInvitation: boolean
      met: boolean
      measures: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      cheapest: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      by: string | null
    } | null
    keep: {
      tier: string
      byInvitation: boolean
      met: boolean
      measures: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      cheapest: ({
        measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
        atLeast: number
        wallet?: string
        currency?: string
        category?: string
        amount: number
        missing: number
      })[]
      by: string | null
    } | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/placements/batch": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  placements: ({
    memberId: string
    ladder: string
    tier: string | null
    until?: string | null
    locked?: boolean
    reason: string
  })[]
} } }; responses: { 200: { content: { "application/json": {
  results: ({
    row: number
    status: number
    ladders?: ({
      ladder: string
      tier: string
      since: string | null
      because: string
      placement: {
        tier: string
        until: string | null
        locked: boolean
        reason: string
      } | null
      loss: {
        at: string
        to: string
      } | null
      reviewAt: string | null
      next: {
        tier: string
        byInvitation: boolean
        met: boolean
        measures: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
          amount: number
          missing: number
        })[]
        cheapest: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
          amount: number
          missing: number
        })[]
        by: string | null
      } | null
      keep: {
        tier: string
        byInvitation: boolean
        met: boolean
        measures: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
          amount: number
          missing: number
        })[]
        cheapest: ({
          measure: "balance" | "earned" | "spend" | "category-spend" | "orders" | "visits"
          atLeast: number
          wallet?: string
          currency?: string
          category?: string
          amount: number
          missing: number
        })[]
        by: string | null
      } | null
    })[]
    problem?: {
      type: string
      title: string
      status: number
      code: string
      facts: {
        [name: string]: unknown
      }
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/benefits": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  at: string
  items: ({
    benefit: string
    name: {
      en: string
      "zh-CN": string
    }
    description: {
      en: string
      "zh-CN": string
    } | null
    kind: "service" | "quota" | "gift"
    because: ({
      ladder: string
      tier: string
    })[]
    until: string | null
    quota: {
      per: "month" | "quarter" | "year" | "term"
      uses: number
      used: number
      left: number
      startsAt: string
      nextStartsAt: string
    } | null
    gift: {
      at: "birthday" | "joined" | "tier-reached"
      daysBefore: number
      points: number | null
      wallet: string | null
      offer: string | null
      dayKnown: boolean
      comesAt: string | null
    } | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/benefits/gifts": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    giftId: string
    benefit: string
    at: "birthday" | "joined" | "tier-reached"
    givenAt: string
    wallet: string | null
    points: number | null
    offer: string | null
    coupon: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/benefits/uses": {
    get: { parameters: { query: { cursor?: string; limit: number }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    useId: string
    benefit: string
    uses: number
    usedAt: string
    store: string | null
    order: string | null
    device: string | null
    undone: {
      at: string
      reason: string
    } | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/benefits/{benefit}/uses": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string; benefit: string }; cookie?: never }; requestBody: { content: { "application/json": {
  uses: number
  store?: string
  order?: string
  device?: string
  presenceId?: string
} } }; responses: { 201: { content: { "application/json": {
  useId: string
  benefit: string
  uses: number
  usedAt: string
  store: string | null
  order: string | null
  device: string | null
  undone: {
    at: string
    reason: string
  } | null
  left: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/benefits/{benefit}/uses/{useId}/undo": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string; benefit: string; useId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  useId: string
  benefit: string
  uses: number
  usedAt: string
  store: string | null
  order: string | null
  device: string | null
  undone: {
    at: string
    reason: string
  } | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/runs": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    runId: string
    until: string
    state: "running" | "waiting" | "done"
    expiring: ({
      wallet: string
      due: number
      all: number
    })[]
    settled: number
    startedAt: string
    finishedAt: string | null
    approvedBy: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/runs/{runId}/approve": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  until: string
  state: "running" | "waiting" | "done"
  expiring: ({
    wallet: string
    due: number
    all: number
  })[]
  settled: number
  startedAt: string
  finishedAt: string | null
  approvedBy: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/offers/budgets": {
    get: { parameters: { query: { percent: number; limit: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    offer: string
    name: {
      en: string
      "zh-CN": string
    }
    of: "uses" | "discount" | "pieces" | "points"
    per: "order" | "day" | "week" | "month" | "year" | "lifetime"
    store: string | null
    currency: string | null
    most: number
    used: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches": {
    get: { parameters: { query?: { q?: string; offer?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    batchId: string
    offer: string
    name: string
    kind: "generic" | "unique" | "imported"
    codes: number
    startsAt: string | null
    endsAt: string | null
    validDays: number | null
    most: number | null
    mostPerMember: number | null
    mustClaim: boolean
    takesPerMember: number | null
    giftable: boolean
    createdAt: string
    createdBy: string
  })[]
  making: ({
    batchId: string
    offer: string
    name: string
    codes: number
    made: number
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  offer: string
  name: string
  startsAt?: string
  endsAt?: string
  validDays?: number
  most?: number
  mostPerMember?: number
  mustClaim: boolean
  takesPerMember?: number
  giftable: boolean
  codes: {
    kind: "generic"
    code: string
  } | {
    kind: "unique"
    count: number
    prefix?: string
    characters?: number
  } | {
    kind: "imported"
    codes: (string)[]
  }
} } }; responses: { 201: { content: { "application/json": {
  batchId: string
  offer: string
  name: string
  kind: "generic" | "unique" | "imported"
  codes: number
  startsAt: string | null
  endsAt: string | null
  validDays: number | null
  most: number | null
  mostPerMember: number | null
  mustClaim: boolean
  takesPerMember: number | null
  giftable: boolean
  createdAt: string
  createdBy: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches/{batchId}/codes": {
    get: { parameters: { query?: never; header?: never; path: { batchId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content?: never } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches/{batchId}/void": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { batchId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  voided: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches/{batchId}/offering": {
    get?: never
    put: { parameters: { query?: never; header?: never; path: { batchId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  takesPerMember: number | null
} } }; responses: { 200: { content: { "application/json": {
  batchId: string
  offer: string
  name: string
  kind: "generic" | "unique" | "imported"
  codes: number
  startsAt: string | null
  endsAt: string | null
  validDays: number | null
  most: number | null
  mostPerMember: number | null
  mustClaim: boolean
  takesPerMember: number | null
  giftable: boolean
  createdAt: string
  createdBy: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/coupons/{code}": {
    get: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  offer: string
  name: string
  sentence: string | null
  batchId: string | null
  memberId: string | null
  status: "unclaimed" | "active" | "used" | "expired" | "void"
  startsAt: string | null
  endsAt: string | null
  most: number | null
  mostPerMember: number | null
  used: number
  giftable: boolean
  claimedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/coupons/{code}/void": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  code: string
  offer: string
  name: string
  sentence: string | null
  batchId: string | null
  memberId: string | null
  status: "unclaimed" | "active" | "used" | "expired" | "void"
  startsAt: string | null
  endsAt: string | null
  most: number | null
  mostPerMember: number | null
  used: number
  giftable: boolean
  claimedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/coupons/{code}/claim": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  memberId: string
} } }; responses: { 200: { content: { "application/json": {
  code: string
  offer: string
  name: string
  sentence: string | null
  batchId: string | null
  memberId: string | null
  status: "unclaimed" | "active" | "used" | "expired" | "void"
  startsAt: string | null
  endsAt: string | null
  most: number | null
  mostPerMember: number | null
  used: number
  giftable: boolean
  claimedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/coupons/{code}/gift": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  from: string
  to: string
} } }; responses: { 200: { content: { "application/json": {
  code: string
  offer: string
  name: string
  sentence: string | null
  batchId: string | null
  memberId: string | null
  status: "unclaimed" | "active" | "used" | "expired" | "void"
  startsAt: string | null
  endsAt: string | null
  most: number | null
  mostPerMember: number | null
  used: number
  giftable: boolean
  claimedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/coupons": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    offer: string
    name: string
    sentence: string | null
    batchId: string | null
    memberId: string | null
    status: "unclaimed" | "active" | "used" | "expired" | "void"
    startsAt: string | null
    endsAt: string | null
    most: number | null
    mostPerMember: number | null
    used: number
    giftable: boolean
    claimedAt: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  offer: string
  validDays?: number
  giftable: boolean
} } }; responses: { 201: { content: { "application/json": {
  code: string
  offer: string
  name: string
  sentence: string | null
  batchId: string | null
  memberId: string | null
  status: "unclaimed" | "active" | "used" | "expired" | "void"
  startsAt: string | null
  endsAt: string | null
  most: number | null
  mostPerMember: number | null
  used: number
  giftable: boolean
  claimedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches/{batchId}": {
    get: { parameters: { query?: never; header?: never; path: { batchId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  batchId: string
  offer: string
  name: string
  kind: "generic" | "unique" | "imported"
  codes: number
  startsAt: string | null
  endsAt: string | null
  validDays: number | null
  most: number | null
  mostPerMember: number | null
  mustClaim: boolean
  takesPerMember: number | null
  giftable: boolean
  createdAt: string
  createdBy: string
  counts: {
    unclaimed: number
    active: number
    used: number
    expired: number
    void: number
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/coupons/batches/{batchId}/coupons": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path: { batchId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    code: string
    offer: string
    name: string
    sentence: string | null
    batchId: string | null
    memberId: string | null
    status: "unclaimed" | "active" | "used" | "expired" | "void"
    startsAt: string | null
    endsAt: string | null
    most: number | null
    mostPerMember: number | null
    used: number
    giftable: boolean
    claimedAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/orders/evaluate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  number?: string
  memberId?: string | null
  currency: string
  channel: string
  store?: string
  placedAt?: string
  lines: ({
    sku: string
    name?: string
    quantity: number
    unitPriceMinor?: number
    amountMinor?: number
    discountMinor?: number
    fee?: boolean
  })[]
  discountMinor?: number
  coupons?: (string)[]
  pay?: ({
    wallet: string
    points: number
  })[]
  payments?: ({
    means: string
    minor: number
  })[]
  identifiers?: {
    [name: string]: string
  }
  priced?: boolean
  draftId?: string
  bestCoupons?: boolean
} } }; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  placedAt: string
  currency: string
  netMinor: number
  offersMinor: number
  paid: ({
    wallet: string
    points: number
    minor: number
  })[]
  dueMinor: number
  payable?: ({
    wallet: string
    least: number
    step: number
    most: number
    mostMinor: number
  })[]
  programmeVersion: number
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  best?: {
    coupons: (string)[]
    proven: boolean
  }
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  benefits: ({
    benefit: string
    name: string
    quota: {
      uses: number
      per: "month" | "quarter" | "year" | "term"
    } | null
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/prices": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  memberId?: string | null
  currency: string
  channel: string
  store?: string
  identifiers?: {
    [name: string]: string
  }
  items: ({
    sku: string
    unitPriceMinor: number
  })[]
} } }; responses: { 200: { content: { "application/json": {
  items: ({
    sku: string
    unitPriceMinor: number
    priceMinor: number
    offers: ({
      offer: string
      minor: number
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}": {
    get: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  currency: string
  channel: string
  store: string | null
  placedAt: string
  netMinor: number
  returnedMinor: number
  programmeVersion: number | null
  lines: ({
    line: number
    sku: string
    name: string | null
    category: (string)[]
    brand: string | null
    quantity: number
    grossMinor: number
    discountMinor: number
    netMinor: number
    fee: boolean
    returnedQuantity: number
    returnedMinor: number
  })[]
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
    kept: number
  })[]
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  paid: ({
    wallet: string
    points: number
    minor: number
    kept: number
  })[]
  payments: ({
    means: string
    minor: number
  })[]
  returns: ({
    returnId: string
    at: string
    reason: string
    refundMinor: number
    lines: ({
      line: number
      quantity: number
      refundMinor: number
      pointsMinor?: number
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { number: string }; cookie?: never }; requestBody: { content: { "application/json": {
  status: "open" | "confirmed" | "cancelled"
  memberId?: string | null
  currency?: string
  channel?: string
  store?: string
  placedAt?: string
  lines?: ({
    sku: string
    name?: string
    quantity: number
    unitPriceMinor?: number
    amountMinor?: number
    discountMinor?: number
    fee?: boolean
  })[]
  discountMinor?: number
  coupons?: (string)[]
  pay?: ({
    wallet: string
    points: number
  })[]
  payments?: ({
    means: string
    minor: number
  })[]
  identifiers?: {
    [name: string]: string
  }
  priced?: boolean
  presenceId?: string
  expectMinor?: number
  reserveMinutes?: number
} } }; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  placedAt: string
  currency: string
  netMinor: number
  offersMinor: number
  paid: ({
    wallet: string
    points: number
    minor: number
  })[]
  dueMinor: number
  payable?: ({
    wallet: string
    least: number
    step: number
    most: number
    mostMinor: number
  })[]
  programmeVersion: number
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  best?: {
    coupons: (string)[]
    proven: boolean
  }
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  benefits: ({
    benefit: string
    name: string
    quota: {
      uses: number
      per: "month" | "quarter" | "year" | "term"
    } | null
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/orders/batch": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  orders: ({
    number: string
    status: "open" | "confirmed" | "cancelled"
    memberId?: string | null
    currency?: string
    channel?: string
    store?: string
    placedAt?: string
    lines?: ({
      sku: string
      name?: string
      quantity: number
      unitPriceMinor?: number
      amountMinor?: number
      discountMinor?: number
      fee?: boolean
    })[]
    discountMinor?: number
    coupons?: (string)[]
    pay?: ({
      wallet: string
      points: number
    })[]
    payments?: ({
      means: string
      minor: number
    })[]
    identifiers?: {
      [name: string]: string
    }
    priced?: boolean
    presenceId?: string
    expectMinor?: number
    reserveMinutes?: number
  })[]
} } }; responses: { 200: { content: { "application/json": {
  results: ({
    number: string
    status: number
    order?: {
      orderId: string
      number: string
      status: "open" | "confirmed" | "cancelled"
      memberId: string | null
      placedAt: string
      currency: string
      netMinor: number
      offersMinor: number
      paid: ({
        wallet: string
        points: number
        minor: number
      })[]
      dueMinor: number
      payable?: ({
        wallet: string
        least: number
        step: number
        most: number
        mostMinor: number
      })[]
      programmeVersion: number
      offers: ({
        offer: string
        name: string
        coupon: string | null
        minor: number
        lines: ({
          line: number
          minor: number
        })[]
        gifts: ({
          sku: string
          quantity: number
        })[]
      })[]
      passed: ({
        offer: string | null
        coupon: string | null
        whyNot: string
        because?: string
        identifier?: string
        sentence: string
      })[]
      best?: {
        coupons: (string)[]
        proven: boolean
      }
      rules: ({
        rule: string
        wallet: string
        points: number
        eligibleMinor: number
        quantity: number
        base: number
        percent: number
        tier: string | null
        whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
      })[]
      wallets: ({
        wallet: string
        balance: number
        available: number
        pending: number
        held: number
        owed: number
      })[]
      tiers: ({
        ladder: string
        before: string
        tier: string
      })[]
      benefits: ({
        benefit: string
        name: string
        quota: {
          uses: number
          per: "month" | "quarter" | "year" | "term"
        } | null
      })[]
      entries: (string)[]
    }
    problem?: {
      code: string
      title: string
      facts: {
        [name: string]: unknown
      }
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/returns": {
    get?: never
    put?: never
    post: { parameters: { query: { dry: boolean }; header?: { "idempotency-key"?: string }; path: { number: string }; cookie?: never }; requestBody: { content: { "application/json": {
  lines: ({
    line: number
    quantity: number
  })[] | "all"
  returnNumber?: string
  at?: string
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  returnId: string
  orderId: string
  number: string
  memberId: string
  at: string
  currency: string
  refundMinor: number
  lines: ({
    line: number
    quantity: number
    refundMinor: number
    pointsMinor?: number
  })[]
  takenBack: ({
    wallet: string
    rule: string
    points: number
  })[]
  pointsBack: ({
    wallet: string
    points: number
  })[]
  refunds: ({
    means: string
    minor: number
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  entries: (string)[]
} } }; 201: { content: { "application/json": {
  returnId: string
  orderId: string
  number: string
  memberId: string
  at: string
  currency: string
  refundMinor: number
  lines: ({
    line: number
    quantity: number
    refundMinor: number
    pointsMinor?: number
  })[]
  takenBack: ({
    wallet: string
    rule: string
    points: number
  })[]
  pointsBack: ({
    wallet: string
    points: number
  })[]
  refunds: ({
    means: string
    minor: number
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/reopen": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  placedAt: string
  currency: string
  netMinor: number
  offersMinor: number
  paid: ({
    wallet: string
    points: number
    minor: number
  })[]
  dueMinor: number
  payable?: ({
    wallet: string
    least: number
    step: number
    most: number
    mostMinor: number
  })[]
  programmeVersion: number
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  best?: {
    coupons: (string)[]
    proven: boolean
  }
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  benefits: ({
    benefit: string
    name: string
    quota: {
      uses: number
      per: "month" | "quarter" | "year" | "term"
    } | null
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/exchanges": {
    get?: never
    put?: never
    post: { parameters: { query: { dry: boolean }; header?: { "idempotency-key"?: string }; path: { number: string }; cookie?: never }; requestBody: { content: { "application/json": {
  lines: ({
    line: number
    quantity: number
  })[] | "all"
  returnNumber?: string
  at?: string
  reason: string
  order: {
    number: string
    currency: string
    channel: string
    store?: string
    placedAt?: string
    lines: ({
      sku: string
      name?: string
      quantity: number
      unitPriceMinor?: number
      amountMinor?: number
      discountMinor?: number
      fee?: boolean
    })[]
    discountMinor?: number
    coupons?: (string)[]
    pay?: ({
      wallet: string
      points: number
    })[]
    payments?: ({
      means: string
      minor: number
    })[]
    identifiers?: {
      [name: string]: string
    }
    priced?: boolean
    expectMinor?: number
    presenceId?: string
  }
} } }; responses: { 200: { content: { "application/json": {
  returned: {
    returnId: string
    orderId: string
    number: string
    memberId: string
    at: string
    currency: string
    refundMinor: number
    lines: ({
      line: number
      quantity: number
      refundMinor: number
      pointsMinor?: number
    })[]
    takenBack: ({
      wallet: string
      rule: string
      points: number
    })[]
    pointsBack: ({
      wallet: string
      points: number
    })[]
    refunds: ({
      means: string
      minor: number
    })[]
    wallets: ({
      wallet: string
      balance: number
      available: number
      pending: number
      held: number
      owed: number
    })[]
    tiers: ({
      ladder: string
      before: string
      tier: string
    })[]
    entries: (string)[]
  }
  order: {
    orderId: string
    number: string
    status: "open" | "confirmed" | "cancelled"
    memberId: string | null
    placedAt: string
    currency: string
    netMinor: number
    offersMinor: number
    paid: ({
      wallet: string
      points: number
      minor: number
    })[]
    dueMinor: number
    payable?: ({
      wallet: string
      least: number
      step: number
      most: number
      mostMinor: number
    })[]
    programmeVersion: number
    offers: ({
      offer: string
      name: string
      coupon: string | null
      minor: number
      lines: ({
        line: number
        minor: number
      })[]
      gifts: ({
        sku: string
        quantity: number
      })[]
    })[]
    passed: ({
      offer: string | null
      coupon: string | null
      whyNot: string
      because?: string
      identifier?: string
      sentence: string
    })[]
    best?: {
      coupons: (string)[]
      proven: boolean
    }
    rules: ({
      rule: string
      wallet: string
      points: number
      eligibleMinor: number
      quantity: number
      base: number
      percent: number
      tier: string | null
      whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
    })[]
    wallets: ({
      wallet: string
      balance: number
      available: number
      pending: number
      held: number
      owed: number
    })[]
    tiers: ({
      ladder: string
      before: string
      tier: string
    })[]
    benefits: ({
      benefit: string
      name: string
      quota: {
        uses: number
        per: "month" | "quarter" | "year" | "term"
      } | null
    })[]
    entries: (string)[]
  }
  differenceMinor: number
} } }; 201: { content: { "application/json": {
  returned: {
    returnId: string
    orderId: string
    number: string
    memberId: string
    at: string
    currency: string
    refundMinor: number
    lines: ({
      line: number
      quantity: number
      refundMinor: number
      pointsMinor?: number
    })[]
    takenBack: ({
      wallet: string
      rule: string
      points: number
    })[]
    pointsBack: ({
      wallet: string
      points: number
    })[]
    refunds: ({
      means: string
      minor: number
    })[]
    wallets: ({
      wallet: string
      balance: number
      available: number
      pending: number
      held: number
      owed: number
    })[]
    tiers: ({
      ladder: string
      before: string
      tier: string
    })[]
    entries: (string)[]
  }
  order: {
    orderId: string
    number: string
    status: "open" | "confirmed" | "cancelled"
    memberId: string | null
    placedAt: string
    currency: string
    netMinor: number
    offersMinor: number
    paid: ({
      wallet: string
      points: number
      minor: number
    })[]
    dueMinor: number
    payable?: ({
      wallet: string
      least: number
      step: number
      most: number
      mostMinor: number
    })[]
    programmeVersion: number
    offers: ({
      offer: string
      name: string
      coupon: string | null
      minor: number
      lines: ({
        line: number
        minor: number
      })[]
      gifts: ({
        sku: string
        quantity: number
      })[]
    })[]
    passed: ({
      offer: string | null
      coupon: string | null
      whyNot: string
      because?: string
      identifier?: string
      sentence: string
    })[]
    best?: {
      coupons: (string)[]
      proven: boolean
    }
    rules: ({
      rule: string
      wallet: string
      points: number
      eligibleMinor: number
      quantity: number
      base: number
      percent: number
      tier: string | null
      whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
    })[]
    wallets: ({
      wallet: string
      balance: number
      available: number
      pending: number
      held: number
      owed: number
    })[]
    tiers: ({
      ladder: string
      before: string
      tier: string
    })[]
    benefits: ({
      benefit: string
      name: string
      quota: {
        uses: number
        per: "month" | "quarter" | "year" | "term"
      } | null
    })[]
    entries: (string)[]
  }
  differenceMinor: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/claim": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody: { content: { "application/json": {
  memberId: string
} } }; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  placedAt: string
  currency: string
  netMinor: number
  offersMinor: number
  paid: ({
    wallet: string
    points: number
    minor: number
  })[]
  dueMinor: number
  payable?: ({
    wallet: string
    least: number
    step: number
    most: number
    mostMinor: number
  })[]
  programmeVersion: number
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  best?: {
    coupons: (string)[]
    proven: boolean
  }
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
  })[]
  wallets: ({
    wallet: string
    balance: number
    available: number
    pending: number
    held: number
    owed: number
  })[]
  tiers: ({
    ladder: string
    before: string
    tier: string
  })[]
  benefits: ({
    benefit: string
    name: string
    quota: {
      uses: number
      per: "month" | "quarter" | "year" | "term"
    } | null
  })[]
  entries: (string)[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/orders": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    orderId: string
    number: string
    status: "open" | "confirmed" | "cancelled"
    memberId: string | null
    currency: string
    channel: string
    store: string | null
    placedAt: string
    netMinor: number
    returnedMinor: number
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/portal": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  name: {
    en: string
    "zh-CN": string
  }
  timeZone: string
  currency: string | null
  wallets: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    unit: {
      en: string
      "zh-CN": string
    }
    purpose: "spend" | "status"
  })[]
  ladders: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    wallet: string | null
    tiers: ({
      code: string
      name: {
        en: string
        "zh-CN": string
      }
      pointsPercent: number
      byInvitation: boolean
      benefits: ({
        code: string
        name: {
          en: string
          "zh-CN": string
        }
        quota: {
          uses: number
          per: "month" | "quarter" | "year" | "term"
        } | null
        gift: {
          at: "birthday" | "joined" | "tier-reached"
          daysBefore: number
          points: number | null
          wallet: string | null
          offer: string | null
        } | null
      })[]
    })[]
  })[]
  transfers: ({
    wallet: string
    least: number
    feePercent: number
  })[]
  claimDays: number
  wechat: boolean
} } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/portal/codes": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  phone?: string
  email?: string
  region?: string
} } }; responses: { 202: { content: { "application/json": {
  sentTo: string
  lapsesAt: string
  againSeconds: number
} } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/portal/sign-in": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  phone?: string
  email?: string
  region?: string
  code: string
  as?: "cookie" | "token"
  device?: string
} } }; responses: { 200: { content: { "application/json": {
  session: {
    memberId: string
    token: string | null
    lapsesAt: string
  } | null
  joining: string | null
} } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/portal/join": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  joining: string
  name?: string | null
  givenName?: string | null
  familyName?: string | null
  birthday?: string | null
  gender?: "female" | "male" | "other" | null
  locale?: string | null
  channel?: string
  store?: string
  consents: ({
    code: string
    version?: number
    given: boolean
  })[]
  as?: "cookie" | "token"
  device?: string
} } }; responses: { 201: { content: { "application/json": {
  memberId: string
  token: string | null
  lapsesAt: string
} } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/portal/wechat": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 302: { content?: never }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/portal/wechat/return": {
    get: { parameters: { query?: { code?: string; state?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 302: { content?: never }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: string
  joinedAt: string
  revision: number
  name: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  locale: string | null
  phone: string | null
  email: string | null
  wechat: boolean
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string | null
  givenName?: string | null
  familyName?: string | null
  birthday?: string | null
  gender?: "female" | "male" | "other" | null
  locale?: string | null
  revision?: number
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: string
  joinedAt: string
  revision: number
  name: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  locale: string | null
  phone: string | null
  email: string | null
  wechat: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/my/identity/codes": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  phone?: string
  email?: string
  region?: string
} } }; responses: { 202: { content: { "application/json": {
  sentTo: string
  lapsesAt: string
  againSeconds: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/identity": {
    get?: never
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  phone?: string
  email?: string
  region?: string
  code: string
} } }; responses: { 200: { content: { "application/json": {
  memberId: string
  number: string
  status: string
  joinedAt: string
  revision: number
  name: string | null
  givenName: string | null
  familyName: string | null
  birthday: string | null
  gender: string | null
  locale: string | null
  phone: string | null
  email: string | null
  wechat: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/card": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  number: string
  handle: string
  secret: string
  stepSeconds: number
  serverTime: number
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/sessions": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    sessionId: string
    device: string
    current: boolean
    signedInAt: string
    seenAt: string
    lapsesAt: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/my/sessions/{sessionId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { sessionId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/my/takeable-coupons": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    batchId: string
    name: string
    sentence: string | null
    startsAt: string | null
    endsAt: string | null
    validDays: number | null
    giftable: boolean
    taken: number
    takesPerMember: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/takeable-coupons/{batchId}": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path: { batchId: string }; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  code: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/coupons/{code}/claim": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/coupons/{code}/gift": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }; requestBody: { content: { "application/json": {
  phone?: string
  email?: string
  number?: string
  region?: string
} } }; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/transfers": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  to: {
    phone?: string
    email?: string
    number?: string
    region?: string
  }
  wallet: string
  amount: number
  message?: string
} } }; responses: { 201: { content: { "application/json": {
  transferId: string
  amount: number
  fee: number
  state: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/orders/{number}": {
    get: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  orderId: string
  number: string
  status: "open" | "confirmed" | "cancelled"
  memberId: string | null
  currency: string
  channel: string
  store: string | null
  placedAt: string
  netMinor: number
  returnedMinor: number
  programmeVersion: number | null
  lines: ({
    line: number
    sku: string
    name: string | null
    category: (string)[]
    brand: string | null
    quantity: number
    grossMinor: number
    discountMinor: number
    netMinor: number
    fee: boolean
    returnedQuantity: number
    returnedMinor: number
  })[]
  rules: ({
    rule: string
    wallet: string
    points: number
    eligibleMinor: number
    quantity: number
    base: number
    percent: number
    tier: string | null
    whyNot: "conditions-not-met" | "no-line-counts" | "amount-too-small" | "cap-reached" | "balance-full" | "failed" | null
    kept: number
  })[]
  offers: ({
    offer: string
    name: string
    coupon: string | null
    minor: number
    lines: ({
      line: number
      minor: number
    })[]
    gifts: ({
      sku: string
      quantity: number
    })[]
  })[]
  passed: ({
    offer: string | null
    coupon: string | null
    whyNot: string
    because?: string
    identifier?: string
    sentence: string
  })[]
  paid: ({
    wallet: string
    points: number
    minor: number
    kept: number
  })[]
  payments: ({
    means: string
    minor: number
  })[]
  returns: ({
    returnId: string
    at: string
    reason: string
    refundMinor: number
    lines: ({
      line: number
      quantity: number
      refundMinor: number
      pointsMinor?: number
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/receipts": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  number: string
  totalMinor: number
} } }; responses: { 200: { content: { "application/json": {
  number: string
  points: ({
    wallet: string
    points: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/data": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content?: never } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/erasure/codes": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 202: { content: { "application/json": {
  sentTo: string
  lapsesAt: string
  againSeconds: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/my/erasure": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  code: string
} } }; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/merges": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    mergeId: string
    from: string
    into: string
    state: "merged" | "undoing" | "undone"
    reason: string
    mergedBy: string
    mergedAt: string
    undoneBy: string | null
    undoneAt: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: { dry?: boolean }; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  from: string
  reason: string
} } }; responses: { 200: { content: { "application/json": {
  from: {
    memberId: string
    number: string
    status: "prospect" | "active" | "suspended" | "closed"
    joinedAt: string
    name: string | null
    birthday: string | null
    phone: string | null
    email: string | null
    identities: ({
      kind: string
      value: string
    })[]
    masked: boolean
    wallets: ({
      wallet: string
      amount: number
      later: number
      owed: number
    })[]
    tiers: {
      [name: string]: string
    }
    coupons: number
    orders: number
  }
  into: {
    memberId: string
    number: string
    status: "prospect" | "active" | "suspended" | "closed"
    joinedAt: string
    name: string | null
    birthday: string | null
    phone: string | null
    email: string | null
    identities: ({
      kind: string
      value: string
    })[]
    masked: boolean
    wallets: ({
      wallet: string
      amount: number
      later: number
      owed: number
    })[]
    tiers: {
      [name: string]: string
    }
  }
  after: {
    wallets: ({
      wallet: string
      amount: number
      later: number
      owed: number
    })[]
    tiers: {
      [name: string]: string
    }
  }
} } }; 201: { content: { "application/json": {
  mergeId: string
  from: string
  into: string
  state: "merged" | "undoing" | "undone"
  reason: string
  mergedBy: string
  mergedAt: string
  undoneBy: string | null
  undoneAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/merges/{mergeId}/undo": {
    get?: never
    put?: never
    post: { parameters: { query?: { dry?: boolean }; header?: never; path: { memberId: string; mergeId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  mergeId: string
  from: string
  into: string
  state: "merged" | "undoing" | "undone"
  reason: string
  mergedBy: string
  mergedAt: string
  undoneBy: string | null
  undoneAt: string | null
} | {
  wallets: ({
    wallet: string
    amount: number
    owed: number
  })[]
  into: {
    wallets: ({
      wallet: string
      amount: number
      later: number
      owed: number
    })[]
    tiers: {
      [name: string]: string
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/viewings": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  reason: "member-asked" | "complaint" | "fault" | "other"
} } }; responses: { 201: { content: { "application/json": {
  viewingId: string
  token: string
  lapsesAt: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/viewings/{viewingId}": {
    get?: never
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { memberId: string; viewingId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  done: true
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch?: never
  }
  "/v1/my/viewing": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  viewing: {
    viewingId: string
    memberId: string
    name: string
    unmasked: boolean
    lapsesAt: string
  } | null
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/my/looks": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    viewingId: string
    reason: "member-asked" | "complaint" | "fault" | "other"
    at: string
    until: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/orders": {
    get: { parameters: { query?: { q?: string; status?: "open" | "confirmed" | "cancelled"; store?: string; channel?: string; memberId?: string; buyer?: "member" | "guest"; placedFrom?: string; placedTo?: string; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    orderId: string
    number: string
    status: "open" | "confirmed" | "cancelled"
    memberId: string | null
    currency: string
    channel: string
    store: string | null
    placedAt: string
    netMinor: number
    returnedMinor: number
    member: {
      memberId: string
      number: string
      name: string | null
    } | null
    points: ({
      wallet: string
      points: number
    })[]
    offers: ({
      offer: string
      name: string
      coupon: string | null
      minor: number
    })[]
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/points": {
    get: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  lots: ({
    lotId: string
    wallet: string
    amount: number
    remaining: number
    held: number
    expired: number
    earnedAt: string
    availableAt: string | null
    awaits: string | null
    expiresAt: string | null
    status: "pending" | "available" | "held" | "gone"
  })[]
  entries: ({
    entryId: string
    wallet: string
    sequence: number
    operationId: string
    kind: "earn" | "redeem" | "capture" | "return" | "expire" | "cancel" | "reinstate" | "adjust" | "gift" | "exchange" | "transfer" | "merge" | "fee" | "refund" | "owe" | "repay" | "forgive"
    direction: "in" | "out"
    amount: number
    counter: string
    balance: number
    at: string
    recordedAt: string
    orderId: string | null
    sentence: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/orders/{number}/timeline": {
    get: { parameters: { query?: never; header?: never; path: { number: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    factId: string
    kind: string
    at: string
    data: {
      [name: string]: unknown
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/tills": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    tillId: string
    prefix: string
    name: string
    store: string | null
    channel: string
    aloneMinor: number
    registeredBy: string
    registeredAt: string
    revokedAt: string | null
    accepted: number
    refused: number
    lastSequence: number
    missing: number
    lastReceivedAt: string | null
    report: null | {
      at: string
      version: string | null
      currency: string
      waiting: number
      waitingMinor: number
      oldestAt: string | null
      refused: number
      aloneMinor: number
      behindMilliseconds: number
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  name: string
  store?: string
  channel: string
  aloneMinor?: number
  publicKey: string
} } }; responses: { 201: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/tills/{tillId}": {
    get: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  name?: string
  store?: string | null
  aloneMinor?: number
} } }; responses: { 200: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/tills/{tillId}/readmit": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/tills/{tillId}/report": {
    get?: never
    put: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  payload: string
  signature: string
} } }; responses: { 200: { content: { "application/json": {
  tillId: string
  prefix: string
  name: string
  store: string | null
  channel: string
  aloneMinor: number
  registeredBy: string
  registeredAt: string
  revokedAt: string | null
  now: string
  lastNumber: number
  lastSequence: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/tills/{tillId}/orders": {
    get: { parameters: { query: { state?: "accepted" | "refused" | "received"; cursor?: number; limit: number }; header?: never; path: { tillId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    sequence: number
    number: string
    soldBy: string
    currency: string
    returns: string | null
    totalMinor: number
    pointsMinor: number
    placedAt: string
    receivedAt: string
    state: "received" | "accepted" | "refused"
    orderId: string | null
    memberId: string | null
    note: "member-unknown" | "there-already" | "points-not-taken" | "clock-wrong" | null
    returned: null | {
      refundMinor: number
      takenBack: ({
        wallet: string
        points: number
      })[]
      pointsBack: ({
        wallet: string
        points: number
      })[]
      owed: ({
        wallet: string
        points: number
      })[]
      tiers: ({
        ladder: string
        before: string
        tier: string
      })[]
    }
    problem?: {
      code: string
      title: string
      facts: {
        [name: string]: unknown
      }
    }
  })[]
  nextCursor: number | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path: { tillId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  orders: ({
    sequence: number
    payload: string
    signature: string
  })[]
} } }; responses: { 200: { content: { "application/json": {
  results: ({
    sequence: number
    number: string | null
    state: "accepted" | "refused" | "later"
    orderId: string | null
    memberId: string | null
    note: "member-unknown" | "there-already" | "points-not-taken" | "clock-wrong" | null
    returned: null | {
      refundMinor: number
      takenBack: ({
        wallet: string
        points: number
      })[]
      pointsBack: ({
        wallet: string
        points: number
      })[]
      owed: ({
        wallet: string
        points: number
      })[]
      tiers: ({
        ladder: string
        before: string
        tier: string
      })[]
    }
    problem?: {
      code: string
      title: string
      facts: {
        [name: string]: unknown
      }
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/conditions/count": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  for: "order" | "line"
  draftId?: string
  condition: Condition
} } }; responses: { 200: { content: { "application/json": {
  from: string
  to: string
  orders: number
  matching: number
  members: number | null
  looked: number
  sampled: boolean
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 503: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/imports/presets": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    name: string
    mapping: {
      name?: string
      file?: {
        delimiter?: string
        encoding?: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252"
        sheet?: string | number
        headingLine?: number
      }
      columns: {
        number: string | (string)[]
        sku: string | (string)[]
        name?: string | (string)[]
        quantity?: string | (string)[]
        unitPrice?: string | (string)[]
        amount?: string | (string)[]
        discount?: string | (string)[]
        placedAt: string | (string)[] | {
          date: string | (string)[]
          time: string | (string)[]
        }
        customer?: ({
          kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
          source?: string
          region?: string
          column: string | (string)[]
        })[]
        store?: string | (string)[]
        channel?: string | (string)[]
        currency?: string | (string)[]
      }
      format: {
        dates: (string)[]
        timeZone: string
        currency?: string
        decimal?: "." | ","
        thousands?: "" | "," | "." | " " | "'"
      }
      missing?: (string)[]
      returns?: {
        by: "none"
      } | {
        by: "negative-quantity"
      } | {
        by: "number-prefix"
        prefixes: (string)[]
      } | {
        by: "column"
        column: string | (string)[]
        values: (string)[]
      }
      adjustmentPrefixes?: (string)[]
      fees?: (string)[]
      freeGuestOrders?: "order" | "stock"
      defaults?: {
        channel?: string
        store?: string
        quantity?: number
      }
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/imports": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    importId: string
    name: string
    state: "waiting" | "running" | "cancelled" | "failed" | "done"
    phase: "reading" | "members" | "orders" | "closing" | "done"
    done: number
    total: number | null
    mapped: boolean
    problem: {
      code: string
      title: string
      facts: {
        [name: string]: unknown
      }
    } | null
    summary: {
      lines: {
        total: number
        members: number
        guests: number
        returnsMatched: number
        returnsUnmatched: number
        adjustments: number
        rejected: number
      }
      orders: number
      memberOrders: number
      guestOrders: number
      members: number
      revenueMinor: number
      revenueByClass: {
        members: number
        guests: number
        returnsMatched: number
        returnsUnmatched: number
        adjustments: number
        rejected: number
      }
      currencies: (string)[]
      returns: {
        quantityMatched: number
        quantityUnmatched: number
        linesPartlyMatched: number
      }
      remainders: {
        [name: string]: number
      }
      rejections: {
        [name: string]: number
      }
      points: {
        earned: number
        returned: number
        outstanding: number
      }
      tiers: {
        [name: string]: number
      }
      seconds: number
    } | null
    startedBy: string
    createdAt: string
    finishedAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 201: { content: { "application/json": {
  importId: string
  name: string
  state: "waiting" | "running" | "cancelled" | "failed" | "done"
  phase: "reading" | "members" | "orders" | "closing" | "done"
  done: number
  total: number | null
  mapped: boolean
  problem: {
    code: string
    title: string
    facts: {
      [name: string]: unknown
    }
  } | null
  summary: {
    lines: {
      total: number
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    orders: number
    memberOrders: number
    guestOrders: number
    members: number
    revenueMinor: number
    revenueByClass: {
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    currencies: (string)[]
    returns: {
      quantityMatched: number
      quantityUnmatched: number
      linesPartlyMatched: number
    }
    remainders: {
      [name: string]: number
    }
    rejections: {
      [name: string]: number
    }
    points: {
      earned: number
      returned: number
      outstanding: number
    }
    tiers: {
      [name: string]: number
    }
    seconds: number
  } | null
  startedBy: string
  createdAt: string
  finishedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 413: { content: { "application/problem+json": Problem } }; 415: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}": {
    get: { parameters: { query?: never; header?: never; path: { importId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  importId: string
  name: string
  state: "waiting" | "running" | "cancelled" | "failed" | "done"
  phase: "reading" | "members" | "orders" | "closing" | "done"
  done: number
  total: number | null
  mapped: boolean
  problem: {
    code: string
    title: string
    facts: {
      [name: string]: unknown
    }
  } | null
  summary: {
    lines: {
      total: number
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    orders: number
    memberOrders: number
    guestOrders: number
    members: number
    revenueMinor: number
    revenueByClass: {
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    currencies: (string)[]
    returns: {
      quantityMatched: number
      quantityUnmatched: number
      linesPartlyMatched: number
    }
    remainders: {
      [name: string]: number
    }
    rejections: {
      [name: string]: number
    }
    points: {
      earned: number
      returned: number
      outstanding: number
    }
    tiers: {
      [name: string]: number
    }
    seconds: number
  } | null
  startedBy: string
  createdAt: string
  finishedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}/rejections": {
    get: { parameters: { query?: { after?: number; limit?: number }; header?: never; path: { importId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    line: number
    reason: string
    title: string
    facts: {
      [name: string]: unknown
    }
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}/rejected.csv": {
    get: { parameters: { query?: never; header?: never; path: { importId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "text/csv": string } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}/preview": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { importId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  preset?: string
  mapping?: {
    name?: string
    file?: {
      delimiter?: string
      encoding?: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252"
      sheet?: string | number
      headingLine?: number
    }
    columns: {
      number: string | (string)[]
      sku: string | (string)[]
      name?: string | (string)[]
      quantity?: string | (string)[]
      unitPrice?: string | (string)[]
      amount?: string | (string)[]
      discount?: string | (string)[]
      placedAt: string | (string)[] | {
        date: string | (string)[]
        time: string | (string)[]
      }
      customer?: ({
        kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
        source?: string
        region?: string
        column: string | (string)[]
      })[]
      store?: string | (string)[]
      channel?: string | (string)[]
      currency?: string | (string)[]
    }
    format: {
      dates: (string)[]
      timeZone: string
      currency?: string
      decimal?: "." | ","
      thousands?: "" | "," | "." | " " | "'"
    }
    missing?: (string)[]
    returns?: {
      by: "none"
    } | {
      by: "negative-quantity"
    } | {
      by: "number-prefix"
      prefixes: (string)[]
    } | {
      by: "column"
      column: string | (string)[]
      values: (string)[]
    }
    adjustmentPrefixes?: (string)[]
    fees?: (string)[]
    freeGuestOrders?: "order" | "stock"
    defaults?: {
      channel?: string
      store?: string
      quantity?: number
    }
  }
  lines?: number
} } }; responses: { 200: { content: { "application/json": {
  format: "csv" | "xlsx"
  encoding: string
  heading: (string)[]
  rows: ({
    line: number
    cells: (string)[]
  })[]
  guesses: ({
    column: string
    field: "number" | "sku" | "name" | "quantity" | "unitPrice" | "amount" | "discount" | "placedAt" | "customer" | "store" | "channel" | "currency"
  })[]
  understood: {
    lines: ({
      line: number
      number: string
      kind: "goods" | "fee" | "return" | "adjustment"
      reason: string | null
      customer: ({
        kind: string
        source: string | null
        value: string
      })[]
      sku: string
      name: string | null
      quantity: number
      amountMinor: number
      discountMinor: number
      currency: string
      at: string
      channel: string
      store: string | null
    })[]
    looked: number
    more: boolean
    kinds: {
      [name: string]: number
    }
    problems: ({
      reason: string
      count: number
      line: number
      title: string
      facts: {
        [name: string]: unknown
      }
    })[]
  } | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}/start": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { importId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  preset?: string
  mapping?: {
    name?: string
    file?: {
      delimiter?: string
      encoding?: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252"
      sheet?: string | number
      headingLine?: number
    }
    columns: {
      number: string | (string)[]
      sku: string | (string)[]
      name?: string | (string)[]
      quantity?: string | (string)[]
      unitPrice?: string | (string)[]
      amount?: string | (string)[]
      discount?: string | (string)[]
      placedAt: string | (string)[] | {
        date: string | (string)[]
        time: string | (string)[]
      }
      customer?: ({
        kind: "phone" | "email" | "card" | "number" | "wechat-openid" | "wechat-unionid" | "external"
        source?: string
        region?: string
        column: string | (string)[]
      })[]
      store?: string | (string)[]
      channel?: string | (string)[]
      currency?: string | (string)[]
    }
    format: {
      dates: (string)[]
      timeZone: string
      currency?: string
      decimal?: "." | ","
      thousands?: "" | "," | "." | " " | "'"
    }
    missing?: (string)[]
    returns?: {
      by: "none"
    } | {
      by: "negative-quantity"
    } | {
      by: "number-prefix"
      prefixes: (string)[]
    } | {
      by: "column"
      column: string | (string)[]
      values: (string)[]
    }
    adjustmentPrefixes?: (string)[]
    fees?: (string)[]
    freeGuestOrders?: "order" | "stock"
    defaults?: {
      channel?: string
      store?: string
      quantity?: number
    }
  }
} } }; responses: { 202: { content: { "application/json": {
  importId: string
  name: string
  state: "waiting" | "running" | "cancelled" | "failed" | "done"
  phase: "reading" | "members" | "orders" | "closing" | "done"
  done: number
  total: number | null
  mapped: boolean
  problem: {
    code: string
    title: string
    facts: {
      [name: string]: unknown
    }
  } | null
  summary: {
    lines: {
      total: number
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    orders: number
    memberOrders: number
    guestOrders: number
    members: number
    revenueMinor: number
    revenueByClass: {
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    currencies: (string)[]
    returns: {
      quantityMatched: number
      quantityUnmatched: number
      linesPartlyMatched: number
    }
    remainders: {
      [name: string]: number
    }
    rejections: {
      [name: string]: number
    }
    points: {
      earned: number
      returned: number
      outstanding: number
    }
    tiers: {
      [name: string]: number
    }
    seconds: number
  } | null
  startedBy: string
  createdAt: string
  finishedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/imports/{importId}/cancel": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { importId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  importId: string
  name: string
  state: "waiting" | "running" | "cancelled" | "failed" | "done"
  phase: "reading" | "members" | "orders" | "closing" | "done"
  done: number
  total: number | null
  mapped: boolean
  problem: {
    code: string
    title: string
    facts: {
      [name: string]: unknown
    }
  } | null
  summary: {
    lines: {
      total: number
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    orders: number
    memberOrders: number
    guestOrders: number
    members: number
    revenueMinor: number
    revenueByClass: {
      members: number
      guests: number
      returnsMatched: number
      returnsUnmatched: number
      adjustments: number
      rejected: number
    }
    currencies: (string)[]
    returns: {
      quantityMatched: number
      quantityUnmatched: number
      linesPartlyMatched: number
    }
    remainders: {
      [name: string]: number
    }
    rejections: {
      [name: string]: number
    }
    points: {
      earned: number
      returned: number
      outstanding: number
    }
    tiers: {
      [name: string]: number
    }
    seconds: number
  } | null
  startedBy: string
  createdAt: string
  finishedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs": {
    get: { parameters: { query: { cursor?: string; limit: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    runId: string
    deed: {
      do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
      tag?: string
      offer?: string
      validDays?: number | null
      wallet?: string
      amount?: number
      reason?: string
      reasonCode?: string | null
      reference?: string | null
      ladder?: string
      tier?: string | null
      until?: string | null
    }
    undoes: string | null
    undoneBy: string | null
    state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
    members: number
    changed: number
    unchanged: number
    refused: number
    pointsMoved: number
    needsApproval: boolean
    undoable: boolean
    askedBy: string
    askedByName: string
    askedAt: string
    decidedBy: string | null
    decidedByName: string | null
    decidedAt: string | null
    startedAt: string | null
    endedAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: { "idempotency-key"?: string }; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  deed: {
    do: "tag" | "untag"
    tag: string
  } | {
    do: "coupon"
    offer: string
    validDays?: number | null
  } | {
    do: "points"
    wallet: string
    amount: number
    reason: string
    reasonCode?: string | null
    reference?: string | null
  } | {
    do: "tier"
    ladder: string
    tier: string | null
    until?: string | null
    reason: string
  } | {
    do: "suspend"
    reason: string
  }
  memberIds?: (string)[]
  filter?: {
    status?: "prospect" | "active" | "suspended" | "closed"
    tier?: string
    tag?: string
    joinedFrom?: string
    joinedTo?: string
    condition?: Condition
    filterId?: string
  }
} } }; responses: { 201: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}": {
    get: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/refused": {
    get: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content?: never } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/confirm": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/stop": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/undo": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/approve": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/bulk-runs/{runId}/decline": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { runId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  runId: string
  deed: {
    do: "tag" | "untag" | "coupon" | "void" | "points" | "tier" | "restore" | "suspend" | "reactivate"
    tag?: string
    offer?: string
    validDays?: number | null
    wallet?: string
    amount?: number
    reason?: string
    reasonCode?: string | null
    reference?: string | null
    ladder?: string
    tier?: string | null
    until?: string | null
  }
  undoes: string | null
  undoneBy: string | null
  state: "gathering" | "ready" | "approval" | "running" | "done" | "stopped" | "declined"
  members: number
  changed: number
  unchanged: number
  refused: number
  pointsMoved: number
  needsApproval: boolean
  undoable: boolean
  askedBy: string
  askedByName: string
  askedAt: string
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: string | null
  startedAt: string | null
  endedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/overview": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  at: string
  members: {
    prospect: number
    active: number
    suspended: number
    closed: number
  }
  tiers: ({
    ladder: string
    tier: string
    members: number
  })[]
  losing: {
    lastDay: string
    tiers: ({
      ladder: string
      tier: string
      members: number
      soonest: string
    })[]
  }
  wallets: ({
    wallet: string
    issued: number
    returned: number
    redeemed: number
    expired: number
    adjusted: number
    exchanged: number
    fees: number
    underWay: number
    outstanding: number
  })[]
  sales: {
    current: ({
      currency: string
      orders: number
      buyers: number
      netMinor: number
    })[]
    before: ({
      currency: string
      orders: number
      buyers: number
      netMinor: number
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/first-day": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  steps: ({
    step: "programme" | "stores" | "staff" | "connection" | "texts" | "history" | "member" | "order" | "security"
    done: boolean
    roles: ({
      role: string
      words: {
        en: string
        "zh-CN": string
      }
    })[]
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/demo": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "empty" | "members" | "running" | "interrupted" | "done"
  shop: {
    seed: number
    members: number
    months: number
    until: string
    timeZone: string
    done: number
    total: number
    summary: {
      seed: number
      members: number
      orders: number
      guests: number
      returns: number
      redemptions: number
      holds: number
      adjustments: number
      refused: number
      revenueMinor: number
      currency: string
      from: string
      until: string
      points: {
        earned: number
        redeemed: number
        expired: number
        outstanding: number
      }
      tiers: {
        [name: string]: number
      }
      seconds: number
    } | null
  } | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  members: number
  months: number
  seed: number
} } }; responses: { 202: { content: { "application/json": {
  state: "empty" | "members" | "running" | "interrupted" | "done"
  shop: {
    seed: number
    members: number
    months: number
    until: string
    timeZone: string
    done: number
    total: number
    summary: {
      seed: number
      members: number
      orders: number
      guests: number
      returns: number
      redemptions: number
      holds: number
      adjustments: number
      refused: number
      revenueMinor: number
      currency: string
      from: string
      until: string
      points: {
        earned: number
        redeemed: number
        expired: number
        outstanding: number
      }
      tiers: {
        [name: string]: number
      }
      seconds: number
    } | null
  } | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/fact-kinds": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    kind: string
    words: {
      en: string
      "zh-CN": string
    }
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/webhooks": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    endpointId: string
    url: string
    description: string
    kinds: (string)[] | null
    enabled: boolean
    offWhy: "by-hand" | "gone" | "failing" | null
    offSince: string | null
    madeAt: string
    lastSuccessAt: string | null
    failingSince: string | null
    previousUntil: string | null
    waiting: number
    failed: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  url: string
  description: string
  kinds: (string)[] | null
} } }; responses: { 201: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
  secret: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}": {
    get: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    patch: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  url?: string
  description?: string
  kinds?: (string)[] | null
} } }; responses: { 200: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
  }
  "/v1/webhooks/{endpointId}/rotate": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
  secret: string
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/turn-off": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/turn-on": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  from: "where-it-stopped" | "now"
} } }; responses: { 200: { content: { "application/json": {
  endpointId: string
  url: string
  description: string
  kinds: (string)[] | null
  enabled: boolean
  offWhy: "by-hand" | "gone" | "failing" | null
  offSince: string | null
  madeAt: string
  lastSuccessAt: string | null
  failingSince: string | null
  previousUntil: string | null
  waiting: number
  failed: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/deliveries": {
    get: { parameters: { query?: { state?: "waiting" | "sent" | "failed"; kind?: string; cursor?: string; limit?: number }; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    messageId: string
    kind: string
    memberId: string | null
    state: "waiting" | "sent" | "failed"
    attempts: number
    madeAt: string
    dueAt: string | null
    triedAt: string | null
    milliseconds: number | null
    status: number | null
    problem: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/deliveries/{messageId}": {
    get: { parameters: { query?: never; header?: never; path: { endpointId: string; messageId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  messageId: string
  kind: string
  memberId: string | null
  state: "waiting" | "sent" | "failed"
  attempts: number
  madeAt: string
  dueAt: string | null
  triedAt: string | null
  milliseconds: number | null
  status: number | null
  problem: string | null
  body: string
  tried: ({
    number: number
    at: string
    milliseconds: number
    status: number | null
    problem: string | null
    answer: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/deliveries/{messageId}/send": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string; messageId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  messageId: string
  kind: string
  memberId: string | null
  state: "waiting" | "sent" | "failed"
  attempts: number
  madeAt: string
  dueAt: string | null
  triedAt: string | null
  milliseconds: number | null
  status: number | null
  problem: string | null
  body: string
  tried: ({
    number: number
    at: string
    milliseconds: number
    status: number | null
    problem: string | null
    answer: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/send-failed": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  count: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/webhooks/{endpointId}/test": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { endpointId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  messageId: string
  kind: string
  memberId: string | null
  state: "waiting" | "sent" | "failed"
  attempts: number
  madeAt: string
  dueAt: string | null
  triedAt: string | null
  milliseconds: number | null
  status: number | null
  problem: string | null
  body: string
  tried: ({
    number: number
    at: string
    milliseconds: number
    status: number | null
    problem: string | null
    answer: string | null
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/jobs": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  standsStill: boolean
  heardAt: string | null
  tasks: ({
    task: string
    waiting: number
    later: number
    running: number
    failed: number
    nextAt: string | null
    lastAt: string | null
    recovered: boolean
  })[]
  running: ({
    jobId: string
    task: string
    since: string
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/jobs/failed": {
    get: { parameters: { query?: { cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    jobId: string
    task: string
    failedAt: string
    attempts: number
    cause: "database-away" | "disk-full" | "memory" | "collision" | "timeout" | "unexpected"
    recovered: boolean
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/jobs/{jobId}/run": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { jobId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/jobs/{jobId}/give-up": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path: { jobId: string }; cookie?: never }; requestBody?: never; responses: { 204: { content?: never }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 409: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/jobs/give-up-failed": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  task: string
} } }; responses: { 200: { content: { "application/json": {
  count: number
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/insights": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  running: boolean
  heardAt: string | null
  behind: number | null
  doing: string | null
  done: number | null
  total: number | null
  runs: ({
    runId: string
    kind: "refresh" | "rebuild"
    askedBy: string | null
    askedAt: string
    startedAt: string | null
    endedAt: string | null
    steps: ({
      step: string
      milliseconds: number
    })[]
    changed: number | null
    problem: null | "failed"
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/runs": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  kind: "refresh" | "rebuild"
} } }; responses: { 202: { content: { "application/json": {
  runId: string
  kind: "refresh" | "rebuild"
  askedBy: string | null
  askedAt: string
  startedAt: string | null
  endedAt: string | null
  steps: ({
    step: string
    milliseconds: number
  })[]
  changed: number | null
  problem: null | "failed"
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/insights/rfm": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    people: number
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    cells: ({
      recency: number
      frequency: number
      monetary: number
      segment: string
      people: number
      monetaryMinor: number
    })[]
    segments: ({
      code: string
      name: {
        en: string
        "zh-CN": string
      }
      people: number
      monetaryMinor: number
    })[]
    months: ({
      begins: string
      moves: ({
        from: string | null
        to: string | null
        people: number
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/value": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    setting: {
      days: number
      marginPercent: number
      yearlyPercent: number
      model: "best" | "bg-nbd" | "mbg-nbd" | "pareto-nbd"
    }
    model: null | "bg-nbd" | "mbg-nbd" | "pareto-nbd"
    parameters: ({
      name: string
      value: number
    })[]
    spending: null | {
      p: number
      q: number
      v: number
    }
    people: number
    repeating: number
    ordersExpected: number
    valueMinor: number
    alive: ({
      from: number
      people: number
    })[]
    tenths: ({
      tenth: number
      people: number
      valueMinor: number
      leastMinor: number
    })[]
    holdout: null | {
      from: string
      weeks: number
      people: number
      came: number
      trials: ({
        model: "bg-nbd" | "mbg-nbd" | "pareto-nbd"
        expected: number
        error: number
      })[]
      byPurchases: ({
        purchases: number
        people: number
        came: number
        expected: number
      })[]
      track: ({
        week: number
        came: number
        expected: number
        held: boolean
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/cohorts": {
    get: { parameters: { query?: { months?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    cohorts: ({
      month: string
      people: number
      months: ({
        after: number
        buyers: number
        orders: number
        netMinor: number
        share: number
        low: number
        high: number
        over: boolean
      })[]
    })[]
    mean: ({
      after: number
      cohorts: number
      people: number
      share: number
    })[]
    again: ({
      from: string
      to: string
      people: number
      again: number
      missing: null | {
        has: number
        needs: number
      }
      until: number
      points: ({
        days: number
        share: number
        low: number
        high: number
        atRisk: number
      })[]
      within: ({
        days: number
        share: number
        low: number
        high: number
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/churn": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    horizonDays: number
    activeDays: number
    people: number
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    used: null | "regression" | "buying"
    tried: ({
      method: "regression" | "buying"
      quality: null | {
        people: number
        happened: number
        area: {
          value: number
          low: number
          high: number
        }
        brier: number
        brierOfShare: number
        calibrationError: number
        steps: ({
          people: number
          happened: number
          told: number
          share: number
          low: number
          high: number
          lift: number
          found: number
        })[]
      }
    })[]
    keptAway: ({
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    })[]
    recencyArea: null | {
      value: number
      low: number
      high: number
    }
    weights: ({
      trait: string
      level: "number" | "unknown" | "chosen"
      chosen: string | null
      weight: number
      low: number
      high: number
    })[]
    held: null | {
      people: number
      held: number
      share: number
      low: number
      high: number
    }
    bands: ({
      band: "low" | "middle" | "high" | "highest"
      from: number
      to: number
      people: number
      expected: number
      overdue: number
      yearMinor: number
      atStakeMinor: number
    })[]
    foremost: ({
      memberId: string
      number: string | null
      percent: number
      yearMinor: number
      atStakeMinor: number
      recencyDays: number
      dueDays: number | null
      because: ({
        theme: string
        adds: number
        values: {
          [name: string]: number | string | null
        }
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/money": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    months: (string)[]
    otherOrders: number
    taxBasisPoints: number
    wallets: ({
      wallet: string
      name: {
        en: string
        "zh-CN": string
      }
      unit: {
        en: string
        "zh-CN": string
      }
      value: null | {
        points: number
        minor: number
      }
      valueMissing: null | {
        code: string
        words: {
          en: string
          "zh-CN": string
        }
      }
      outstanding: ({
        status: "available" | "pending" | "held" | "overdue" | "owed"
        expires: string | null
        lots: number
        points: number
      })[]
      underWay: number
      nominalMinor: number | null
      triangle: ({
        earned: string
        granted: number
        returned: number
        redeemed: number
        lapsed: number
        outstanding: number
        redeemedByAge: (number)[]
        breakage: null | {
          share: number
          low: number
          high: number
        }
      })[]
      breakage: null | {
        share: number
        low: number
        high: number
        points: number
        openShare: number
      }
      breakageMissing: null | {
        code: string
        words: {
          en: string
          "zh-CN": string
        }
      }
      curve: (number)[]
      liability: ({
        month: string
        openingMinor: number
        moved: {
          deferral: number
          given: number
          exchange: number
          return: number
          withdrawal: number
          redemption: number
          breakage: number
          expiry: number
          "true-up": number
        }
        closingMinor: number
        points: number
        expected: number
        basis: "estimated" | "named" | "none"
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/journal": {
    get: { parameters: { query?: { month?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    month: string | null
    months: (string)[]
    closed: boolean
    accounts: {
      sales: {
        number: string
        name: string
      }
      liability: {
        number: string
        name: string
      }
      "points-revenue": {
        number: string
        name: string
      }
      "breakage-revenue": {
        number: string
        name: string
      }
      "promotion-cost": {
        number: string
        name: string
      }
    }
    lines: ({
      wallet: string
      kind: "deferral" | "given" | "exchange" | "return" | "withdrawal" | "redemption" | "breakage" | "expiry" | "true-up"
      debit: "sales" | "liability" | "points-revenue" | "breakage-revenue" | "promotion-cost"
      credit: "sales" | "liability" | "points-revenue" | "breakage-revenue" | "promotion-cost"
      minor: number
      points: number
      paragraph: string
    })[]
    wallets: ({
      wallet: string
      name: {
        en: string
        "zh-CN": string
      }
      openingMinor: number
      moved: {
        deferral: number
        given: number
        exchange: number
        return: number
        withdrawal: number
        redemption: number
        breakage: number
        expiry: number
        "true-up": number
      }
      closingMinor: number
      points: number
      expected: number
      basis: "estimated" | "named" | "none"
    })[]
    pools: ({
      wallet: string
      earned: string
      points: number
      redeemed: number
      expected: number
      deferredMinor: number
      recognisedMinor: number
      liabilityMinor: number
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/money-costs": {
    get: { parameters: { query?: { from?: string; to?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    from: string | null
    to: string | null
    rules: ({
      rule: string
      name: null | {
        en: string
        "zh-CN": string
      }
      wallet: string
      offer: string | null
      orders: number
      netMinor: number
      returnedMinor: number
      members: number
      points: number
      kept: number
      costMinor: number | null
      expectedMinor: number | null
    })[]
    offers: ({
      offer: string
      name: null | {
        en: string
        "zh-CN": string
      }
      orders: number
      netMinor: number
      returnedMinor: number
      guests: number
      withCoupon: number
      offMinor: number
      gifts: number
      points: number
      costMinor: number | null
      expectedMinor: number | null
    })[]
    otherCurrencies: (string)[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/lifecycle": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    people: number
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    stages: ({
      stage: "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
      people: number
    })[]
    lately: {
      since: string
      moves: ({
        from: null | "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
        to: "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
        people: number
      })[]
    }
    months: ({
      until: string
      people: (number)[]
      moves: ({
        from: null | "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
        to: "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
        people: number
      })[]
    })[]
    rhythm: null | {
      usualDays: number
      spread: number
      gaps: number
    }
    model: null | {
      r: number
      alpha: number
      a: number
      b: number
    }
    withoutModel: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/loyalty": {
    get: { parameters: { query?: { since?: "month" | "quarter" | "year" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    members: number
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    withinDays: number
    parts: ({
      part: "recency" | "frequency" | "value" | "engagement" | "advocacy" | "satisfaction"
      weight: number
      share: number
      leftOut: null | "no-source" | "all-alike" | "no-weight"
    })[]
    steps: ({
      from: number
      to: number
      members: number
    })[]
    sinceDays: number
    up: ({
      memberId: string
      before: number
      after: number
      parts: ({
        part: "recency" | "frequency" | "value" | "engagement" | "advocacy" | "satisfaction"
        points: number
      })[]
    })[]
    down: ({
      memberId: string
      before: number
      after: number
      parts: ({
        part: "recency" | "frequency" | "value" | "engagement" | "advocacy" | "satisfaction"
        points: number
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/kpis": {
    get: { parameters: { query?: { months?: number; days?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    months: ({
      month: string
      over: boolean
      joined: number
      left: number
      members: number
      active: null | {
        share: number
        low: number
        high: number
      }
      orders: number
      netMinor: number
      buyers: number
      orderValue: null | {
        mean: number
        low: number
        high: number
      }
      participation: null | {
        share: number
        low: number
        high: number
      }
      salesParticipation: null | number
    })[]
    wallet: string | null
    points: ({
      wallet: string
      month: null | string
      issued: number
      redeemed: number
      expired: number
      redeemers: number
      rate: null | number
    })[]
    period: {
      from: string
      to: string
      days: number
    }
    tiers: {
      ladder: string | null
      order: (string)[]
      moves: ({
        from: string | null
        to: string | null
        people: number
      })[]
    }
    channels: ({
      place: string | null
      now: null | {
        orders: number
        netMinor: number
        buyers: number
        orderValue: null | {
          mean: number
          low: number
          high: number
        }
        participation: null | {
          share: number
          low: number
          high: number
        }
      }
      before: null | {
        orders: number
        netMinor: number
        buyers: number
        orderValue: null | {
          mean: number
          low: number
          high: number
        }
        participation: null | {
          share: number
          low: number
          high: number
        }
      }
    })[]
    stores: ({
      place: string | null
      now: null | {
        orders: number
        netMinor: number
        buyers: number
        orderValue: null | {
          mean: number
          low: number
          high: number
        }
        participation: null | {
          share: number
          low: number
          high: number
        }
      }
      before: null | {
        orders: number
        netMinor: number
        buyers: number
        orderValue: null | {
          mean: number
          low: number
          high: number
        }
        participation: null | {
          share: number
          low: number
          high: number
        }
      }
    })[]
    targets: ({
      target: {
        figure: "members" | "joined" | "active" | "orders" | "sales" | "order-value" | "participation" | "redemption"
        value: number
        by: string
        owner: string
        baseline: {
          month: string
          value: number
        }
      }
      progress: null | {
        month: string
        now: number
        done: number
        line: number
        standing: "begun" | "reached" | "on-line" | "behind" | "missed"
        projected: null | {
          value: number
          low: number
          high: number
          method: "seasonal-naive" | "mean" | "smoothing" | "both-seasons" | "without-season"
          seasons: boolean
          months: number
          reaches: boolean
        }
        missing: null | {
          has: number
          needs: number
        }
      }
      history: ({
        month: string
        value: null | number
      })[]
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/clusters": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    foundAt: string
    people: number
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    verdict: null | "convincing" | "weak" | "as-in-one-cloud"
    silhouette: number
    silhouetteError: number
    inClouds: number
    candidates: ({
      clusters: number
      silhouette: number
    })[]
    leftOut: (string)[]
    clusters: ({
      name: string
      moved: null | number
      people: number
      traits: ({
        feature: "recency" | "frequency" | "monetary" | "tenure" | "basket"
        apart: number
        standsOut: boolean
        median: number
        medianOfAll: number
      })[]
      centre: {
        [name: string]: number
      }
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/anomalies": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    until: string
    wrongAtMost: number
    looked: ({
      subject: "member" | "cashier" | "store" | "till"
      measure: "earned" | "redeemed" | "given" | "visits"
      days: number
      tests: number
      found: number
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/comparison": {
    get: { parameters: { query: { what: "redeemed" | "channel" | "store" | "tier"; which?: string; from: string; to: string; days?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    currency: string | null
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    spans: null | {
      earlier: {
        from: string
        to: string
      }
      before: {
        from: string
        to: string
      }
      window: {
        from: string
        to: string
      }
      after: {
        from: string
        to: string
      }
    }
    found: null | {
      did: number
      matched: number
      others: number
      othersMatched: number
      groups: number
      orders: {
        mean: number
        error: number
        low: number
        high: number
        did: {
          before: number
          after: number
        }
        others: {
          before: number
          after: number
        }
        unmatched: number
      }
      money: {
        mean: number
        error: number
        low: number
        high: number
        did: {
          before: number
          after: number
        }
        others: {
          before: number
          after: number
        }
        unmatched: number
      }
      balance: ({
        feature: "frequency" | "spent" | "recency" | "tenure"
        before: number
        after: number
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/baskets": {
    get: { parameters: { query?: { days?: number; level?: "product" | "category"; store?: string; channel?: string; tier?: string; segment?: string; support?: number; confidence?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    orders: number
    baskets: number
    tooLong: number
    support: number
    rules: ({
      left: (string)[]
      right: string
      count: number
      support: number
      confidence: number
      confidenceFrom: number
      confidenceTo: number
      lift: number
      conviction: null | number
    })[]
    rulesFound: number
    items: ({
      code: string
      name: string | null
      translations: {
        [name: string]: string
      }
      baskets: number
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/recommendations": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    people: number
    learnedFrom: number
    visits: number
    products: number
    heldBackFrom: null | string
    measured: ({
      method: "popular" | "habit" | "following" | "together" | "varied"
      onlyNew: boolean
      cases: number
      recall: number
      recallWithin: number
      ndcg: number
      hit: number
      coverage: number
      likeness: number
    })[]
    clock: ({
      until: null | number
      factor: number
    })[]
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/demand": {
    get: { parameters: { query?: { level?: "product" | "category"; store?: string; step?: "week" | "month"; horizon?: number; leadDays?: number; service?: number; ordersAnHour?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  state: "ready" | "making" | "failed"
  madeAt: string | null
  milliseconds: number | null
  problem: null | "failed" | "ended-the-process" | "unknown"
  result: null | {
    missing: null | {
      code: string
      words: {
        en: string
        "zh-CN": string
      }
    }
    starts: (string)[]
    whole: number
    series: ({
      code: string
      name: string | null
      translations: {
        [name: string]: string
      }
      recent: number
      first: number
      units: (number)[]
      season: null | number
      needs: null | number
      slow: boolean
      forecast: null | {
        method: "seasonal-naive" | "last" | "mean" | "smoothing" | "both-seasons" | "without-season" | "counted"
        against: "better" | "as-good" | "untested"
        moments: number
        mase: null | number
        smape: null | number
        naiveMase: null | number
        naiveSmape: null | number
        steps: ({
          mean: number
          low: number
          high: number
        })[]
      }
      stock: null | {
        level: number
        expected: number
        safety: number
      }
    })[]
    staff: {
      missing: null | {
        code: string
        words: {
          en: string
          "zh-CN": string
        }
      }
      from: null | string
      weeks: number
      stores: number
      storesTooNew: number
      promise: {
        share: number
        withinSeconds: number
      }
      hours: ({
        hour: number
        orders: number
        staff: number
        inTime: number
        busy: number
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/rfm-segments": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    recency: {
      from: number
      to: number
    }
    frequency: {
      from: number
      to: number
    }
    monetary: {
      from: number
      to: number
    }
  })[]
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    recency: {
      from: number
      to: number
    }
    frequency: {
      from: number
      to: number
    }
    monetary: {
      from: number
      to: number
    }
  })[]
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: ({
    code: string
    name: {
      en: string
      "zh-CN": string
    }
    recency: {
      from: number
      to: number
    }
    frequency: {
      from: number
      to: number
    }
    monetary: {
      from: number
      to: number
    }
  })[]
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/value": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    days: number
    marginPercent: number
    yearlyPercent: number
    model: "best" | "bg-nbd" | "mbg-nbd" | "pareto-nbd"
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: {
    days: number
    marginPercent: number
    yearlyPercent: number
    model: "best" | "bg-nbd" | "mbg-nbd" | "pareto-nbd"
  }
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    days: number
    marginPercent: number
    yearlyPercent: number
    model: "best" | "bg-nbd" | "mbg-nbd" | "pareto-nbd"
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/churn": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    horizonDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: {
    horizonDays: number
  }
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    horizonDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/money": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    values: ({
      wallet: string
      from: string
      points: number
      minor: number
    })[]
    breakage: ({
      wallet: string
      from: string
      basisPoints: number | null
    })[]
    taxBasisPoints: number
    closedAfterDays: number | null
    accounts: {
      sales: {
        number: string
        name: string
      }
      liability: {
        number: string
        name: string
      }
      "points-revenue": {
        number: string
        name: string
      }
      "breakage-revenue": {
        number: string
        name: string
      }
      "promotion-cost": {
        number: string
        name: string
      }
    }
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: {
    values: ({
      wallet: string
      from: string
      points: number
      minor: number
    })[]
    breakage: ({
      wallet: string
      from: string
      basisPoints: number | null
    })[]
    taxBasisPoints: number
    closedAfterDays: number | null
    accounts: {
      sales: {
        number: string
        name: string
      }
      liability: {
        number: string
        name: string
      }
      "points-revenue": {
        number: string
        name: string
      }
      "breakage-revenue": {
        number: string
        name: string
      }
      "promotion-cost": {
        number: string
        name: string
      }
    }
  }
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    values: ({
      wallet: string
      from: string
      points: number
      minor: number
    })[]
    breakage: ({
      wallet: string
      from: string
      basisPoints: number | null
    })[]
    taxBasisPoints: number
    closedAfterDays: number | null
    accounts: {
      sales: {
        number: string
        name: string
      }
      liability: {
        number: string
        name: string
      }
      "points-revenue": {
        number: string
        name: string
      }
      "breakage-revenue": {
        number: string
        name: string
      }
      "promotion-cost": {
        number: string
        name: string
      }
    }
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/lifecycle-thresholds": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    newDays: number
    habitPurchases: number
    loyalPurchases: number
    loyalKept: number
    loyalDays: number
    loyalTenureDays: number
    riskShare: number
    riskAlive: number
    lapsedShare: number
    lapsedAlive: number
    leastQuietDays: number
    leastLapsedDays: number
    wonBackDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: {
    newDays: number
    habitPurchases: number
    loyalPurchases: number
    loyalKept: number
    loyalDays: number
    loyalTenureDays: number
    riskShare: number
    riskAlive: number
    lapsedShare: number
    lapsedAlive: number
    leastQuietDays: number
    leastLapsedDays: number
    wonBackDays: number
  }
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    newDays: number
    habitPurchases: number
    loyalPurchases: number
    loyalKept: number
    loyalDays: number
    loyalTenureDays: number
    riskShare: number
    riskAlive: number
    lapsedShare: number
    lapsedAlive: number
    leastQuietDays: number
    leastLapsedDays: number
    wonBackDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/loyalty-weights": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    recency: number
    frequency: number
    value: number
    engagement: number
    advocacy: number
    satisfaction: number
    withinDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: {
    recency: number
    frequency: number
    value: number
    engagement: number
    advocacy: number
    satisfaction: number
    withinDays: number
  }
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: {
    recency: number
    frequency: number
    value: number
    engagement: number
    advocacy: number
    satisfaction: number
    withinDays: number
  }
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/settings/targets": {
    get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  revision: number
  value: ({
    figure: "members" | "joined" | "active" | "orders" | "sales" | "order-value" | "participation" | "redemption"
    value: number
    by: string
    owner: string
    baseline: {
      month: string
      value: number
    }
  })[]
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } } } }
    put: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  value: ({
    figure: "members" | "joined" | "active" | "orders" | "sales" | "order-value" | "participation" | "redemption"
    value: number
    by: string
    owner: string
    baseline: {
      month: string
      value: number
    }
  })[]
} } }; responses: { 200: { content: { "application/json": {
  revision: number
  value: ({
    figure: "members" | "joined" | "active" | "orders" | "sales" | "order-value" | "participation" | "redemption"
    value: number
    by: string
    owner: string
    baseline: {
      month: string
      value: number
    }
  })[]
  changedBy: string | null
  changedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/insights": {
    get: { parameters: { query?: never; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  madeAt: string | null
  rfm: null | {
    recency: number | null
    frequency: number | null
    monetary: number | null
    segment: string | null
  }
  lifecycle: null | {
    stage: "prospect" | "new" | "activating" | "active" | "loyal" | "won-back" | "at-risk" | "lapsed"
    since: string
    because: ({
      kind: "not-bought" | "first-purchase" | "few-purchases" | "in-rhythm" | "often" | "returned" | "quiet" | "hardly-there" | "not-clearly-out"
      last?: string
      joined?: string
      returned?: string
      own?: boolean
      usualDays?: number
      limitDays?: number
      awayDays?: number
      withinDays?: number
      purchases?: number
      habit?: number
      alivePercent?: number
      belowPercent?: number
    })[]
  }
  cluster: string | null
  loyalty: null | {
    index: number
    parts: ({
      part: "recency" | "frequency" | "value" | "engagement"
      percentile: number
      share: number
    })[]
  }
  alive: number | null
  ordersExpected: number | null
  valueMinor: number | null
  valueCurrency: string | null
  churn: number | null
  churnBecause: null | ({
    theme: string
    adds: number
    values: {
      [name: string]: number | string | null
    }
  })[]
  horizonDays: number
  churnDays: number
  dueOn: string | null
  firstOn: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/members/{memberId}/next-products": {
    get: { parameters: { query?: { count?: number; onlyNew?: boolean; diversity?: number; perCategory?: number; without?: string }; header?: never; path: { memberId: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  madeAt: null | string
  missing: null | {
    code: string
    words: {
      en: string
      "zh-CN": string
    }
  }
  items: ({
    sku: string
    name: string | null
    translations: {
      [name: string]: string
    }
    category: string | null
    because: {
      kind: "bought-before"
      times: number
      everyDays: number
      daysSince: number
      chance: number
    } | {
      kind: "goes-with"
      products: ({
        sku: string
        name: string | null
        translations: {
          [name: string]: string
        }
      })[]
    } | {
      kind: "popular"
      share: number
    }
    score: number
  })[]
  leftOut: ({
    sku: string
    name: string | null
    translations: {
      [name: string]: string
    }
    why: "inactive" | "out-of-stock" | "once-only" | "returned" | "asked"
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/products/{sku}/goes-with": {
    get: { parameters: { query?: { count?: number }; header?: never; path: { sku: string }; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  madeAt: null | string
  missing: null | {
    code: string
    words: {
      en: string
      "zh-CN": string
    }
  }
  items: ({
    sku: string
    name: string | null
    translations: {
      [name: string]: string
    }
    together: number
    share: number
    lift: number
    similarity: number
  })[]
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/text": {
    get?: never
    put?: never
    post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": {
  reviews: ({
    text: string
    on?: string
    about?: string
  })[]
  topics?: number
} } }; responses: { 200: { content: { "application/json": {
  origins: ({
    language: "zh" | "en"
    sources: (string)[]
    licence: string
    researchOnly: boolean
    tested: {
      texts: number
      folds: number
      accuracy: number
      macroF1: number
      sure: {
        share: number
        accuracy: number
      }
    }
  })[]
  texts: ({
    verdict: "good" | "bad" | "unsure" | "unread"
    language: null | "zh" | "en"
    chance: null | number
    evidence: ({
      from: number
      to: number
      pull: number
    })[]
  })[]
  totals: {
    good: number
    bad: number
    unsure: number
    unread: number
    badShare: null | {
      share: number
      low: number
      high: number
    }
  }
  months: ({
    month: string
    good: number
    bad: number
    unsure: number
    unread: number
    badShare: null | {
      share: number
      low: number
      high: number
    }
  })[]
  undated: number
  subjects: ({
    about: string
    good: number
    bad: number
    unsure: number
    unread: number
    badShare: null | {
      share: number
      low: number
      high: number
    }
  })[]
  keyphrases: {
    few: null | {
      needs: number
      has: number
    }
    good: ({
      phrase: string
      good: number
      bad: number
      g2: number
    })[]
    bad: ({
      phrase: string
      good: number
      bad: number
      g2: number
    })[]
  }
  topics: {
    good: {
      few: null | {
        needs: number
        has: number
      }
      found: ({
        phrases: (string)[]
        texts: (number)[]
        months: ({
          month: string
          texts: number
        })[]
      })[]
    }
    bad: {
      few: null | {
        needs: number
        has: number
      }
      found: ({
        phrases: (string)[]
        texts: (number)[]
        months: ({
          month: string
          texts: number
        })[]
      })[]
    }
  }
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 413: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } }; 429: { content: { "application/problem+json": Problem } } } }
    delete?: never
    patch?: never
  }
  "/v1/insights/anomalies/found": {
    get: { parameters: { query?: { state?: "open" | "fine" | "followed-up"; cursor?: string; limit?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { content: { "application/json": {
  items: ({
    anomalyId: string
    subjectKind: "member" | "cashier" | "store" | "till"
    subjectId: string
    label: string | null
    measure: "earned" | "redeemed" | "given" | "visits"
    because: "count" | "amount" | "peers" | "drop"
    startsAt: string
    endsAt: string
    foundAt: string
    evidence: {
      count: number
      total: number
      usualCount: number
      usualTotal: null | number
      chance: number
      corrected: number
      tests: number
      days: number
      periods: ({
        count: number
        total: number
      })[]
      largest: ({
        memberId: string
        number: string | null
        at: string
        amount: number
      })[]
    }
    revision: number
    state: "open" | "fine" | "followed-up"
    note: string | null
    reviewedBy: string | null
    reviewedAt: string | null
  })[]
  nextCursor: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    put?: never
    post?: never
    delete?: never
    patch?: never
  }
  "/v1/insights/anomalies/found/{anomalyId}": {
    get?: never
    put: { parameters: { query?: never; header?: never; path: { anomalyId: string }; cookie?: never }; requestBody: { content: { "application/json": {
  revision: number
  state: "open" | "fine" | "followed-up"
  note: null | string
} } }; responses: { 200: { content: { "application/json": {
  anomalyId: string
  subjectKind: "member" | "cashier" | "store" | "till"
  subjectId: string
  label: string | null
  measure: "earned" | "redeemed" | "given" | "visits"
  because: "count" | "amount" | "peers" | "drop"
  startsAt: string
  endsAt: string
  foundAt: string
  evidence: {
    count: number
    total: number
    usualCount: number
    usualTotal: null | number
    chance: number
    corrected: number
    tests: number
    days: number
    periods: ({
      count: number
      total: number
    })[]
    largest: ({
      memberId: string
      number: string | null
      at: string
      amount: number
    })[]
  }
  revision: number
  state: "open" | "fine" | "followed-up"
  note: string | null
  reviewedBy: string | null
  reviewedAt: string | null
} } }; 401: { content: { "application/problem+json": Problem } }; 403: { content: { "application/problem+json": Problem } }; 404: { content: { "application/problem+json": Problem } }; 412: { content: { "application/problem+json": Problem } }; 422: { content: { "application/problem+json": Problem } } } }
    post?: never
    delete?: never
    patch?: never
  }
}
