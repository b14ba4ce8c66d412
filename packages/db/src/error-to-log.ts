const chainOf = (error: unknown): unknown[] => {
  const chain: unknown[] = []
  for (let link = error; link instanceof Error && chain.length < 5; link = link.cause) chain.push(link)
  return chain
}

const own = (error: Error, name: string): string | undefined => {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value
  return typeof value === 'string' ? value : undefined
}

/** Where it happened, without the first lines, which repeat the message. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const start = stack.indexOf(message)
  return stack
    .slice(start === -1 ? 0 : start + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 15)
    .map((line) => line.trim())
}

/**
 * What the log keeps of an error: kind, code, place. Messages of the database and of Drizzle quote the values of the
 * statement, hence names and addresses of people: of them only codes and names of constraints are kept.
 */
export const errorToLog = (error: unknown): object =>
  chainOf(error).reduceRight<object>((cause, link) => {
    if (!(link instanceof Error)) return cause
    const quotesValues = own(link, 'query') !== undefined || own(link, 'routine') !== undefined
    return {
      type: link.name,
      ...(quotesValues ? {} : { message: link.message }),
      code: own(link, 'code'),
      constraint: own(link, 'constraint'),
      table: own(link, 'table'),
      frames: framesOf(link),
      ...(Object.keys(cause).length > 0 ? { cause } : {}),
    }
  }, {})
