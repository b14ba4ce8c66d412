import { unprotected } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const folder = new URL('../assets/', import.meta.url)

const typeOf: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

interface Asset {
  readonly path: string
  readonly type: string
  readonly plain: Buffer
  readonly brotli: Buffer
  readonly gzip: Buffer
}

const readAsset = (name: string): Asset => {
  const plain = readFileSync(new URL(name, folder))
  const [, stem = name, ending = ''] = /^(.*)\.(\w+)$/.exec(name) ?? []
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10)
  return {
    path: `/assets/${stem}.${hash}.${ending}`,
    type: typeOf[ending] ?? 'application/octet-stream',
    plain,
    brotli: brotliCompressSync(plain),
    gzip: gzipSync(plain, { level: 9 }),
  }
}

const names = ['style.css', 'professional.css', 'enhance.js', 'compass.svg', 'hero.svg'] as const
const assets = new Map(names.map((name) => [name, readAsset(name)]))

/** The address of a static file; it changes with the file, so that browsers may keep it for ever. */
export const assetPath = (name: (typeof names)[number]): string => assets.get(name)?.path ?? ''

const icons = new URL('icons/', folder)

/** The drawings of the site by name, read once: markup of our own. */
export const iconMarkup: ReadonlyMap<string, string> = new Map(
  readdirSync(icons)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => [file.slice(0, -4), readFileSync(new URL(file, icons), 'utf8').trim()]),
)

/** Serves the static files, compressed once at start. */
export const serveAssets = (app: FastifyInstance): void => {
  for (const { path, type, plain, brotli, gzip } of assets.values()) {
    app.get(path, { config: unprotected }, (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      const [encoding, body] = /\bbr\b/.test(accepted)
        ? (['br', brotli] as const)
        : /\bgzip\b/.test(accepted)
          ? (['gzip', gzip] as const)
          : ([undefined, plain] as const)
      reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' })
      if (encoding !== undefined) reply.header('content-encoding', encoding)
      return reply.type(type).send(body)
    })
  }
}
