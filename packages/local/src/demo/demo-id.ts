import { createHash } from 'node:crypto'

type DemoKind =
  | 'territory'
  | 'theme'
  | 'need'
  | 'questionnaire'
  | 'page'
  | 'question'
  | 'answer'
  | 'upkeep-run'
  | 'user'
  | 'partner'
  | 'referent'
  | 'agreement'
  | 'charter'
  | 'meeting'
  | 'network-letter'
  | 'offer'
  | 'invitation'
  | 'problem'
  | 'problem-message'
  | 'import'

const namespace = Buffer.from('8e0f6c4a2b1d4e73a5c9f0d17b3e6a42', 'hex')

/**
 * The id of a thing of the demo, always the same, so that pages of documentation and tests can name it: a UUID made
 * from its name (RFC 9562, version 5). Keys: `loire` (territory), `logement` (theme), `logement/urgence` (need), the
 * keys of the data files for people, partners and offers.
 */
export const demoId = (kind: DemoKind, key: string): string => {
  const bytes = createHash('sha1').update(namespace).update(`${kind}/${key}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
