import type { RefusalCode } from '@boussole/domain'
import { z } from 'zod'
import { refusalAnswers } from './refusals.ts'
import type { FieldError } from './read-shape.ts'
import type { RefusalAnswer } from './refusals.ts'

/** What goes wrong before any rule is asked: the shape of what was sent, and the state of the service. */
export const faultAnswers = {
  'input-invalid': {
    status: 422,
    title: 'Saisie à corriger',
    detail: 'Certains champs sont à corriger : chacun est nommé avec ce qui ne va pas. Rien n’a été enregistré.',
  },
  'json-broken': {
    status: 400,
    title: 'JSON illisible',
    detail: 'Le corps de la requête n’est pas du JSON valable en UTF-8. Rien n’a été enregistré.',
  },
  'json-key-twice': {
    status: 400,
    title: 'Champ écrit deux fois',
    detail: 'Un même champ est écrit deux fois : impossible de savoir lequel compte. Rien n’a été enregistré.',
  },
  'body-missing': {
    status: 400,
    title: 'Corps absent',
    detail: 'Cette adresse attend un corps en JSON. Rien n’a été enregistré.',
  },
  'token-missing': {
    status: 401,
    title: 'Jeton absent',
    detail: 'Cette adresse demande un en-tête « Authorization: Bearer … » avec un jeton valable.',
  },
  'body-too-large': {
    status: 413,
    title: 'Envoi trop gros',
    detail: 'Le corps de la requête dépasse 64 ko. Raccourcir le texte, puis renvoyer. Rien n’a été enregistré.',
  },
  'type-unsupported': {
    status: 415,
    title: 'Format non accepté',
    detail: 'Cette adresse attend du JSON : en-tête « Content-Type: application/json ».',
  },
  'request-broken': {
    status: 400,
    title: 'Requête illisible',
    detail:
      'La requête n’est pas formée comme il faut : dans une adresse, par exemple, un accent ou une espace s’écrivent codés (« é » : « %C3%A9 »). Rien n’a été enregistré.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Trop de requêtes',
    detail: 'Trop de requêtes en peu de temps. Attendre le nombre de secondes indiqué (Retry-After), puis réessayer.',
  },
  'sign-in-locked': {
    status: 429,
    title: 'Trop d’essais',
    detail:
      'Trop d’essais de connexion en peu de temps. Attendez cinq minutes, puis réessayez. Mot de passe oublié : l’animation territoriale peut vous aider.',
  },
  overloaded: {
    status: 503,
    title: 'Service très demandé',
    detail: 'Le service reçoit trop de demandes à la fois. Réessayer dans quelques secondes : rien n’a été perdu.',
  },
  bug: {
    status: 500,
    title: 'Erreur de la plateforme',
    detail:
      'Un problème est survenu de notre côté. Réessayer un peu plus tard ; en cas de besoin, donner la référence indiquée.',
  },
} as const satisfies Record<string, RefusalAnswer>

export type FaultCode = keyof typeof faultAnswers
export type ProblemCode = RefusalCode | FaultCode

/** An error as the API tells it: problem+json, RFC 9457. `type` names the kind of problem, `code` is its last word. */
export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    reference: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. `code` est stable ; `title` et `detail` sont en français.' })

export type Problem = z.output<typeof problemShape>

const isFault = (code: ProblemCode): code is FaultCode => Object.hasOwn(faultAnswers, code)

/** The problem+json of a code. `errors` names fields, `about` ids and figures, `reference` the line of the log. */
export const problemOf = (
  code: ProblemCode,
  extra: {
    readonly errors?: readonly FieldError[]
    readonly about?: Readonly<Record<string, string | number>>
    readonly reference?: string
  } = {},
): Problem => {
  const { status, title, detail } = isFault(code) ? faultAnswers[code] : refusalAnswers[code]
  return {
    type: `urn:boussole:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...(extra.about !== undefined && Object.keys(extra.about).length > 0 ? { about: extra.about } : {}),
    ...(extra.errors === undefined ? {} : { errors: [...extra.errors] }),
    ...(extra.reference === undefined ? {} : { reference: extra.reference }),
  }
}
