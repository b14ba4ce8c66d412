import type { PoolClient } from 'pg'

/** Statements that one connection keeps prepared at the most: PostgreSQL holds the plan of each in its memory. */
const mostPrepared = 200
/** Statements that it remembers to have been asked once; then it forgets them all and begins anew. */
const mostRemembered = 1000

/**
 * Begins a statement whose best plan depends on its values, as where one letter finds thousands and a name finds one: it is
 * planned with them each time, and not prepared.
 */
export const plannedEachTime = '/* planned each time */ '

interface Statement {
  readonly text: string
  readonly name?: string | undefined
}

const isStatement = (asked: unknown): asked is Statement =>
  typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string'

/**
 * From now on this connection prepares what it is asked a second time, and from then on only executes it: most of what
 * PostgreSQL spends on a short statement is its planning. Only statements with values: the others are begins and ends; and
 * none that begins with `plannedEachTime`.
 */
export const prepareRepeated = (client: PoolClient): void => {
  const names = new Map<string, string>()
  const askedOnce = new Set<string>()

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostPrepared) return known
    if (!askedOnce.delete(text)) {
      if (askedOnce.size >= mostRemembered) askedOnce.clear()
      askedOnce.add(text)
      return undefined
    }
    const name = `repeated_${names.size + 1}`
    names.set(text, name)
    return name
  }

  const prepared = (asked: unknown, values: unknown): unknown => {
    if (!isStatement(asked) || asked.name !== undefined || !Array.isArray(values) || values.length === 0) return asked
    if (asked.text.startsWith(plannedEachTime)) return asked
    const name = nameOf(asked.text)
    return name === undefined ? asked : { ...asked, name }
  }

  const query: unknown = Reflect.get(client, 'query')
  if (typeof query !== 'function') throw new TypeError('a connection that cannot be asked')
  Reflect.set(client, 'query', (asked: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const answer: unknown = Reflect.apply(query, client, [prepared(asked, values), values, ...rest])
    return answer
  })
}
