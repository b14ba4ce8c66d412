import type { z } from 'zod'

/** The story did not go as promised; the message says which step. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken'
}

/** Asks the platform over HTTP, as anybody would, and reads the answer in its shape. */
export interface StoryApi {
  get: <Shape extends z.ZodType>(path: string, shape: Shape, token?: string) => Promise<z.output<Shape>>
  post: <Shape extends z.ZodType>(path: string, body: object, shape: Shape, token?: string) => Promise<z.output<Shape>>
}

/** Errors: StoryBroken, when the answer is not a success of the shape that the contract promises. */
export const openStoryApi = (apiUrl: string): StoryApi => {
  const ask = async <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    { token, body }: { token: string | undefined; body?: object },
  ): Promise<z.output<Shape>> => {
    const asked = `${body === undefined ? 'GET' : 'POST'} ${path}`
    const response = await fetch(`${apiUrl}${path}`, {
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    const words = await response.text()
    if (!response.ok) throw new StoryBroken(`${asked} answered ${response.status}: ${words}`)
    const read = shape.safeParse(JSON.parse(words))
    if (!read.success) throw new StoryBroken(`${asked} answered in another shape: ${read.error.message}`)
    return read.data
  }
  return {
    get: (path, shape, token) => ask(path, shape, { token }),
    post: (path, body, shape, token) => ask(path, shape, { token, body }),
  }
}
