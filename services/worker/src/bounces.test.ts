import { bounceAddressOf, outboxIdInBounceAddress } from '@boussole/commands'
import { readDeliveryReport } from '@boussole/mail'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as reports from './delivery-reports.ts'

const about = { to: 'accueil@partenaire.example', returnTo: 'bounces+1.2@boussole.example' }
const read = (message: string) => readDeliveryReport(Buffer.from(message))

describe('a report', () => {
  test.each([
    ['of Postfix', reports.postfixFailed, '5.1.1'],
    ['of Exim', reports.eximFailed, '5.0.0'],
    ['of Exchange', reports.exchangeFailed, '5.1.10'],
    ['of Gmail', reports.gmailFailed, '5.2.1'],
    ['about an address beyond ASCII', reports.internationalFailed, '5.1.1'],
  ])('%s says that the address does not work', async (_, written, status) => {
    expect(await read(written(about))).toEqual({ kind: 'failed', status, blamesAddress: true })
  })

  test('of a queue that gave up says that the mail did not arrive, and nothing against the address', async () => {
    expect(await read(reports.expired(about))).toEqual({ kind: 'failed', status: '4.4.7', blamesAddress: false })
    const filtered = reports.postfixFailed(about).replace('Status: 5.1.1', 'Status: 5.7.1')
    expect(await read(filtered)).toMatchObject({ kind: 'failed', blamesAddress: false })
  })

  test('of a queue that is still trying is no failure', async () => {
    expect(await read(reports.delayed(about))).toEqual({ kind: 'delayed', status: '4.4.1' })
  })

  test.each([
    ['an automatic reply that talks like one', reports.automaticReply],
    ['a read receipt', reports.readReceipt],
    ['one that was cut off', reports.truncated],
    ['one of success', (mail: typeof about) => reports.postfixFailed(mail).replace('failed', 'delivered')],
    ['an empty message', () => ''],
    [
      'one that is nothing but parts',
      () => `Content-Type: multipart/report; report-type=delivery-status; boundary=a\r\n\r\n${'--a\r\n'.repeat(5000)}`,
    ],
  ])('is not %s', async (_, written) => {
    expect(await read(written(about))).toEqual({ kind: 'other' })
  })

  // A pattern that tries again at each space would not come to an end here.
  test.each([
    ['spaces, a lone CR and more', 'X:'.padEnd(500_000) + '\rx'],
    ['a value, spaces and a tab at a time, and more', `X: a${' \t'.repeat(250_000)}x`],
    ['a name without an end', 'x'.repeat(500_000)],
    ['lines that go on and on', 'X: a\r\n \r'.repeat(60_000)],
    ['nothing but ends of lines', '\n'.repeat(500_000)],
    ['lines within the limit, of spaces and a lone CR', `X:${' '.repeat(1900)}\rx\r\n`.repeat(260)],
  ])('is left aside at once when it holds %s', async (_, words) => {
    const written = reports.postfixFailed(about).replace('Status: 5.1.1', `${words}\r\nStatus: 5.1.1`)
    expect(await read(written)).toEqual({ kind: 'other' })
  })

  test('is read without a line that no server writes so long', async () => {
    const spaces = `X:${' '.repeat(1900)}\rx\r\n`.repeat(30)
    const line = `X-Reason: ${'a'.repeat(5000)}\r\n`
    const written = reports.postfixFailed(about).replace('Status: 5.1.1', `${spaces}${line}Status: 5.1.1`)
    expect(await read(written)).toMatchObject({ kind: 'failed', status: '5.1.1' })
  })

  test('is nowhere in noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect(await readDeliveryReport(bytes)).toEqual({ kind: 'other' })
      }),
    )
  })
})

describe('the sender of an envelope', () => {
  const trackingKey = 'a-tracking-key-for-tests-only-0123456789'
  const domain = 'boussole.example'

  test('names its mail, however the case was changed on the way, in 64 characters before the @', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const address = bounceAddressOf(id, { trackingKey, domain })
        expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
        expect(outboxIdInBounceAddress(address.toUpperCase(), trackingKey)).toBe(id)
      }),
    )
  })

  test('is not made by guessing, nor with another key, nor for another mail', () => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
    const address = bounceAddressOf(one, { trackingKey, domain })
    expect(outboxIdInBounceAddress(address, `${trackingKey}!`)).toBeUndefined()
    expect(
      outboxIdInBounceAddress(address.replace(one.replaceAll('-', ''), other.replaceAll('-', '')), trackingKey),
    ).toBeUndefined()
    for (const wrong of [
      '',
      'bounces@boussole.example',
      `bounces+${'0'.repeat(32)}.${'0'.repeat(20)}@boussole.example`,
    ])
      expect(outboxIdInBounceAddress(wrong, trackingKey)).toBeUndefined()
  })
})
