import { readImport, sayTopics, tryImport } from '@boussole/commands'
import { fieldLabel, fieldsOf, mappingFaults, needOfTopic, topicInWords } from '@boussole/contracts'
import type { ColumnMapping, NeedNamed, TopicTable } from '@boussole/contracts'
import { countTopics, findTerritoryThemes, readTopicTable } from '@boussole/db'
import type { Import } from '@boussole/db'
import { importMay } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, SelectField, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import { importsFr } from './imports.fr.ts'
import { importsPath } from './list.tsx'

const params = z.object({ id: z.string() })

/** The import that a page is about; somebody else's is not found. */
export const importOf = (request: FastifyRequest, { deps }: ProfessionalParts): Promise<Import> =>
  readImport(params.parse(request.params).id, professionalOf(request), deps.db)

/** The same where a file can still be tried; else its own page says where it stands. */
const toBeTried = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Import> => {
  const found = await importOf(request, parts)
  if (!importMay('try', found.state)) throw new GoTo(`${importsPath}/${found.id}`)
  return found
}

const nameOf = (place: number): string => `colonne-${place}`

const columnsRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Import>(app, parts.visits, {
    path: `${importsPath}/:id/colonnes`,
    load: (_visit, request) => toBeTried(request, parts),
    initial: ({ mapping }) => Object.fromEntries((mapping ?? []).map((field, place) => [nameOf(place), [field ?? '']])),
    page: (visit, { id, kind, file, fileName }, form) => {
      const words = importsFr.columns
      const { format, encoding, delimiter, headers, sample } = file ?? {
        format: 'csv',
        encoding: 'utf-8',
        delimiter: null,
        headers: [],
        sample: [],
      }
      const separator = delimiter === null ? null : words.separators[delimiter]
      const choices = fieldsOf(kind).map(({ field, label }) => ({ value: field, label }))
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(`${importsPath}/${id}`)} label={words.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{words.lead}</p>
            <p class="hint">
              {fileName}. {words.read(format.toUpperCase(), words.encodings[encoding], separator)}
            </p>
            <Form visit={visit} form={form}>
              {headers.map((header, place) => {
                const example = sample.map((row) => row[place]?.trim() ?? '').find((cell) => cell !== '')
                return (
                  <SelectField
                    key={nameOf(place)}
                    form={form}
                    name={nameOf(place)}
                    label={words.column(header, place + 1)}
                    hint={example === undefined ? words.noExample : words.example(example)}
                    empty={words.none}
                    choices={choices}
                  />
                )
              })}
              <Submit label={words.send} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { id, kind, file }, values, { request }) => {
      const words = importsFr.columns
      const known = new Set(fieldsOf(kind).map(({ field }) => field))
      const mapping: ColumnMapping = (file?.headers ?? []).map((_, place) => {
        const field = valueOf(values, nameOf(place))
        return known.has(field) ? field : null
      })
      const faults = mappingFaults(mapping, kind)
      if (faults.length > 0) {
        return {
          errors: faults.map(({ field, fault }) => ({
            field: fault === 'twice' ? nameOf(mapping.lastIndexOf(field)) : nameOf(0),
            message: words[fault](fieldLabel(kind, field)),
          })),
        }
      }
      await tryImport(id, { mapping }, professionalOf(request), parts.deps)
      return { goTo: `${importsPath}/${id}` }
    },
  })

interface Topics {
  readonly found: Import
  readonly topics: readonly { readonly topic: string; readonly lines: number }[]
  readonly said: TopicTable
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

const valueOfNeed = (named: NeedNamed | null): string => (named === null ? '' : `${named.theme}/${named.need}`)

const needOf = (value: string): NeedNamed | null => {
  const [theme, need] = value.split('/')
  return theme === undefined || need === undefined || theme === '' ? null : { theme, need }
}

const topicsRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Topics>(app, parts.visits, {
    path: `${importsPath}/:id/thematiques`,
    load: async (_visit, request) => {
      const found = await toBeTried(request, parts)
      const { db } = parts.deps
      const [topics, said, themes] = await Promise.all([
        countTopics(db, found.id),
        readTopicTable(db, found.territory.id),
        findTerritoryThemes(db, found.territory.id),
      ])
      const choices = themes.flatMap((theme) =>
        theme.needs.map((need) => ({ value: `${theme.code}/${need.code}`, label: `${theme.name} : ${need.name}` })),
      )
      return { found, topics, said, choices }
    },
    initial: ({ topics, said }) =>
      Object.fromEntries(topics.map(({ topic }, place) => [`sujet-${place}`, [valueOfNeed(needOfTopic(topic, said))]])),
    page: (visit, { found, topics, choices }, form) => {
      const words = importsFr.topics
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(`${importsPath}/${found.id}`)} label={importsFr.columns.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{topics.length === 0 ? words.empty : words.lead}</p>
            {topics.length > 0 && (
              <Form visit={visit} form={form}>
                {topics.map(({ topic, lines }, place) => (
                  <SelectField
                    key={topic}
                    form={form}
                    name={`sujet-${place}`}
                    label={topicInWords(topic)}
                    hint={words.in(lines)}
                    empty={words.none}
                    choices={choices}
                  />
                ))}
                <Submit label={words.send} />
              </Form>
            )}
          </>
        ),
      }
    },
    act: async (_visit, { found, topics, choices }, values, { request }) => {
      const known = new Set(choices.map(({ value }) => value))
      const said = new Map(
        topics.map(({ topic }, place) => {
          const value = valueOf(values, `sujet-${place}`)
          return [topic, known.has(value) ? needOf(value) : null] as const
        }),
      )
      await sayTopics(found.id, said, professionalOf(request), parts.deps)
      return { goTo: `${importsPath}/${found.id}` }
    },
  })

/** What a file's columns and topics stand for, before it is tried. */
export const importColumnRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [columnsRoute, topicsRoute]) route(app, parts)
}
