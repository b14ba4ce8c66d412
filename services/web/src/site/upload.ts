import type { MultipartFile } from '@fastify/multipart'
import { largestImport } from '@boussole/commands'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** One byte more than is allowed, so that a file that is too long is told from one that just fits. */
export const uploadLimits = {
  files: 1,
  fields: 8,
  parts: 9,
  fieldSize: 4_096,
  fieldNameSize: 40,
  fileSize: largestImport + 1,
}

const uploads = new WeakMap<FastifyRequest, MultipartFile>()

/** Reads the fields that stand before the file; the file itself stays on its way until somebody takes it. */
export const readFields = async (request: FastifyRequest): Promise<void> => {
  if (!request.isMultipart()) return
  const fields = new Map<string, string>()
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      uploads.set(request, part)
      break
    }
    if (typeof part.value === 'string') fields.set(part.fieldname, part.value)
  }
  request.body = Object.fromEntries(fields)
}

/** The file that comes with a form; undefined when none was chosen. */
export const fileOf = (request: FastifyRequest): MultipartFile | undefined => {
  const file = uploads.get(request)
  return file === undefined || file.filename === '' ? undefined : file
}

/** A file that nobody took is let go by, so that the connection is free again. */
export const letFilesGo = (app: FastifyInstance): void => {
  app.addHook('onResponse', (request, _reply, done) => {
    uploads.get(request)?.file.resume()
    done()
  })
}

export async function* chunksOf(file: MultipartFile): AsyncGenerator<Buffer> {
  for await (const chunk of file.file) if (chunk instanceof Buffer) yield chunk
}
