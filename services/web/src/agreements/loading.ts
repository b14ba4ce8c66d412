import { findAgreement } from '@boussole/db'
import type { Charter, PartnerAgreement } from '@boussole/db'
import { mayAct, maySee, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { GoTo } from '../site/form.ts'

export const watchedBase = '/animation/conventions'
/** Where who watches sees the agreement of one partner. */
export const pathOf = (partnerId: string): string => `${watchedBase}/${partnerId}`

const params = z.object({ partner: z.uuid() })

export interface Watched {
  readonly professional: Professional
  readonly agreement: PartnerAgreement
}

/** The agreement of a partner over which this person watches. Refuses: `not-found`. */
export const loadOne = async (
  request: FastifyRequest,
  { deps }: ProfessionalParts,
  thing: 'agreement' | 'charter-proposal' = 'charter-proposal',
): Promise<Watched> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  const agreement = asked.success ? await findAgreement(deps.db, asked.data.partner) : undefined
  const standings =
    agreement === undefined ? [] : standingsOn(professional, agreement.place).filter((one) => one !== 'partner')
  const may = thing === 'agreement' ? maySee(thing, standings) : mayAct(thing, standings)
  if (agreement === undefined || !may) throw new Refusal('not-found')
  return { professional, agreement }
}

/** The charter of this partner that waits; without one there is nothing to do on the page. */
export const loadWaiting = async (
  request: FastifyRequest,
  parts: ProfessionalParts,
): Promise<Watched & { readonly waiting: Charter }> => {
  const one = await loadOne(request, parts)
  const { waiting, place } = one.agreement
  if (waiting === null) throw new GoTo(pathOf(place.partnerId))
  return { ...one, waiting }
}
