import multipart from '@fastify/multipart'
import { largestScan, recordPaperCharter, scanFault } from '@boussole/commands'
import { findScan } from '@boussole/db'
import { mayBeSignedOn, maySee, Refusal, standingsOn } from '@boussole/domain'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { chunksOf, fileOf, letFilesGo, readFields, uploadLimits } from '../site/upload.ts'
import { BackLink } from '../components/blocks.tsx'
import { ErrorSummary, FileField, Form, Submit, TextField } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { agreementsFr } from './agreements.fr.ts'
import { loadOne, pathOf, watchedBase } from './loading.ts'
import type { Watched } from './loading.ts'
import { readSignature } from './signing.tsx'

const words = agreementsFr.paper

const readDay = (typed: string): Temporal.PlainDate | undefined => {
  const read = z.iso.date().safeParse(typed)
  return read.success ? Temporal.PlainDate.from(read.data) : undefined
}

/** The file that was sent; of one that is too large no more than tells that it is. */
const readScan = async (file: Parameters<typeof chunksOf>[0]): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of chunksOf(file)) {
    length += chunk.length
    chunks.push(chunk)
    if (length > largestScan) break
  }
  return Buffer.concat(chunks)
}

const sending = z.uuid()

const recordRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Watched>(app, parts.visits, {
    path: `${watchedBase}/:partner/papier`,
    limits: { preHandler: readFields },
    load: async (_visit, request) => {
      const one = await loadOne(request, parts)
      if (one.agreement.waiting !== null) throw new GoTo(pathOf(one.agreement.place.partnerId))
      return one
    },
    initial: () => ({ envoi: [randomUUID()] }),
    fieldOf: { 'signed-on-wrong': 'jour', 'scan-not-pdf': 'fichier', 'scan-too-large': 'fichier' },
    page: (visit, { agreement: { place, partnerName } }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathOf(place.partnerId))} label={partnerName} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(partnerName)}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form} carriesFile>
            <input type="hidden" name="envoi" value={valueOf(form.values, 'envoi')} />
            <TextField form={form} name="jour" type="date" width="short" label={words.day} />
            <TextField form={form} name="nom" label={words.partner} autocomplete="off" />
            <TextField form={form} name="fonction" label={words.partnerFunction} autocomplete="off" />
            <TextField form={form} name="nom-animation" label={words.animation} autocomplete="off" />
            <TextField form={form} name="fonction-animation" label={words.animationFunction} autocomplete="off" />
            <FileField
              form={form}
              name="fichier"
              label={words.scan}
              hint={words.scanHint}
              accept=".pdf,application/pdf"
            />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (visit, { professional, agreement }, values, { request }) => {
      const signedOn = readDay(valueOf(values, 'jour'))
      const partner = readSignature(values, words.partnerFaults)
      const animation = readSignature(
        { nom: values['nom-animation'] ?? [], fonction: values['fonction-animation'] ?? [] },
        words.animationFaults,
      )
      const file = fileOf(request)
      const scan = file && (await readScan(file))
      const fileFault = scan === undefined ? undefined : scanFault(scan)
      const faults = [
        ...(signedOn === undefined ? [{ field: 'jour', message: words.dayMissing }] : []),
        ...(signedOn !== undefined && !mayBeSignedOn(signedOn, Temporal.PlainDate.from(agreement.today))
          ? [{ field: 'jour', message: visit.words.refusalOf('signed-on-wrong') }]
          : []),
        ...('errors' in partner ? partner.errors : []),
        ...('errors' in animation
          ? animation.errors.map(({ field, message }) => ({ field: `${field}-animation`, message }))
          : []),
        ...(scan === undefined ? [{ field: 'fichier', message: words.scanMissing }] : []),
        ...(fileFault === undefined ? [] : [{ field: 'fichier', message: visit.words.refusalOf(fileFault) }]),
      ]
      // No browser keeps a file for the form that comes back.
      const isToPickAgain = faults.length > 0 && faults.every(({ field }) => field !== 'fichier')
      const errors = [...faults, ...(isToPickAgain ? [{ field: 'fichier', message: words.scanAgain }] : [])]
      if (
        signedOn === undefined ||
        'errors' in partner ||
        'errors' in animation ||
        scan === undefined ||
        errors.length > 0
      )
        return { errors }
      const id = sending.safeParse(valueOf(values, 'envoi')).data ?? randomUUID()
      const { partnerId } = agreement.place
      const signed = { id, partnerId, signedOn, partner: partner.value, animation: animation.value }
      await recordPaperCharter({ ...signed, scan }, professional, parts.deps)
      return { goTo: `${pathOf(partnerId)}?fait=papier` }
    },
  })

/** Charters signed on paper are recorded here, with their scan. */
export const paperCharterRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    const limits = { ...uploadLimits, fields: 12, parts: 13, fileSize: largestScan + 1 }
    await pages.register(multipart, { limits, throwFileSizeLimit: false })
    letFilesGo(pages)
    recordRoute(pages, parts)
  }

const scanParams = z.object({ id: z.uuid() })

/** The scan, byte for byte as it was kept: for the partner's referents and who watches over it. */
export const scanRoute = (app: FastifyInstance, { deps }: ProfessionalParts): void => {
  app.get('/convention/papier/:id', async (request, reply) => {
    const params = scanParams.safeParse(request.params)
    const found = params.success ? await findScan(deps.db, params.data.id) : undefined
    if (found === undefined || !maySee('agreement', standingsOn(professionalOf(request), found.place)))
      throw new Refusal('not-found')
    reply.header('content-disposition', 'attachment; filename="boussole-charte-papier.pdf"')
    return reply.type('application/pdf').send(found.scan)
  })
}
