import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

const headers = ['Nom', 'Code postal', 'Ville', 'Téléphone']
const cells = [
  ['LA FABRIQUE DES POSSIBLES', '42600', 'MONTBRISON', '465711500'],
  ['TEST', '42000', 'Saint-Étienne', ''],
  ['La Fabrique des possibles', '42600', 'Montbrison', ''],
]

const file = [headers, ...cells].map((row) => row.join(';')).join('\n')

/** What every line has; those that say nothing of it leave it empty. */
const line = { faults: [], mended: [], twin_line: null, twin_by: null, asked: {} }
const fabrique = { name: 'La Fabrique des Possibles', communeCode: '42147' }

const lines = [
  {
    ...line,
    outcome: 'new',
    given: { ...fabrique, phone: '04 65 71 15 00' },
    mended: [
      { field: 'name', code: 'name-case' },
      { field: 'phone', code: 'phone-zero' },
    ],
  },
  { ...line, outcome: 'refused', given: { name: 'TEST' }, faults: [{ field: 'name', code: 'test-row' }] },
  { ...line, outcome: 'duplicate', given: fabrique, twin_line: 1, twin_by: 'name' },
]

/** A file of partners that an animator of the Loire sent yesterday: tried, and not applied yet. */
export const demoImport = (today: Temporal.PlainDate) => {
  const id = demoId('import', 'structures')
  const day = today.subtract({ days: 1 }).toString()
  return {
    import: {
      id,
      territory_id: demoId('territory', 'loire'),
      kind: 'partners',
      file_name: 'associations-montbrison.csv',
      byte_count: Buffer.byteLength(file),
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      headers,
      sample: cells,
      mapping: ['name', 'postalCode', 'commune', 'phone'],
      state: 'tried',
      done: lines.length,
      whole: lines.length,
      line_count: lines.length,
      without_refused: false,
      with_mail_twins: false,
      applies_when_tried: false,
      created_by: demoId('user', 'marion-delcasse'),
      created_at: `${day}T14:05:00Z`,
      tried_at: `${day}T14:06:00Z`,
    },
    pieces: [{ import_id: id, place: 0, content: file }],
    lines: lines.map((each, place) => ({ import_id: id, line: place + 1, cells: cells[place], ...each })),
  }
}
