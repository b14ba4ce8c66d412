import { Tokens } from '@fastify/csrf'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { z } from 'zod'
import { cookieOptions, privateCookie } from './cookies.ts'
import type { Language } from '@boussole/contracts'
import type { SiteMessages } from './messages.fr.ts'
import type { Safe } from './safe.ts'

/** A part of the site with a name, and where it begins. */
export interface Section {
  readonly path: string
  readonly label: string
}

/** One visitor asking for one page: in which language, from where, and on whose device. */
export interface Visit {
  readonly language: Language
  /** The page's own address, without its language. */
  readonly path: string
  /** A correspondent fills the pages with a young person: nothing stays on the device. */
  readonly kiosk: boolean
  readonly words: SiteMessages
  /** The sections of the site that this visitor may go to, where there are some. */
  readonly sections: readonly Section[]
  /** The address of a page of the site, in this language. */
  readonly href: (path: string) => string
}

/** What a page is made of; `hasErrors` puts "Erreur" before its title. */
export interface PageContent {
  readonly title: string
  readonly body: VNode
  readonly hasErrors?: boolean
  /** Holds nothing about anybody: browsers may keep it for a minute, and search engines find it. */
  readonly isPublic?: boolean
}

/** What pages of one language have in common. */
export interface Visits {
  of(request: FastifyRequest): Promise<Visit>
  /** The proof to put into the forms of this answer. */
  csrf(reply: FastifyReply): string
  /** Did this browser keep the cookie of an earlier page? */
  keepsCookies(request: FastifyRequest): boolean
  /** Did this form come from one of our pages? */
  isOurForm(request: FastifyRequest): boolean
  send(reply: FastifyReply, visit: Visit, content: PageContent): Promise<FastifyReply>
  /** A correspondent begins or ends helping somebody on this device. */
  setKiosk(reply: FastifyReply, on: boolean): Promise<void>
}

/** Seconds for which a shared device remembers a request, counted from the last page. */
export const kioskSeconds = 20 * 60

/** A correspondent's working day: the mode outlives every request that is made in it. */
const kioskModeSeconds = 12 * 3600

const csrfCookie = '__Host-csrf'
const tokens = new Tokens({})

const secretIn = ({ cookies }: FastifyRequest): string | undefined => {
  const secret = cookies[csrfCookie]
  return secret !== undefined && /^[\w-]{18,100}$/.test(secret) ? secret : undefined
}

const tokenIn = ({ body }: FastifyRequest): string => {
  const read = z.object({ csrf: z.string() }).safeParse(body)
  return read.success ? read.data.csrf : ''
}

/** Somebody else is at this browser now: forms that it still has open are shown again before anything is done. */
export const disownForms = (reply: FastifyReply): void => {
  reply.clearCookie(csrfCookie, cookieOptions)
}

/** What the pages of one part of the site have in common: of young people in one language, of professionals. */
export interface Part {
  readonly language: Language
  /** What its addresses begin with; empty for the site's own root. */
  readonly prefix: string
  readonly words: SiteMessages
  readonly sectionsOf?: (request: FastifyRequest) => readonly Section[]
  readonly Layout: (page: {
    readonly visit: Visit
    readonly title: string
    readonly children: ComponentChildren
  }) => VNode
}

const pathOf = (request: FastifyRequest, { prefix }: Part): string => {
  const path = request.url.slice(prefix.length)
  // One slash: two would lead a browser to another host.
  return `/${path.replace(/^[/\\]+/, '')}`
}

export const createVisits = (part: Part, safe: Safe): Visits => {
  const { language, prefix, words, sectionsOf, Layout } = part
  const kiosk = privateCookie('relais', z.literal('kiosk'), safe)
  return {
    of: async (request) => ({
      language,
      path: pathOf(request, part),
      kiosk: (await kiosk.read(request)) !== undefined,
      words,
      sections: sectionsOf?.(request) ?? [],
      href: (path) => `${prefix}${path}`,
    }),
    csrf: (reply) => {
      const secret = secretIn(reply.request) ?? tokens.secretSync()
      reply.setCookie(csrfCookie, secret, cookieOptions)
      return tokens.create(secret)
    },
    keepsCookies: (request) => secretIn(request) !== undefined,
    isOurForm: (request) => {
      const secret = secretIn(request)
      return secret !== undefined && tokens.verify(secret, tokenIn(request))
    },
    send: async (reply, visit, { title, body, hasErrors = false, isPublic = false }) => {
      if (visit.kiosk) {
        await kiosk.write(reply, 'kiosk', kioskModeSeconds)
        // What is on the screen goes as well, when nobody has done anything for as long as that.
        reply.header('refresh', `${kioskSeconds}; url=${visit.href('/relais/fin')}`)
      }
      const isShared = isPublic && !visit.kiosk
      if (isShared) reply.header('cache-control', 'private, max-age=60')
      else reply.header('x-robots-tag', 'noindex')
      const page = renderToString(
        <Layout visit={visit} title={hasErrors ? `${visit.words.errorPrefix}${title}` : title}>
          {body}
        </Layout>,
      )
      return reply.type('text/html; charset=utf-8').send(`<!doctype html>${page}`)
    },
    setKiosk: (reply, on) => {
      if (on) return kiosk.write(reply, 'kiosk', kioskModeSeconds)
      kiosk.clear(reply)
      return Promise.resolve()
    },
  }
}
