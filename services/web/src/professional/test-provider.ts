import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { Provider } from 'oidc-provider'

/** Who is at the keyboard of the provider. */
export interface AtProvider {
  readonly subject: string
  readonly email: string
  readonly isVerified?: boolean
  readonly acr?: string
}

/** An OpenID Connect provider of the tests: a real one, on this machine, where everybody says yes at once. */
export interface TestProvider {
  readonly settings: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  /** Goes through the provider's pages in a browser of its own: the address to which it leads back. */
  signIn(address: string, who: AtProvider): Promise<URL>
  stop(): Promise<void>
}

const client = { clientId: 'boussole', clientSecret: 'a-secret-between-the-tests-and-their-provider' }

/** Starts a provider that knows the site at `siteUrl`. */
export const startTestProvider = async (siteUrl: string): Promise<TestProvider> => {
  let handle = (_request: IncomingMessage, response: ServerResponse): void => void response.end()
  const server = createServer((request, response) => handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider listens nowhere')
  const issuer = `http://127.0.0.1:${address.port}`
  const people = new Map<string, AtProvider>()
  let present: AtProvider | undefined

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${siteUrl}/pro/connexion/proconnect/retour`],
        post_logout_redirect_uris: [`${siteUrl}/pro/connexion`],
      },
    ],
    acrValues: ['eidas1', 'weak'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], acr: null },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({
        sub: accountId,
        email: people.get(accountId)?.email,
        email_verified: people.get(accountId)?.isVerified ?? true,
      }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: client.clientId,
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  handle = (request, response) => {
    const asked = request.url?.startsWith('/interaction/') === true ? present : undefined
    const answered =
      asked === undefined
        ? answer(request, response)
        : provider.interactionFinished(request, response, {
            login: { accountId: asked.subject, acr: asked.acr ?? 'eidas1' },
          })
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }

  return {
    settings: { issuer, ...client },
    signIn: async (from, who) => {
      people.set(who.subject, who)
      present = who
      const cookies = new Map<string, string>()
      let next = new URL(from)
      while (next.origin === issuer) {
        const response = await fetch(next, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        })
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
          cookies.set(name, value)
        }
        const location = response.headers.get('location')
        if (location === null) throw new Error(`the provider stopped at ${next.pathname}: ${await response.text()}`)
        next = new URL(location, next)
      }
      return next
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
