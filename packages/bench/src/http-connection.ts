import { connect } from 'node:net'
import { once } from 'node:events'

/** One connection that is kept, on which requests follow each other. */
export interface HttpConnection {
  readonly post: (path: string, body: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  /** False: the server has closed it, as servers do with what was idle for seconds. */
  readonly isOpen: () => boolean
  readonly close: () => void
}

interface Answer {
  readonly status: number
  readonly body: string
}

/** As little as speaks HTTP/1.1 to a server whose answers tell their length: what measures should cost next to nothing. */
export const openConnection = async (port: number): Promise<HttpConnection> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  socket.setTimeout(30_000, () => socket.destroy(new Error('no answer within 30 s')))
  let received = ''
  let answered: ((answer: Answer) => void) | undefined
  let broken: ((error: Error) => void) | undefined
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    received += chunk
    const head = received.indexOf('\r\n\r\n')
    if (head === -1) return
    const [, length] = /content-length: (\d+)/i.exec(received.slice(0, head)) ?? []
    const body = received.slice(head + 4)
    if (Buffer.byteLength(body) < Number(length ?? 0)) return
    const status = Number(received.slice(9, 12))
    received = ''
    answered?.({ status, body })
  })
  socket.on('error', (error) => broken?.(error))
  socket.on('close', () => broken?.(new Error('the server closed the connection')))
  await once(socket, 'connect')
  return {
    post: (path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        answered = resolve
        broken = reject
        const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${more.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }),
    isOpen: () => socket.writable && !socket.destroyed,
    close: () => {
      broken = undefined
      socket.destroy()
    },
  }
}
