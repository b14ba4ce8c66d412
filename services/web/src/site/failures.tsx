import { problemOfError } from '@boussole/http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import { ButtonLink } from '../components/blocks.tsx'
import { Layout } from '../components/layout.tsx'
import { GoTo } from './form.ts'
import type { Language } from '@boussole/contracts'
import { siteFr } from './messages.fr.ts'
import type { SiteMessages } from './messages.fr.ts'
import type { Visit, Visits } from './visit.tsx'

type FailureStatus = keyof SiteMessages['failures']

const statuses: readonly FailureStatus[] = [400, 404, 413, 429, 500, 503]

/** The page of a status; one without words of its own is told as the nearest that has some. */
const failureOf = (status: number): FailureStatus =>
  statuses.find((known) => known === status) ?? (status >= 500 ? 500 : status === 422 ? 400 : 404)

const FailurePage = ({
  visit,
  status,
  reference,
}: {
  visit: Visit
  status: FailureStatus
  reference: string | null
}) => {
  const { words, title } = visit.words.failures[status]
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{words}</p>
      {reference !== null && <p class="hint">{visit.words.reference(reference)}</p>}
      <div class="actions">
        <ButtonLink href={visit.href('/')} label={visit.words.startAgain} icon="arrow-right" />
      </div>
    </>
  )
}

/** The whole answer to an address that no route can read: it meets no part of the server that would add headers. */
export const brokenPage = (): { headers: Record<string, string>; body: string } => {
  const visit: Visit = { language: 'fr', path: '/', kiosk: false, words: siteFr, sections: [], href: (path) => path }
  const { title } = siteFr.failures[400]
  const page = renderToString(
    <Layout visit={visit} title={title}>
      <FailurePage visit={visit} status={400} reference={null} />
    </Layout>,
  )
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  return { headers, body: `<!doctype html>${page}` }
}

/** The part of the site that an address belongs to. */
const partIn = ({ url }: FastifyRequest): PartName => {
  const [, first = ''] = /^\/(en|pro)(?:[/?]|$)/.exec(url) ?? []
  return first === 'en' || first === 'pro' ? first : 'fr'
}

type PartName = Language | 'pro'

/** Every failure is a page in the visitor's language, which says what to do now; ours are logged once, with their reference. */
export const answerFailures = (app: FastifyInstance, visitsIn: Readonly<Record<PartName, Visits>>): void => {
  const answer = async (request: FastifyRequest, reply: FastifyReply, status: number, reference: string | null) => {
    const visits = visitsIn[partIn(request)]
    const visit = await visits.of(request)
    const failure = failureOf(status)
    const { title } = visit.words.failures[failure]
    return visits.send(reply.code(status), visit, {
      title,
      body: <FailurePage visit={visit} status={failure} reference={reference} />,
    })
  }
  app.setErrorHandler(async (error: FastifyError | GoTo, request, reply) => {
    if (error instanceof GoTo) {
      const visit = await visitsIn[partIn(request)].of(request)
      return reply.redirect(visit.href(error.path), error.resends ? 307 : 303)
    }
    const problem = problemOfError(error, request.id)
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
    if (problem.status === 503) reply.header('retry-after', '10')
    return answer(request, reply, problem.status, problem.status >= 500 ? request.id : null)
  })
  app.setNotFoundHandler((request, reply) => answer(request, reply, 404, null))
}
