import * as openId from 'openid-client'
import type { ProConnectSettings } from '../config.ts'

/** What must come back as it went, kept in the browser meanwhile. */
interface Checks {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who came back from ProConnect. */
export interface Seen {
  readonly issuer: string
  readonly subject: string
  /** Lower case; null when ProConnect tells none, or one that it did not verify. */
  readonly email: string | null
  readonly idToken: string
}

/** ProConnect, or any other OpenID Connect provider that a deployment names. */
export interface ProConnect {
  /** Where the browser goes to say who it is. */
  begin(): Promise<{ readonly url: URL; readonly checks: Checks }>
  /** Who came back at this address of ours. Throws when anything is not as it should be. */
  finish(query: string, checks: Checks): Promise<Seen>
  /** Where the session at ProConnect ends. */
  endAddress(idToken: string): Promise<URL>
}

/** The levels of assurance that are good enough: what was asked for, or more. */
const levels = new Set<unknown>(['eidas1', 'eidas2', 'eidas3'])

const isThisMachine = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)

/**
 * Authorization code with PKCE (S256), state and nonce; `acr_values=eidas1` is asked for and looked at when it comes
 * back. OpenID Connect Core 1.0, RFC 7636, ProConnect's documentation for service providers.
 */
export const createProConnect = (
  { issuer, clientId, clientSecret }: ProConnectSettings,
  proUrl: string,
): ProConnect => {
  const server = new URL(issuer)
  const backTo = `${proUrl}/connexion/proconnect/retour`
  let found: Promise<openId.Configuration> | undefined

  // Looked up when it is first needed, and again after a failure: the site starts without it.
  const configuration = (): Promise<openId.Configuration> => {
    found ??= openId
      .discovery(server, clientId, clientSecret, undefined, {
        timeout: 10,
        ...(isThisMachine(server) ? { execute: [openId.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        found = undefined
        throw error
      })
    return found
  }

  return {
    begin: async () => {
      const config = await configuration()
      const checks = {
        state: openId.randomState(),
        nonce: openId.randomNonce(),
        verifier: openId.randomPKCECodeVerifier(),
      }
      const url = openId.buildAuthorizationUrl(config, {
        redirect_uri: backTo,
        scope: 'openid email',
        acr_values: 'eidas1',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await openId.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      })
      return { url, checks }
    },
    finish: async (query, { state, nonce, verifier }) => {
      const config = await configuration()
      const tokens = await openId.authorizationCodeGrant(config, new URL(`${backTo}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined || tokens.id_token === undefined) throw new Error('no id token')
      if (!levels.has(claims['acr'])) throw new Error('not the level of assurance that was asked for')
      const told = await openId.fetchUserInfo(config, tokens.access_token, claims.sub)
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: told.email === undefined || told.email_verified === false ? null : told.email.toLowerCase(),
        idToken: tokens.id_token,
      }
    },
    endAddress: async (idToken) =>
      openId.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${proUrl}/connexion`,
        state: openId.randomState(),
      }),
  }
}
