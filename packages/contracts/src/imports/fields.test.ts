import { describe, expect, test } from 'vitest'
import { mappingFaults, proposeMapping } from './fields.ts'

const nothing = new Map<string, string | null>()

describe('the columns of a file', () => {
  test.each([
    [
      ['NOM', 'N° SIRET', 'Code Postal', 'Ville', 'Téléphone', 'E-mail'],
      ['name', 'siret', 'postalCode', 'commune', 'phone', 'email'],
    ],
    [
      ['Raison sociale', 'CP', 'Localité', 'Courriel'],
      ['name', 'postalCode', 'commune', 'email'],
    ],
    [
      ['name', 'street', 'zip', 'city', 'phone', 'website'],
      ['name', 'address', 'postalCode', 'commune', 'phone', 'website'],
    ],
    [
      ['id', 'nom', 'code_insee', 'latitude', 'longitude', 'source'],
      ['sourceId', 'name', 'communeCode', 'latitude', 'longitude', null],
    ],
    [
      ['', 'Truc', '__proto__', 'constructor', 'toString'],
      [null, null, null, null, null],
    ],
    // One field is filled once, by the column that fits best.
    [
      ['Nom de la structure', 'Nom'],
      [null, 'name'],
    ],
  ])('%j fill %j', (headers, mapping) => {
    expect(proposeMapping(headers, 'partners', nothing)).toEqual(mapping)
  })

  test('of data.inclusion services are known as well', () => {
    const headers = ['id', 'structure_id', 'nom', 'description', 'thematiques', 'frais', 'zone_eligibilite', 'courriel']
    expect(proposeMapping(headers, 'offers', nothing)).toEqual([
      'sourceId',
      'partnerSourceId',
      'title',
      'description',
      'topics',
      'free',
      'zones',
      'contactEmail',
    ])
  })

  test('fill what was said last time, even nothing', () => {
    const remembered = new Map([
      ['truc', 'name'],
      ['ville', null],
      ['cp', 'a field that is no more'],
    ])
    expect(proposeMapping(['TRUC', 'Ville', 'CP', 'Nom'], 'partners', remembered)).toEqual(['name', null, null, null])
  })
})

test.each([
  [['name', 'siret'], 'partners', []],
  [['siret'], 'partners', [{ field: 'name', fault: 'missing' }]],
  [['name', 'name'], 'partners', [{ field: 'name', fault: 'twice' }]],
  [['title'], 'offers', [{ field: 'partnerName', fault: 'missing' }]],
  [['partnerSiret', 'email'], 'referents', [{ field: 'fullName', fault: 'missing' }]],
  [['partnerSiret', 'email', 'lastName'], 'referents', []],
] as const)('with %j a file of %s lacks %j', (mapping, kind, faults) => {
  expect(mappingFaults(mapping, kind)).toEqual(faults)
})
