import multipart from '@fastify/multipart'
import type { FastifyPluginAsync } from 'fastify'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { importActRoutes } from './acts.tsx'
import { importColumnRoutes } from './columns.tsx'
import { importListRoutes } from './list.tsx'
import { importRoute } from './one.tsx'
import { importReportRoute } from './report.ts'
import { letFilesGo, uploadLimits } from '../../site/upload.ts'

/** Files taken over for a territory. Only here do forms carry files. */
export const importRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    await pages.register(multipart, { limits: uploadLimits, throwFileSizeLimit: false })
    letFilesGo(pages)
    for (const routes of [importListRoutes, importColumnRoutes, importRoute, importActRoutes, importReportRoute]) {
      routes(pages, parts)
    }
  }
