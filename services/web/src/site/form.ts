import { problemOf } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import type { RefusalCode } from '@boussole/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'
import type { VNode } from 'preact'
import { cookiesRefused } from './cookies-refused.tsx'
import type { PageContent, Visit, Visits } from './visit.tsx'

/** What a form holds, as typed: each field may come several times. */
export type Values = Readonly<Record<string, readonly string[]>>

/** One thing to put right. `field` is the name of its input; empty when it is about the whole form. */
export interface FormError {
  readonly field: string
  readonly message: string
}

/** What is wrong, in the order in which the page asks for `fields`; what is about the whole form comes first. */
export const inOrderOf = (fields: readonly string[], errors: readonly FormError[]): readonly FormError[] =>
  errors.toSorted((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))

/** A form as it is shown: what was typed, what is wrong with it. */
export interface FormState {
  readonly values: Values
  readonly errors: readonly FormError[]
  /** Proves that the form came from us. */
  readonly csrf: string
  /** It was sent without its proof, and is shown to be sent once more. */
  readonly isAgain?: boolean
}

/** The field that tells a form sent once more from one sent for the first time. */
export const againName = 'encore'

export const valueOf = (values: Values, name: string): string => values[name]?.[0] ?? ''

const isText = (value: unknown): value is string => typeof value === 'string'

/** What was sent by a form. */
export const valuesOf = (body: unknown): Values =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(
        Object.entries(body).map(([name, value]: [string, unknown]) => [name, [value].flat().filter(isText)]),
      )
    : {}

/** This page cannot be shown now: the visitor is led to another one. Paths are those of the site, without language. */
export class GoTo extends Error {
  readonly path: string
  /** What was sent is sent there too. */
  readonly resends: boolean
  constructor(path: string, resends = false) {
    super(`go to ${path}`)
    this.name = 'GoTo'
    this.path = path
    this.resends = resends
  }
}

/** A form is shown again to somebody who has signed in meanwhile. It is never an act: they look at it, and send it. */
export interface Resumed {
  /** What they had typed; undefined when it could not be read, or was somebody else's. */
  readonly values: Values | undefined
  readonly message: string
  /** What they had typed, on a page of its own, for when the form is no longer there; undefined: nothing to show. */
  readonly apart: PageContent | undefined
}

const resumedIn = (request: FastifyRequest): Resumed | undefined =>
  request.getDecorator<Resumed | null>('resumed') ?? undefined

/**
 * What an act answers: where to go on, what is to be put right, or what the form holds now, to be gone on with.
 * `resends`: the browser sends there what it sent here (307 in place of 303).
 */
type Acted =
  | { readonly goTo: string; readonly resends?: boolean }
  | { readonly errors: readonly FormError[] }
  | { readonly values: Values }

/** One page that is a form: what it needs, how it looks, what its sending does. */
export interface FormPage<Data> {
  readonly path: string
  /** May throw GoTo, when an earlier step is missing. */
  readonly load: (visit: Visit, request: FastifyRequest, reply: FastifyReply) => Promise<Data>
  /** What the form holds before anybody has typed. */
  readonly initial: (data: Data) => Values
  /** What the page says of what the form holds, where that has to be looked up. */
  readonly lookUp?: (data: Data, values: Values) => Promise<Data>
  readonly page: (visit: Visit, data: Data, form: FormState) => { readonly title: string; readonly body: VNode }
  /** Does what the form asks for. A refusal is told on the page, with all that was typed. */
  readonly act: (
    visit: Visit,
    data: Data,
    values: Values,
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ) => Promise<Acted>
  /** Says of a refusal more than its code does, from the page as it now is; undefined: the code's own words. */
  readonly refused?: (data: Data, code: RefusalCode) => string | undefined
  /** The field beside which a refusal is told, where it is about one; others are told of the whole form. */
  readonly fieldOf?: Readonly<Partial<Record<RefusalCode, string>>>
  /** Limits of its sending, where the site's own are not enough. */
  readonly limits?: Pick<RouteShorthandOptions, 'onRequest' | 'config' | 'preHandler'>
}

/**
 * Registers the two routes of a form page. POST → 303 → GET; a sending that is not right shows the same page with status
 * 422, or the refusal's, the values kept and each error beside its field. A sending that only goes on writing shows the
 * page with what the form then holds. A form whose proof has expired is shown again, filled in, to be sent once more; so
 * is one that was sent after the session had ended, once its person has signed in: nothing typed is lost. Where cookies
 * are refused, a page says what to do.
 */
export const formPage = <Data>(app: FastifyInstance, visits: Visits, page: FormPage<Data>): void => {
  const show = async (
    visit: Visit,
    reply: FastifyReply,
    data: Data,
    { status, ...form }: { status: number } & Omit<FormState, 'csrf'>,
  ): Promise<FastifyReply> => {
    const known = (await page.lookUp?.(data, form.values)) ?? data
    const { title, body } = page.page(visit, known, { ...form, csrf: visits.csrf(reply) })
    return visits.send(reply.code(status), visit, { title, body, hasErrors: form.errors.length > 0 })
  }

  const resume = async (
    visit: Visit,
    request: FastifyRequest,
    reply: FastifyReply,
    { values, message, apart }: Resumed,
  ): Promise<FastifyReply> => {
    try {
      const data = await page.load(visit, request, reply)
      const errors = [{ field: '', message }]
      return await show(visit, reply, data, { status: 200, values: values ?? page.initial(data), errors })
    } catch (error) {
      if (apart === undefined || !(error instanceof GoTo || error instanceof Refusal)) throw error
      return visits.send(reply.code(409), visit, apart)
    }
  }

  app.get(page.path, async (request, reply) => {
    const visit = await visits.of(request)
    const data = await page.load(visit, request, reply)
    return show(visit, reply, data, { status: 200, values: page.initial(data), errors: [] })
  })

  app.post(page.path, page.limits ?? {}, async (request, reply) => {
    const visit = await visits.of(request)
    const values = valuesOf(request.body)
    const resumed = resumedIn(request)
    if (resumed !== undefined) return resume(visit, request, reply, resumed)
    if (!visits.isOurForm(request)) {
      if (valueOf(values, againName) !== '' && !visits.keepsCookies(request)) {
        return visits.send(reply.code(403), visit, cookiesRefused(visit))
      }
      const data = await page.load(visit, request, reply)
      const errors = [{ field: '', message: visit.words.formExpired }]
      return show(visit, reply, data, { status: 403, values, errors, isAgain: true })
    }
    const data = await page.load(visit, request, reply)
    try {
      const acted = await page.act(visit, data, values, { request, reply })
      if ('goTo' in acted) return await reply.redirect(visit.href(acted.goTo), acted.resends === true ? 307 : 303)
      if ('values' in acted) return await show(visit, reply, data, { status: 200, values: acted.values, errors: [] })
      return await show(visit, reply, data, { status: 422, values, errors: acted.errors })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error
      // What was refused may have changed what the page shows.
      const fresh = await page.load(visit, request, reply)
      const field = page.fieldOf?.[error.code] ?? ''
      const errors = [{ field, message: page.refused?.(fresh, error.code) ?? visit.words.refusalOf(error.code) }]
      return show(visit, reply, fresh, { status: problemOf(error.code).status, values, errors })
    }
  })
}
