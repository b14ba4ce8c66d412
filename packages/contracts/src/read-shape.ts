import type { z } from 'zod'

/** One thing to put right: where it is (`contact.email`, `offers.0`), and a French sentence that says how. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** What reading something that came from outside gives: the value in its shape, or all that is wrong with it. */
export type Read<Value> =
  | { readonly value: Value }
  | {
      readonly errors: readonly FieldError[]
    }

/** The errors told at once; a body made to be wrong everywhere does not get an answer longer than itself. */
const errorsTold = 20

const nameOfType: Readonly<Record<string, string>> = {
  string: 'du texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
}

/** A French sentence for the issues whose shape says none itself; it takes sides with neither `tu` nor `vous`. */
const sentenceOf = (issue: z.core.$ZodRawIssue): string => {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'Ce champ est obligatoire.'
    return `Ce champ attend ${nameOfType[issue.expected] ?? 'autre chose'}.`
  }
  if (issue.code === 'invalid_value') {
    if (issue.input === undefined) return 'Ce champ est obligatoire.'
    return `Les valeurs possibles sont : ${issue.values.map(String).join(', ')}.`
  }
  if (issue.code === 'unrecognized_keys') return 'Ce champ n’existe pas ici.'
  if (issue.code === 'too_small') {
    const atLeast = `${issue.minimum}`
    if (issue.origin === 'string')
      return atLeast === '1' ? 'Ce champ est vide.' : `Il faut au moins ${atLeast} caractères.`
    return issue.origin === 'array' ? `Il en faut au moins ${atLeast}.` : `Le minimum est ${atLeast}.`
  }
  if (issue.code === 'too_big') {
    const atMost = `${issue.maximum}`
    if (issue.origin === 'string') return `Le maximum est de ${atMost} caractères.`
    return issue.origin === 'array' ? `Il en faut au plus ${atMost}.` : `Le maximum est ${atMost}.`
  }
  if (issue.code === 'invalid_key') return 'Ce nom de champ n’existe pas ici.'
  return 'Cette valeur n’est pas dans le format attendu.'
}

const shown = (key: PropertyKey): string => {
  const name = String(key).replaceAll(/[^\p{L}\p{N}_.-]/gu, '?')
  return name.length > 40 ? `${name.slice(0, 40)}…` : name
}

const pathOf = (keys: readonly PropertyKey[]): string => keys.map(shown).join('.')

const errorsOf = (issue: z.core.$ZodIssue): FieldError[] => {
  const { message } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message }))
  }
  return [{ path: pathOf(issue.path), message }]
}

/**
 * Reads something that came from outside. Everything wrong is told at once, in French sentences, each beside its
 * field; a field has one sentence, the first.
 */
export const readShape = <Shape extends z.ZodType>(shape: Shape, input: unknown): Read<z.output<Shape>> => {
  const result = shape.safeParse(input, { error: sentenceOf })
  if (result.success) return { value: result.data }
  const byPath = new Map<string, FieldError>()
  for (const error of result.error.issues.flatMap(errorsOf)) {
    if (byPath.size < errorsTold && !byPath.has(error.path)) byPath.set(error.path, error)
  }
  return { errors: [...byPath.values()] }
}
