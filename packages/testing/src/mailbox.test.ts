import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { useMailbox } from './mailbox.ts'

const mailbox = useMailbox()

/** Says each line once the server has answered the one before; returns the server's last answer. */
const dialogue = async (lines: readonly string[]): Promise<string> => {
  const socket = connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1')
  try {
    let answer = String(await once(socket, 'data'))
    for (const line of lines) {
      socket.write(`${line}\r\n`)
      answer = String(await once(socket, 'data'))
    }
    return answer
  } finally {
    socket.destroy()
  }
}

const send = (to: string, subject: string): Promise<string> =>
  dialogue(['HELO test', 'MAIL FROM:<a@b.example>', `RCPT TO:<${to}>`, 'DATA', `Subject: ${subject}\r\n\r\nhello\r\n.`])

test('a mail that is waited for is found when it comes later', async () => {
  const waited = mailbox.waitForMail((mail) => mail.subject === 'later')
  await send('lea@jeune.example', 'sooner')
  await send('lea@jeune.example', 'later')
  expect(await waited).toMatchObject({ to: 'lea@jeune.example', subject: 'later' })
})

test('a mail that is waited for is found when it came before', async () => {
  await send('noa@jeune.example', 'already here')
  expect(await mailbox.waitForMail((mail) => mail.to === 'noa@jeune.example')).toMatchObject({
    subject: 'already here',
  })
})

test('a test may have recipients refused', async () => {
  mailbox.answerWith((to) => (to === 'gone@partner.example' ? { code: 550, message: 'no such mailbox' } : undefined))
  expect(await dialogue(['HELO test', 'MAIL FROM:<a@b.example>', 'RCPT TO:<gone@partner.example>'])).toMatch(/^550 /)
  expect(await dialogue(['HELO test', 'MAIL FROM:<a@b.example>', 'RCPT TO:<here@partner.example>'])).toMatch(/^250 /)
})

test('and the next test finds everybody accepted again', async () => {
  expect(await dialogue(['HELO test', 'MAIL FROM:<a@b.example>', 'RCPT TO:<gone@partner.example>'])).toMatch(/^250 /)
})
