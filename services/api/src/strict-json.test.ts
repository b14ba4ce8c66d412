import { describe, expect, test } from 'vitest'
import { Fault } from '@boussole/http'
import { readStrictJson } from './strict-json.ts'

const read = (text: string) => readStrictJson(Buffer.from(text))

const faultOf = (body: Buffer): string => {
  try {
    readStrictJson(body)
    return 'accepted'
  } catch (error) {
    return error instanceof Fault ? error.fault : 'not a fault'
  }
}

describe('a body in which each key stands once is read as it is', () => {
  test.each([
    ['nothing', '', undefined],
    ['an object', '{"a":1,"b":[true,null,"x"]}', { a: 1, b: [true, null, 'x'] }],
    ['the same key in two objects', '{"a":{"x":1},"b":{"x":2}}', { a: { x: 1 }, b: { x: 2 } }],
    ['the same key in the objects of a list', '[{"x":1},{"x":2}]', [{ x: 1 }, { x: 2 }]],
    ['a key that is also a value', '{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['marks and colons inside strings', '{"a":"{\\"a\\":1,","b":"a:\\\\"}', { a: '{"a":1,', b: 'a:\\' }],
    ['a string that ends with a backslash', '{"a":"\\\\","b":"\\""}', { a: '\\', b: '"' }],
    ['white space around marks', ' { "a" : 1 ,\n"b" : [ ] } ', { a: 1, b: [] }],
    ['a string alone', '"a"', 'a'],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value)
  })
})

describe('a key written twice is refused, wherever it is', () => {
  test.each([
    ['side by side', '{"age":19,"age":20}'],
    ['with an object between', '{"age":19,"x":{"age":1},"age":20}'],
    ['with the same value', '{"age":19,"age":19}'],
    ['deeper', '{"contact":{"email":"a","email":"b"}}'],
    ['in a list', '[{"x":1},{"y":1,"y":2}]'],
    ['once with an escape', '{"age":19,"\\u0061ge":20}'],
  ])('%s', (_, text) => {
    expect(faultOf(Buffer.from(text))).toBe('json-key-twice')
  })
})

test('a key that would change the prototype is a field that does not exist', () => {
  expect(faultOf(Buffer.from('{"__proto__":{"isAdmin":true}}'))).toBe('input-invalid')
})

describe('what is not JSON in UTF-8 is refused, never repaired', () => {
  test.each([
    ['words', Buffer.from('bonjour')],
    ['a comma too many', Buffer.from('{"a":1,}')],
    ['half an object', Buffer.from('{"a":1')],
    ['NaN', Buffer.from('{"a":NaN}')],
    ['a line break in a string', Buffer.from('{"a":"x\ny"}')],
    ['bytes of Latin-1', Buffer.from('{"a":"é"}', 'latin1')],
    ['half a surrogate in bytes', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
    ['a body squeezed by gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00])],
  ])('%s', (_, body) => {
    expect(faultOf(body)).toBe('json-broken')
  })
})

test('64 kB of open brackets do not bring the service down', () => {
  expect(faultOf(Buffer.from('['.repeat(64 * 1024)))).toBe('json-broken')
  expect(faultOf(Buffer.from(`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`))).toBe('accepted')
})
