import { charterTexts } from '@boussole/contracts'
import { asId, yearFrom } from '@boussole/domain'
import type { PartnerId, TerritoryId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { printCharter } from './charter-pdf.ts'

const [text] = charterTexts
const at = Temporal.Instant.from('2026-11-26T10:00:00Z')

const print = (name: string, partnerName: string): Promise<Buffer> => {
  if (text === undefined) throw new Error('there is no text of the charter')
  const signature = { name, function: 'Présidente' }
  return printCharter({
    text,
    charter: {
      id: '7a0c6a54-43c5-4b4f-9b1c-6f3a5a1f0c11',
      version: text.version,
      textHash: 'ab'.repeat(32),
      signatory: { ...signature, email: 'presidence@structure.example' },
      proposedBy: 'Danielle Pommier',
      proposedAt: at,
      expiresAt: at,
      isExpired: false,
      hasBounced: false,
      partnerSigned: { ...signature, at },
      animationSigned: null,
      isWithdrawn: false,
      pdfHash: null,
    },
    place: { partnerId: asId<PartnerId>('p'), territoryId: asId<TerritoryId>('t'), regionCode: '84' },
    partnerName,
    territoryName: 'Saint-Étienne',
    timeZone: 'Europe/Paris',
    animation: { name: 'Zoë Lefèvre', function: 'Directrice', at },
    year: yearFrom(Temporal.PlainDate.from('2026-11-26')),
  })
}

const readBack = async (pdf: Buffer): Promise<string> => {
  const read = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return read.text.replaceAll(/\s+/gu, ' ')
}

test('a signed charter says each name with its own letters, and can be searched for them', async () => {
  const pdf = await print('Şükran Özdoğan', 'L’Œuvre de Łódź, accueil « Čapek »')
  const read = await readBack(pdf)
  expect(read).toContain('Şükran Özdoğan, Présidente')
  expect(read).toContain('L’Œuvre de Łódź, accueil « Čapek », sur le territoire Saint-Étienne')
  expect(read).toContain('Zoë Lefèvre, Directrice')
  // What a row of `charters` may hold.
  expect(pdf.length).toBeLessThan(500_000)
})

test.each(['ليلى بن عمر', '李小龍', 'Zoé 🧭', 'Ange\u0301lique'])(
  'a name in letters that the font may lack stops no charter: %s',
  async (name) => {
    expect(await readBack(await print(name, 'Un premier toit'))).toContain('Un premier toit')
  },
)
