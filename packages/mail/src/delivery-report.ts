import { blamesAddress } from './enhanced-status.ts'

/**
 * What another server tells of a mail of ours. `failed`: it will not arrive; `blamesAddress`: because of the address
 * itself, not of a full queue, a filter or a network. `delayed`: it is still being tried. `other`: no report, such as
 * an automatic answer.
 */
export type DeliveryReport =
  | { readonly kind: 'failed'; readonly status: string; readonly blamesAddress: boolean }
  | { readonly kind: 'delayed'; readonly status: string }
  | { readonly kind: 'other' }

/** Parts within parts, and bytes of headers, beyond which a message is none of a mail server's. */
const limits = { maxNestingDepth: 20, maxHeadersSize: 200_000 }

/** A mail of ours has some hundred lines; each costs the reader of parts time. */
const mostLines = 3000

const hasTooManyLines = (message: Uint8Array): boolean => {
  let lines = 0
  for (let at = message.indexOf(10); at !== -1 && lines <= mostLines; at = message.indexOf(10, at + 1)) lines += 1
  return lines > mostLines
}

/** Of a part that tells of recipients, in characters; and of one of its lines, which mail allows 998 (RFC 5322 §2.1.1). */
const longestPart = 65_536
const longestLine = 2000

const fieldName = /^[!-9;-~]+$/

/** "Name: value", the name in small letters. Looked for by its colon: a pattern that tries again is slow on purpose-made lines. */
const fieldIn = (line: string): readonly [string, string] | undefined => {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0))
  return fieldName.test(name) ? [name.toLowerCase(), line.slice(colon + 1).trim()] : undefined
}

/** One block of fields; a line that begins with a space goes on, and one that no server writes so long is left aside. */
const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block
      .split(/\r?\n/)
      .filter((line) => line.length <= longestLine)
      .join('\n')
      .replaceAll(/\n[ \t]+/g, ' ')
      .split('\n')
      .flatMap((line) => {
        const field = fieldIn(line)
        return field === undefined ? [] : [field]
      }),
  )

/** What is said of each recipient (RFC 3464 §2.3); the first block is about the message. Nothing in a part too long. */
const recipientsIn = (words: string) =>
  (words.length > longestPart ? [] : words.split(/\r?\n[ \t]*\r?\n/))
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient'))
    .map((fields) => ({
      action: fields.get('action')?.toLowerCase() ?? '',
      status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
    }))

const isReport = (contentType: string): boolean =>
  /^multipart\/report\b/i.test(contentType) && /\breport-type\s*=\s*"?delivery-status\b/i.test(contentType)

const statusParts: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status'])

/**
 * Reads a delivery report: RFC 3464, and RFC 6533 where addresses are not ASCII. It comes from anywhere, so that
 * whatever is not one, whole and well formed, is `other`; the words of the report, which may repeat addresses, are left
 * aside.
 */
export const readDeliveryReport = async (message: Uint8Array): Promise<DeliveryReport> => {
  if (hasTooManyLines(message)) return { kind: 'other' }
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(message, {
    ...limits,
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
  }).catch(() => undefined)
  const contentType = mail?.headers.find(({ key }) => key === 'content-type')?.value ?? ''
  if (mail === undefined || !isReport(contentType)) return { kind: 'other' }
  const recipients = mail.attachments
    .filter(({ mimeType }) => statusParts.has(mimeType))
    .flatMap(({ content }) => (typeof content === 'string' ? recipientsIn(content) : []))
  const failed = recipients.find(({ action, status }) => action === 'failed' && status !== '')
  if (failed !== undefined)
    return { kind: 'failed', status: failed.status, blamesAddress: blamesAddress(failed.status) }
  const delayed = recipients.find(({ action }) => action === 'delayed')
  return delayed === undefined ? { kind: 'other' } : { kind: 'delayed', status: delayed.status }
}
