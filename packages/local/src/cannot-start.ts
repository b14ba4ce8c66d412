/** Something on this machine stands in the way; the message is a sentence that says what to do about it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

/** Does an act whose failures are known to speak in sentences: they reach the person without their stack. */
export const orCannotStart = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act()
  } catch (cause) {
    throw new CannotStart(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
