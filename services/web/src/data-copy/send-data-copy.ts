import type { Language } from '@boussole/contracts'
import type { RequestExport } from '@boussole/db'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { renderDataCopy } from './data-copy.tsx'

const query = z.object({ format: z.enum(['json']).optional().catch(undefined) })

/** `json`: raw, for other software (GDPR art. 20); else to be read. */
export const formatIn = (request: FastifyRequest): 'html' | 'json' => query.parse(request.query).format ?? 'html'

/** Sends a copy of what is kept about a request, as a file to keep. */
export const sendDataCopy = (
  reply: FastifyReply,
  copy: RequestExport,
  {
    format,
    fileName,
    ...how
  }: {
    readonly format: 'html' | 'json'
    /** Without its ending. */
    readonly fileName: string
    readonly language: Language
    readonly now: Temporal.Instant
  },
): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="${fileName}.${format}"`)
    .type(format === 'json' ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8')
    .send(format === 'json' ? JSON.stringify(copy, null, 2) : renderDataCopy(copy, how))
