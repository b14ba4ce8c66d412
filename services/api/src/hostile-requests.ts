import { z } from 'zod'

// What an OpenAPI document says may be sent, and from that what may not: made for tests.

const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  example: z.unknown().optional(),
})
type Schema = z.output<typeof schemaShape>

const operationShape = z.looseObject({
  parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: z.unknown() })).default([]),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })) })
    .optional(),
})

const documentShape = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

/** A field of a body: where it is, and what it takes. */
interface Field {
  readonly path: readonly string[]
  /** It takes words of any kind, or of a form (an address, an id, a day). */
  readonly isText: boolean
}

export interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly { readonly in: string; readonly name: string }[]
  readonly fields: readonly Field[]
  /** The example of its body; undefined: it takes none with fields. */
  readonly example: unknown
}

/** Every operation of the document. */
export const operationsOf = (document: unknown): Operation[] => {
  const { paths, components } = documentShape.parse(document)
  const read = (schema: unknown): Schema => {
    const seen = schemaShape.parse(schema ?? {})
    return seen.$ref === undefined ? seen : read(components.schemas[seen.$ref.replace('#/components/schemas/', '')])
  }
  const choicesOf = (schema: unknown): Schema[] => {
    const seen = read(schema)
    const inner = [...(seen.anyOf ?? []), ...(seen.allOf ?? [])].flatMap(choicesOf)
    return [seen, ...inner]
  }
  const fieldsOf = (schema: unknown, path: readonly string[] = []): Field[] =>
    choicesOf(schema)
      .flatMap(({ properties = {} }) => Object.entries(properties))
      .flatMap(([name, property]) => [
        { path: [...path, name], isText: choicesOf(property).some(({ type }) => [type].flat().includes('string')) },
        ...(path.length < 4 ? fieldsOf(property, [...path, name]) : []),
      ])
  return Object.entries(paths).flatMap(([path, acts]) =>
    Object.entries(acts).map(([method, { parameters, requestBody }]) => {
      const body = requestBody?.content['application/json']?.schema
      const fields = new Map(fieldsOf(body).map((field) => [field.path.join('.'), field]))
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        fields: [...fields.values()],
        example: choicesOf(body).find(({ example }) => example !== undefined)?.example,
      }
    }),
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same body with this field otherwise; `undefined` takes it away. */
export const withField = (body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value
  const before = isRecord(body) ? body : {}
  return { ...before, [name]: withField(before[name], rest, value) }
}

/** Values of every type there is. */
export const wrongTypes: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'rien',
  'x'.repeat(70_000),
  [],
  [null],
  [[]],
  ['a', 'a'],
  Array.from({ length: 500 }, () => 'a'),
  {},
  { a: 1 },
  { $ne: null },
]

/** Bodies that are no body: broken, of another kind, too deep, twice the same field. */
export const brokenBodies: readonly string[] = [
  '',
  'null',
  'true',
  '1',
  '"rien"',
  '[]',
  '{}',
  '{',
  '{"a":1}}',
  '{"a":1,"a":2}',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  '{"a":"\\ud800"}',
  '\ufeff{}',
  '<a/>',
  'a=1&b=2',
]

export const wrongKinds: readonly string[] = [
  'text/plain',
  'text/html',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=a',
  'application/json; charset=utf-16',
  'application/jsonx',
  'a',
]
