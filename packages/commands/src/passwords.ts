import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of nobody's password: verified in the place of the one that an unknown account does not have. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$sDg5u8Gx4soLiJqSrvKDeg$V7QpZlSoNEut9pUwXGpM1SxdINIBmshnFj00kjw6l8E'

/** What the database keeps of a password: argon2id, as a PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let verified = 0

/** How many passwords this process has verified since it started: what unknown accounts cost is counted, not timed. */
export const passwordsVerified = (): number => verified

/** Is this the password? The same work is done when there is none to compare with. */
export const isPassword = async (given: string, kept: string | null): Promise<boolean> => {
  verified += 1
  const isRight = await verify(kept ?? nobodysHash, given)
  return isRight && kept !== null
}

/** Is this password the address, or what stands before its @? Anybody would try that first. */
export const isAddress = (password: string, email: string): boolean =>
  [email, email.split('@')[0]].includes(password.trim().toLowerCase())
