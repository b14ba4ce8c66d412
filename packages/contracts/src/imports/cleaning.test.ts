import { describe, expect, test } from 'vitest'
import {
  cleanCell,
  cleanCommuneCode,
  cleanCommuneName,
  cleanCoordinates,
  cleanDay,
  cleanEmail,
  cleanName,
  cleanPhone,
  cleanPostalCode,
  cleanSiret,
  cleanWebsite,
  isTestRow,
  listIn,
  splitAddress,
} from './cleaning.ts'
import { personInLowerCase, streetInLowerCase } from './letter-case.ts'

describe('a cell', () => {
  test.each([
    ['  Maison\u00a0des   jeunes ', 'Maison des jeunes'],
    ['\u200bMission\u0000 locale', 'Mission locale'],
    ['NULL', ''],
    ['N/A', ''],
    ['#N/A', ''],
    [' - ', ''],
    ['néant', ''],
    ["'=1+1", '=1+1'],
    ["'+33 6 39 98 00 01", '+33 6 39 98 00 01'],
    ["L'Étape", "L'Étape"],
    ['un\ud800cassé', 'uncassé'],
  ])('%j says %j', (raw, value) => {
    expect(cleanCell(raw).value).toBe(value)
  })
})

describe('a SIRET', () => {
  test.each([
    ['130 030 133 00016', { value: '13003013300016' }],
    ['13003013300016.0', { value: '13003013300016' }],
    // La Poste has a key of its own.
    ['35600000000048', { value: '35600000000048' }],
    ['', { value: null }],
    ['5880210600011', { value: '05880210600011', mended: 'siret-zero' }],
    ['130030133', { fault: 'siret-is-siren' }],
    ['1,3003E+13', { fault: 'siret-scientific' }],
    ['13003013300017', { fault: 'siret-wrong' }],
    ['00000000000000', { fault: 'siret-wrong' }],
    ['en cours', { fault: 'siret-wrong' }],
  ])('%j is read as %j', (given, cleaned) => {
    expect(cleanSiret(given)).toEqual(cleaned)
  })
})

describe('a postal code', () => {
  test.each([
    ['42 600', { value: '42600' }],
    ['F-42600', { value: '42600' }],
    ['1000', { value: '01000', mended: 'postal-zero' }],
    ['1000.0', { value: '01000', mended: 'postal-zero' }],
    ['42013 CEDEX 2', { value: '42013', mended: 'cedex' }],
    ['420', { fault: 'postal-wrong' }],
    ['Loire', { fault: 'postal-wrong' }],
  ])('%j is read as %j', (given, cleaned) => {
    expect(cleanPostalCode(given)).toEqual(cleaned)
  })
})

describe('a commune', () => {
  test.each([
    ['SAINT-ETIENNE CEDEX 2', { value: 'SAINT-ETIENNE', mended: 'cedex' }],
    ['Lyon 3', { value: 'Lyon' }],
    ['PARIS 15EME ARRONDISSEMENT', { value: 'PARIS' }],
    ['Roanne (42)', { value: 'Roanne' }],
    ['Cedexville', { value: 'Cedexville' }],
  ])('named %j is %j', (given, cleaned) => {
    expect(cleanCommuneName(given)).toEqual(cleaned)
  })
  test.each([
    ['1004', { value: '01004', mended: 'insee-zero' }],
    ['2a004', { value: '2A004' }],
    ['75115', { value: '75056' }],
    ['69383', { value: '69123' }],
    ['42', { fault: 'commune-unknown' }],
  ])('of the code %j is %j', (given, cleaned) => {
    expect(cleanCommuneCode(given)).toEqual(cleaned)
  })
})

describe('an address in one field', () => {
  test.each([
    ['12 RUE DE LA PAIX 42000 SAINT ETIENNE', ['12 RUE DE LA PAIX', '42000', 'SAINT ETIENNE']],
    ['4 place des Marronniers, 42600 Montbrison', ['4 place des Marronniers', '42600', 'Montbrison']],
    ['BP 12 - 42013 SAINT-ETIENNE CEDEX 2', ['BP 12', '42013', 'SAINT-ETIENNE CEDEX 2']],
    ['3 cours de Verdun 1000 Bourg-en-Bresse', ['3 cours de Verdun', '1000', 'Bourg-en-Bresse']],
    ['42600 Montbrison, France', ['', '42600', 'Montbrison']],
  ])('%j is taken apart', (given, [street, postalCode, commune]) => {
    expect(splitAddress(given)).toEqual({ street, postalCode, commune })
  })
  test.each(['1200 route de Lyon', '12 rue de la Paix', ''])('%j stays whole', (given) => {
    expect(splitAddress(given)).toBeUndefined()
  })
})

describe('a phone number', () => {
  test.each([
    ['0465711000', { value: '04 65 71 10 00' }],
    ['465711000', { value: '04 65 71 10 00', mended: 'phone-zero' }],
    ['33465711000', { value: '04 65 71 10 00' }],
    ['+33 (0)4 65 71 10 00', { value: '04 65 71 10 00' }],
    ['Tél : 04.65.71.10.00', { value: '04 65 71 10 00' }],
    ['04 65 71 10 00 / 06 39 98 00 01', { value: '04 65 71 10 00', mended: 'phone-first' }],
    ['4,6571E+08', { fault: 'phone-scientific' }],
    ['04 65', { fault: 'phone-wrong' }],
    ['voir le site', { fault: 'phone-wrong' }],
  ])('%j is read as %j', (given, cleaned) => {
    expect(cleanPhone(given)).toEqual(cleaned)
  })
})

describe('a mail address', () => {
  test.each([
    ['Contact@ADIL42.Example', { value: 'contact@adil42.example' }],
    ['mailto:a@b.example', { value: 'a@b.example' }],
    ['a@b.example ; c@d.example', { value: 'a@b.example', mended: 'email-first' }],
    ['pas de mail', { fault: 'email-wrong' }],
    ['a@b', { fault: 'email-wrong' }],
  ])('%j is read as %j', (given, cleaned) => {
    expect(cleanEmail(given)).toEqual(cleaned)
  })
})

describe('the address of a site', () => {
  test.each([
    ['https://adil42.example', { value: 'https://adil42.example' }],
    ['www.adil42.example', { value: 'https://www.adil42.example', mended: 'website-completed' }],
    ['javascript:alert(1)', { fault: 'website-wrong' }],
    ['facebook', { fault: 'website-wrong' }],
  ])('%j is read as %j', (given, cleaned) => {
    expect(cleanWebsite(given)).toEqual(cleaned)
  })
})

describe('coordinates', () => {
  test.each([
    ['45,4397', '4.3872', { value: { latitude: 45.4397, longitude: 4.3872 } }],
    ['4.3872', '45.4397', { value: { latitude: 45.4397, longitude: 4.3872 }, mended: 'coordinates-swapped' }],
    ['55.45', '-20.88', { value: { latitude: -20.88, longitude: 55.45 }, mended: 'coordinates-swapped' }],
    ['40.71', '-74', { value: null, mended: 'coordinates-dropped' }],
    ['0', '0', { value: null, mended: 'coordinates-dropped' }],
    ['45.4', '', { value: null, mended: 'coordinates-dropped' }],
    ['', '', { value: null }],
  ])('%j, %j are read as %j', (latitude, longitude, cleaned) => {
    expect(cleanCoordinates(latitude, longitude)).toEqual(cleaned)
  })
})

describe('a name in capitals', () => {
  test.each([
    ['MISSION LOCALE DU FOREZ', 'Mission Locale du Forez'],
    ['CCAS DE ROANNE', 'CCAS de Roanne'],
    ['MJC L’ESCALE', 'MJC l’Escale'],
    ['MAISON DES JEUNES DE L’ÎLE', 'Maison des Jeunes de l’Île'],
    ['ADIL', 'ADIL'],
    ['Mission locale du Forez', 'Mission locale du Forez'],
    ['FJT 42', 'FJT 42'],
  ])('%j is read as %j', (given, value) => {
    expect(cleanName(given).value).toBe(value)
  })
  test('of a street and of a person, too', () => {
    expect(streetInLowerCase('12 BIS RUE DE LA PAIX')).toBe('12 bis rue de la Paix')
    expect(personInLowerCase("JEAN-PIERRE D'AMOUR")).toBe("Jean-Pierre d'Amour")
    expect(personInLowerCase('Zoé Le Goff')).toBe('Zoé Le Goff')
  })
})

describe('a row made to try something out', () => {
  test.each(['TEST', 'Test - ne pas utiliser', 'xxxx', 'Association test', 'azerty', 'À SUPPRIMER'])(
    '%j is one',
    (name) => {
      expect(isTestRow(name)).toBe(true)
    },
  )
  test.each(['Mission locale', 'Testament et droits', 'Les Testeurs', 'CCAS'])('%j is none', (name) => {
    expect(isTestRow(name)).toBe(false)
  })
})

test.each([
  ['31/12/2026', { value: '2026-12-31' }],
  ['1/2/2027', { value: '2027-02-01' }],
  ['2026-12-31T10:00:00', { value: '2026-12-31' }],
  ['31/02/2026', { fault: 'date-wrong' }],
  ['demain', { fault: 'date-wrong' }],
])('the day %j is read as %j', (given, cleaned) => {
  expect(cleanDay(given)).toEqual(cleaned)
})

test.each([
  ['{a,b}', ['a', 'b']],
  ['["a","b"]', ['a', 'b']],
  ['a | b', ['a', 'b']],
  ['', []],
])('the list %j is read as %j', (given, list) => {
  expect(listIn(given)).toEqual(list)
})
